import { beginFile } from '../lifecycle.ts';

/** The part of `@jest/globals` that the set-up uses. */
export interface JestHooks {
  readonly beforeEach: (hook: () => void) => void;
  readonly afterEach: (hook: () => Promise<void>) => void;
  readonly afterAll: (hook: () => Promise<void>, timeout: number) => void;
  readonly expect: { getState(): { readonly testPath?: string | undefined } };
}

/** What `cjs/jest.cjs`, which runs in the test's context, hands to the main realm. */
export interface JestContext {
  readonly process: NodeJS.Process;
  readonly global: typeof globalThis;
  readonly hooks: JestHooks;
}

/**
 * Begins a test file of Jest.
 *
 * @param context - The realm of the tests, with Jest's hooks for this file.
 */
export function beginJestFile({ process, global, hooks }: JestContext): void {
  const file = beginFile({
    runner: 'jest',
    file: hooks.expect.getState().testPath,
    process,
    global,
    ownModules: true,
  });
  hooks.beforeEach(() => {
    file.beforeEach();
  });
  hooks.afterEach(() => file.afterEach());
  hooks.afterAll(() => file.end(), 30_000);
}
