import { otherRunner, type OtherRunner } from './project-runner.ts';
import type { Source } from './source.ts';
import { runnerOfModule } from './test-calls/vocabulary.ts';

/** The runner of a file's tests, if it is one that has no set-up; a runner that the file imports is its own. */
export function otherRunnerOf({ ast, file }: Source): OtherRunner | undefined {
  const importsRunner = ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && runnerOfModule(statement.source.value) !== undefined,
  );
  return importsRunner ? undefined : otherRunner(file);
}
