import { settingsOf } from '../../settings.ts';
import type { FileContext } from '../file-context.ts';
import { projectRunner } from '../project-runner.ts';
import type { Source } from '../source.ts';
import { globalReferences } from './seeds.ts';
import type { TestRunner } from './test-call.ts';
import { runnerOfModule } from './vocabulary.ts';

/** Globals that one runner alone provides. */
const TELLING: Readonly<Record<string, TestRunner | 'other'>> = {
  vi: 'vitest',
  jest: 'jest',
  before: 'mocha',
  after: 'mocha',
  context: 'mocha',
  specify: 'mocha',
  suiteSetup: 'mocha',
  suiteTeardown: 'mocha',
  mocha: 'mocha',
  cy: 'other',
  Cypress: 'other',
};

/**
 * The runner behind the globals of a file: what the settings say, else what the file gives away, else what its project
 * runs. `undefined` where they belong to something that is no runner we know, such as Cypress.
 */
export function globalRunnerOf(context: FileContext, source: Source): TestRunner | undefined {
  const { runner } = settingsOf(context);
  if (runner) return runner;
  const told = toldByImports(source) ?? toldByGlobals(source) ?? toldByThis(context.sourceCode.text);
  if (told) return told === 'other' ? undefined : told;
  return projectRunner(source.file) ?? 'unknown';
}

function toldByImports({ ast }: Source): TestRunner | undefined {
  for (const statement of ast.body) {
    const runner = statement.type === 'ImportDeclaration' ? runnerOfModule(statement.source.value) : undefined;
    // Neither makes its functions global.
    if (runner && runner !== 'node' && runner !== 'playwright') return runner;
  }
  return undefined;
}

function toldByGlobals(source: Source): TestRunner | 'other' | undefined {
  for (const { identifier } of globalReferences(source)) {
    const told = Object.hasOwn(TELLING, identifier.name) ? TELLING[identifier.name] : undefined;
    const { parent } = identifier;
    const isUsed = (parent.type === 'CallExpression' && parent.callee === identifier) || parent.type === 'MemberExpression';
    if (told && isUsed) return told;
  }
  return undefined;
}

/** Mocha gives tests and suites a context as `this`. */
function toldByThis(text: string): TestRunner | undefined {
  return /\bthis\s*\.\s*(?:timeout|slow|retries|currentTest)\s*\(/.test(text) ? 'mocha' : undefined;
}
