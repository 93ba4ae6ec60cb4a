import { otherRunnerOf, type LintedFile } from 'eslint-plugin-cogniverse/editing';

/** Runners that the set-up is not made for; what it manages would never be ended under them. */
const OTHER_RUNNERS = /^(?:ava|bun:test|qunit|tap|tape|uvu|@japa\/runner|@web\/test-runner)$/;

/** Why workers in a file can't be managed ones, if the file is no test of a runner that has the set-up. */
export function outsideOfTests({ source, tests }: LintedFile): string | undefined {
  const imported = source.ast.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' && OTHER_RUNNERS.test(statement.source.value)
      ? statement.source.value
      : [],
  );
  const other = imported[0] ?? otherRunnerOf(source);
  if (other !== undefined) return `the set-up is not made for ${other}`;
  if (!tests.calls.some(({ kind }) => kind === 'test')) {
    return 'the file has no tests, and who uses it decides how long the worker lives';
  }
  return undefined;
}
