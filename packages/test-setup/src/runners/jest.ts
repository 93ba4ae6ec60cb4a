import { skipWith } from '../gating/skip.ts';
import { skipInJest } from '../gating/skip-in-jest.ts';
import { beginFile } from '../lifecycle.ts';

type Hook = () => void | Promise<void>;

/** The globals of a test file of Jest, as far as the set-up uses them. */
export interface JestHooks {
  readonly beforeAll: (hook: Hook) => void;
  readonly beforeEach: (hook: Hook) => void;
  readonly afterEach: (hook: Hook, timeout: number) => void;
  readonly afterAll: (hook: Hook, timeout: number) => void;
  readonly expect: {
    getState(): { readonly testPath?: string | undefined; readonly currentTestName?: string | undefined };
  };
}

/** What `cjs/jest.cjs`, which runs in the test's context, hands to the main realm. */
export interface JestContext {
  readonly process: NodeJS.Process;
  readonly global: typeof globalThis;
  readonly hooks: JestHooks;
}

/** The longest wait that a policy can ask for, and the time that ending takes. */
const HOOK_TIMEOUT_MS = 90_000;

/**
 * Begins a test file of Jest.
 *
 * @param context - The realm of the tests, with Jest's hooks for this file.
 */
export function beginJestFile({ process, global, hooks }: JestContext): void {
  const testName = () => hooks.expect.getState().currentTestName;
  const skips = skipInJest(global);
  const afterEach = () => {
    skips.accept();
    return file.afterEach(testName());
  };
  const afterAll = () => file.end();
  hooks.afterEach(afterEach, HOOK_TIMEOUT_MS);
  hooks.afterAll(afterAll, HOOK_TIMEOUT_MS);
  const file = beginFile({
    runner: 'jest',
    file: hooks.expect.getState().testPath,
    process,
    global,
    ownModules: true,
    hooksMayFollow: !stayLast(global, [afterEach, afterAll]),
  });
  skipWith(skips.find);
  hooks.beforeAll(skips.begin);
  hooks.beforeEach(() => {
    file.beforeEach(testName());
  });
}

/**
 * Jest runs hooks of one level in the order in which they were written, so those of a set-up file would come
 * before those of the test file, which end what its tests have started. Jest has no way to ask for more than
 * that: hooks that are added later are put in front of ours in its own list.
 *
 * @returns Whether the list was found.
 */
function stayLast(global: object, ours: readonly Hook[]): boolean {
  const state = Object.getOwnPropertySymbols(global).find(
    ({ description }) => description === 'JEST_STATE_SYMBOL',
  );
  const root = state === undefined ? undefined : member(member(global, state), 'rootDescribeBlock');
  const hooks = member(root, 'hooks');
  const isOurs = (hook: unknown): boolean => ours.some((fn) => member(hook, 'fn') === fn);
  if (!Array.isArray(hooks) || hooks.filter(isOurs).length < ours.length) {
    return false;
  }
  Object.defineProperty(hooks, 'push', {
    configurable: true,
    writable: true,
    value: (...added: readonly unknown[]) => {
      hooks.splice(hooks.findIndex(isOurs), 0, ...added);
      return hooks.length;
    },
  });
  return true;
}

function member(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
