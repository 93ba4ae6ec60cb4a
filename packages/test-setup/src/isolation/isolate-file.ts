import { debug } from '../debug.ts';
import { forgetCapabilities } from '../gating/requires.ts';
import type { TestFileHost } from '../lifecycle.ts';
import { forgetModels } from '../models/get-or-load-model.ts';
import { currentPolicy } from '../policy.ts';
import { keepEnvironment } from './keep-environment.ts';
import { forgetResets, runResets } from './reset-after-each.ts';

/** Keeps the tests of a file, and the file, from changing what others see. */
export interface FileIsolation {
  /** Before a test, before the file's hooks for it. */
  beforeEach(): void;
  /** After a test and the file's hooks for it. */
  afterEach(): Promise<void>;
  /** After the last test. */
  end(): void;
}

/**
 * Isolates a test file.
 *
 * Environment variables are put back as they were before each test, so what the file or a `beforeAll` sets
 * stays; at the end they are as before the file. Of tests that run at the same time the first one to begin
 * and the last one to end count.
 *
 * @param host - The runner and its file.
 */
export function isolateFile({ process, global, ownModules }: TestFileHost): FileIsolation {
  const keep = (): (() => string[]) =>
    currentPolicy().setup.restoreEnvironment ? keepEnvironment(process) : () => [];
  const restoreFile = keep();
  let restoreTest: (() => string[]) | undefined;
  let running = 0;
  return {
    beforeEach() {
      running += 1;
      if (running === 1) restoreTest = keep();
    },
    async afterEach() {
      try {
        await runResets();
      } finally {
        running -= 1;
        if (running === 0) report('a test', restoreTest?.());
      }
    },
    end() {
      report('the file', restoreFile());
      if (ownModules) {
        forgetResets();
        forgetCapabilities();
      }
      // What a library made in one realm is of no use in another.
      if (global !== globalThis) forgetModels();
    },
  };
}

function report(after: string, changed: readonly string[] = []): void {
  if (changed.length > 0) debug(() => `put back after ${after}: ${changed.join(', ')}`);
}
