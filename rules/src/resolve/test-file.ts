import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { settingsOf } from '../settings.ts';
import { pathFromRoot } from './path-from-root.ts';
import { isTestModule } from './test-module.ts';

/**
 * `a.test.ts`, `a_spec.js`, `a.e2e-spec.ts`; set-up files as runners name them; `test.js` at the root. Other names may
 * be the product's outside of a folder of tests: `ab-test.ts`, `commands/test.ts`, `test-utils.ts`.
 */
const NAME =
  /(?:[._](?:test|spec|e2e(?:[-.](?:test|spec))?|cy)|(?:^|\/)(?:setup-?tests?|(?:vitest|jest|test)[._-]setup)|^test)\.[mc]?[jt]sx?$/i;
const FOLDER = /(?:^|\/)(?:__tests?__|__mocks__|tests?|e2e)\//i;
/** What tests read, and so no tests themselves, unless they are written as such. */
const FIXTURES = /(?:^|[-_/]|test)fixtures?(?:__)?\/|(?:^|\/)(?:testdata|__snapshots__)\//i;
/** What a test's server hands to a page. */
const SERVED = /(?:^|\/)(?:__tests?__|tests?|e2e)\/(?:.*\/)?(?:assets|public|static)\//i;

/** Modules whose import makes a file a test file. */
const RUNNER_MODULES: ReadonlySet<string> = new Set([
  'vitest',
  '@jest/globals',
  'jest',
  'mocha',
  'node:test',
  '@playwright/test',
  'playwright/test',
  'bun:test',
  'ava',
  'qunit',
  'tap',
  'tape',
  'uvu',
]);
/** Globals of runners that name little else: `context` and `suite` alone are no sign of a test. */
const RUNNER_GLOBALS = new Set([
  'describe',
  'it',
  'test',
  'specify',
  'before',
  'beforeEach',
  'beforeAll',
  'after',
  'afterEach',
  'afterAll',
]);
const LOADS_RUNNER = /\b(?:require|import)\(\s*['"`](?:node:test|vitest|@jest\/globals|mocha|@playwright\/test)['"`]|import\.meta\.vitest/;

// By the tree, since oxlint has one `sourceCode` for all files.
const answers = new WeakMap<TSESTree.Program, boolean>();

/** Whether a path, as seen from the project's root, names a test file or lies in a folder of tests. */
export function isTestPath(file: string): boolean {
  const normalized = file.replaceAll('\\', '/');
  return NAME.test(normalized) || (FOLDER.test(normalized) && !FIXTURES.test(normalized) && !SERVED.test(normalized));
}

/** A name of a runner's global that no other name contains, where it may be called or have a member. */
const MAY_CALL_RUNNER =
  /(?<![\w$#]|(?<!\.)\.)(?:describe|it|test|specify|before(?:Each|All)?|after(?:Each|All)?)\s*[(.[?`)<!/]/;
const MAY_LOAD_RUNNER = new RegExp(`['"\`](?:${[...RUNNER_MODULES].join('|')})['"\`]|import\\.meta\\.vitest`);

/**
 * Whether a file can be a test, by its path from the project's root and its text, without parsing it. May answer yes
 * in vain, never no in error, save where a name is written with escapes.
 */
export function mayBeTest(pathFromRoot: string, text: string): boolean {
  return isTestPath(pathFromRoot) || MAY_LOAD_RUNNER.test(text) || MAY_CALL_RUNNER.test(text);
}

/**
 * Whether a rule has anything to say in this file: always, unless `settings.cogniverse.scope` is `"tests"` (as the
 * presets set it) and the file is neither named nor written as a test. Never in a file that is no program.
 */
export function isInScope(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): boolean {
  const { sourceCode } = context;
  if (!sourceCode.scopeManager) return false;
  const { scope, testModules } = settingsOf(context);
  if (scope !== 'tests') return true;
  let answer = answers.get(sourceCode.ast);
  if (answer === undefined) {
    const file = pathFromRoot(context.physicalFilename, context.cwd);
    answer =
      isTestPath(file) ||
      importsRunner(sourceCode.ast, testModules) ||
      callsRunner(sourceCode.scopeManager) ||
      LOADS_RUNNER.test(sourceCode.text);
    answers.set(sourceCode.ast, answer);
  }
  return answer;
}

function importsRunner({ body }: TSESTree.Program, testModules: readonly string[]): boolean {
  const isRunner = (module: string): boolean => RUNNER_MODULES.has(module) || isTestModule(module, testModules);
  return body.some((statement) => isValueImport(statement) && isRunner(statement.source.value));
}

function isValueImport(statement: TSESTree.ProgramStatement): statement is TSESTree.ImportDeclaration {
  return statement.type === 'ImportDeclaration' && statement.importKind !== 'type';
}

/** Whether the file calls a runner's global function, by a name that nothing in the file declares. */
function callsRunner({ globalScope }: TSESLint.Scope.ScopeManager): boolean {
  if (!globalScope) return false;
  const declared = [...RUNNER_GLOBALS].flatMap((name) => globalScope.set.get(name) ?? []);
  return (
    globalScope.through.some((reference) => RUNNER_GLOBALS.has(reference.identifier.name) && isCalled(reference)) ||
    declared.some((variable) => variable.defs.length === 0 && variable.references.some(isCalled))
  );
}

/** `test(…)`, `test.skip(…)`, ``test.each`…` ``. */
function isCalled({ identifier }: TSESLint.Scope.Reference): boolean {
  const { parent } = identifier;
  if (parent.type === 'CallExpression') return parent.callee === identifier;
  return parent.type === 'MemberExpression' && parent.object === identifier;
}
