import type { TSESLint } from '@typescript-eslint/utils';

import { settingsOf } from '../settings.ts';

const NAME = /(?:[._-](?:test|spec|e2e|cy)|(?:^|[\\/])(?:test|spec|setup-?tests?|(?:vitest|jest|test)[._-]setup))\.[mc]?[jt]sx?$/i;
const FOLDER = /(?:^|[\\/])(?:__tests?__|__mocks__|tests?|specs?|e2e|integration-tests?)[\\/]/i;

/** Modules whose import makes a file a test file. */
export const RUNNER_MODULES: ReadonlySet<string> = new Set([
  'vitest',
  '@jest/globals',
  'jest',
  'mocha',
  'node:test',
  '@playwright/test',
  'playwright/test',
  'bun:test',
]);
const RUNNER_GLOBALS = new Set(['describe', 'it', 'test', 'suite', 'context', 'specify', 'beforeEach', 'beforeAll', 'afterEach', 'afterAll']);

const answers = new WeakMap<TSESLint.SourceCode, boolean>();

/** Whether a path names a test file or lies in a folder of tests, seen from the project's root. */
export function isTestPath(file: string): boolean {
  return NAME.test(file) || FOLDER.test(file);
}

/**
 * Whether a rule has anything to say in this file: always, unless `settings.cogniverse.scope` is `"tests"` (as the
 * presets set it) and the file is neither named nor written as a test.
 */
export function isInScope(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): boolean {
  const { scope, testModules } = settingsOf(context);
  if (scope !== 'tests') return true;
  const known = answers.get(context.sourceCode);
  if (known !== undefined) return known;
  const file = context.physicalFilename;
  const fromRoot = file.startsWith(context.cwd) ? file.slice(context.cwd.length) : file;
  const answer = isTestPath(fromRoot) || importsRunner(context.sourceCode, testModules) || callsRunner(context.sourceCode);
  answers.set(context.sourceCode, answer);
  return answer;
}

function importsRunner(sourceCode: Readonly<TSESLint.SourceCode>, testModules: readonly string[]): boolean {
  const modules = new Set([...RUNNER_MODULES, ...testModules]);
  return (
    sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && modules.has(statement.source.value)) ||
    /\brequire\(\s*['"](?:node:test|vitest|@jest\/globals|mocha|@playwright\/test)['"]|import\.meta\.vitest/.test(sourceCode.text)
  );
}

/** Whether the file calls a runner's global function: a name of one, called, that nothing in the file declares. */
function callsRunner(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const globalScope = sourceCode.scopeManager?.globalScope;
  if (!globalScope) return false;
  const isCalled = ({ identifier }: TSESLint.Scope.Reference): boolean =>
    identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier;
  const declared = [...RUNNER_GLOBALS].flatMap((name) => globalScope.set.get(name) ?? []);
  return (
    globalScope.through.some((reference) => RUNNER_GLOBALS.has(reference.identifier.name) && isCalled(reference)) ||
    declared.some((variable) => variable.defs.length === 0 && variable.references.some(isCalled))
  );
}
