import { RUNNER_NAMES, type RunnerName } from '../../settings.ts';
import type { CallKind, TestRunner } from './test-call.ts';

/** What a name that a runner exports (or declares as a global) is. */
export type Export =
  | { readonly kind: 'function'; readonly call: CallKind; readonly modifiers: readonly string[] }
  | { readonly kind: 'helper' }
  /** A function that makes one test function of several. */
  | { readonly kind: 'merge' };

const MODULES: readonly (readonly [pattern: RegExp, runner: RunnerName])[] = [
  [/^vitest$/, 'vitest'],
  [/^@jest\/globals$/, 'jest'],
  [/^mocha$/, 'mocha'],
  [/^node:test$/, 'node'],
  [/^(?:@playwright\/test|playwright\/test|@playwright\/experimental-ct-[\w-]+)$/, 'playwright'],
];

/** The runner whose module a specifier names. */
export function runnerOfModule(specifier: string): RunnerName | undefined {
  return MODULES.find(([pattern]) => pattern.test(specifier))?.[1];
}

type Names = Readonly<Partial<Record<CallKind | 'helper' | 'merge', string>>>;

const NAMES: Readonly<Record<RunnerName, Names>> = {
  vitest: {
    test: 'test it',
    suite: 'describe suite',
    hook: 'beforeAll afterAll beforeEach afterEach aroundAll aroundEach',
    helper: 'vi vitest',
  },
  jest: {
    test: 'test it fit xit xtest',
    suite: 'describe fdescribe xdescribe',
    hook: 'beforeAll afterAll beforeEach afterEach',
    helper: 'jest',
  },
  mocha: {
    test: 'it specify test xit xspecify',
    suite: 'describe context suite xdescribe xcontext',
    hook: 'before after beforeEach afterEach setup teardown suiteSetup suiteTeardown',
  },
  node: {
    test: 'default test it only skip todo',
    suite: 'describe suite',
    hook: 'before after beforeEach afterEach',
    helper: 'mock',
  },
  playwright: {
    test: 'default test',
    suite: 'describe',
    hook: 'beforeAll afterAll beforeEach afterEach',
    merge: 'mergeTests',
  },
};

const IMPLIED: Readonly<Record<string, string>> = {
  fit: 'only', fdescribe: 'only', xit: 'skip', xtest: 'skip', xspecify: 'skip', xdescribe: 'skip', xcontext: 'skip',
};
/** Names of `node:test` that stand for `test.only` and its like. */
const NODE_SHORTHANDS = new Set(['only', 'skip', 'todo']);

const GLOBAL_RUNNERS = ['jest', 'mocha', 'vitest'] as const;
const exportsOf = new Map<TestRunner, ReadonlyMap<string, Export>>(
  RUNNER_NAMES.map((runner) => [runner, exportsIn(NAMES[runner], runner === 'node')]),
);
exportsOf.set('unknown', new Map(GLOBAL_RUNNERS.flatMap((runner) => [...(exportsOf.get(runner) ?? [])])));

function exportsIn(names: Names, hasShorthands: boolean): ReadonlyMap<string, Export> {
  const entries = (kind: keyof Names, make: (name: string) => Export): [string, Export][] =>
    (names[kind] ?? '').split(' ').filter(Boolean).map((name) => [name, make(name)]);
  const calls = (call: CallKind): [string, Export][] =>
    entries(call, (name) => {
      const implied = IMPLIED[name] ?? (hasShorthands && NODE_SHORTHANDS.has(name) ? name : undefined);
      return { kind: 'function', call, modifiers: implied === undefined ? [] : [implied] };
    });
  return new Map([
    ...calls('test'),
    ...calls('suite'),
    ...calls('hook'),
    ...entries('helper', () => ({ kind: 'helper' })),
    ...entries('merge', () => ({ kind: 'merge' })),
  ]);
}

/** What a runner's module exports under a name; `'unknown'` knows the globals of Vitest, Jest and Mocha. */
export function exportOf(runner: TestRunner, name: string): Export | undefined {
  return exportsOf.get(runner)?.get(name);
}

/** The globals that call tests, suites, hooks or helpers in any runner that has globals. */
export function isGlobalName(name: string): boolean {
  return exportOf('unknown', name) !== undefined;
}

/** Members that give the same function with another way to run: `test.only`, `describe.serial.skip`. */
export const MODIFIERS: ReadonlySet<string> = new Set([
  'concurrent', 'fail', 'failing', 'fails', 'fixme', 'only', 'parallel', 'sequential', 'serial', 'shuffle', 'skip', 'todo',
]);

/** Members that, called (or used as a template's tag), give the function that is called with a title. */
export const FACTORIES: ReadonlySet<string> = new Set(['each', 'for', 'runIf', 'skipIf']);

/** Members that, called, give a test function with other fixtures. */
export const EXTENDERS: ReadonlySet<string> = new Set(['extend', 'override', 'scoped']);

/** Methods of `jest` and `vi` that return the object itself, so that calls can be chained. */
export const CHAINED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'jest',
    new Set([
      'autoMockOff', 'autoMockOn', 'clearAllMocks', 'deepUnmock', 'disableAutomock', 'doMock', 'dontMock',
      'enableAutomock', 'isolateModules', 'mock', 'onGenerateMock', 'resetAllMocks', 'resetModules', 'restoreAllMocks',
      'retryTimes', 'setMock', 'setTimeout', 'setTimerTickMode', 'unmock', 'unstable_mockModule',
      'unstable_unmockModule', 'useFakeTimers', 'useRealTimers',
    ]),
  ],
  [
    'vi',
    new Set([
      'clearAllMocks', 'clearAllTimers', 'resetAllMocks', 'resetModules', 'restoreAllMocks', 'setSystemTime',
      'setTimerTickMode', 'stubEnv', 'stubGlobal', 'unstubAllEnvs', 'unstubAllGlobals', 'useFakeTimers', 'useRealTimers',
    ]),
  ],
]);

/** Whether test functions have a member of this name that leads to other tests, suites or hooks. */
export function isTestMember(name: string): boolean {
  const isOwn = MODIFIERS.has(name) || FACTORIES.has(name) || EXTENDERS.has(name);
  return isOwn || exportOf('vitest', name) !== undefined || exportOf('playwright', name) !== undefined;
}
