import type { TSESTree } from '@typescript-eslint/utils';

import type { RunnerName } from '../../settings.ts';
import type { FunctionNode } from '../syntax.ts';

/** A runner; `'unknown'` for globals that Vitest, Jest or Mocha may provide. */
export type TestRunner = RunnerName | 'unknown';

/** What a call of a runner's function declares. */
export type CallKind = 'test' | 'suite' | 'hook';

/** Where a call runs. */
export interface Place {
  /** The test, suite or hook whose callback makes the call; `undefined` at module level or where the file does not say. */
  readonly parent: TestCall | undefined;
  /**
   * The offset at which it is reached in that callback: its own, or that of the first call of the local function that
   * it stands in.
   */
  readonly position: number;
}

/** A call that declares a test, a suite or a hook. */
export interface TestCall extends Place {
  readonly kind: CallKind;
  readonly runner: TestRunner;
  /** The function by the name that the runner gives it: `it`, `describe`, `beforeAll`, `default`. */
  readonly name: string;
  /** What is chained to it, in order: `['only', 'each']`; `xit` counts as `skip`, a skip on condition as `skipIf`. */
  readonly modifiers: readonly string[];
  /** The test function has fixtures of its own, through `test.extend()`. */
  readonly isExtended: boolean;
  readonly node: TSESTree.CallExpression;
  /** The expression that names the function without modifiers, such as `test` in `test.only(…)`. */
  readonly root: TSESTree.Expression | undefined;
  readonly title: TSESTree.Expression | undefined;
  /** The options between title and callback (in `node:test` also in front), whatever they are. */
  readonly options: TSESTree.Expression | undefined;
  readonly callback: TSESTree.Expression | undefined;
  /** The arguments after the callback, where Vitest and Jest take a timeout. */
  readonly trailing: readonly TSESTree.Expression[];
  /** The function that the callback is, where the file has it: in place or by name. */
  readonly body: FunctionNode | undefined;
}

/** A call of what a runner offers beside tests: `vi.mock()`, `jest.setTimeout()`, `test.describe.configure()`. */
export interface HelperCall extends Place {
  readonly runner: TestRunner;
  /**
   * The object by the runner's own name for it, and the method: `'vi.setConfig'`, `'jest.mock'`, `'mock.module'`,
   * `'test.setTimeout'`, `'describe.configure'`, `'testInfo.setTimeout'`, `'context.skip'`.
   */
  readonly name: string;
  readonly node: TSESTree.CallExpression;
}

/** What a file declares for its runner. */
export interface TestCalls {
  /** Tests, suites and hooks in the order of the text. */
  readonly calls: readonly TestCall[];
  /** Helper calls in the order of the text. */
  readonly helpers: readonly HelperCall[];
  /** The test, suite or hook whose callback a node runs in. */
  readonly ownerOf: (node: TSESTree.Node) => TestCall | undefined;
}
