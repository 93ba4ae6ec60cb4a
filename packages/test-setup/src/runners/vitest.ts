import { afterAll, afterEach, beforeEach, expect } from 'vitest';

import { skipInVitest } from '../gating/skip-in-vitest.ts';
import { loadMain } from '../realm.ts';

/** What Vitest keeps for a test file, as far as it is used here. It differs between versions. */
interface WorkerConfig {
  readonly pool?: string;
  readonly isolate?: boolean;
  readonly poolOptions?: Readonly<Record<string, { readonly isolate?: boolean } | undefined>>;
  readonly sequence?: { readonly hooks?: string };
}

const config = workerConfig();
const { beginFile, skipByError, skipWith } = loadMain();
const file = beginFile({
  runner: 'vitest',
  file: expect.getState().testPath,
  process,
  global: globalThis,
  ownModules: isIsolated(config),
  // Hooks run in reverse unless a configuration says otherwise; ours, being the first, then runs last.
  hooksMayFollow: (config.sequence?.hooks ?? 'stack') !== 'stack',
});

/** The longest wait that a policy can ask for, and the time that ending takes. */
const HOOK_TIMEOUT_MS = 90_000;

const skips = skipInVitest(skipByError);
skipWith(skips.find);

beforeEach(({ task }) => {
  file.beforeEach(task.name);
});
afterEach(({ task }) => {
  skips.accept(task);
  return file.afterEach(task.name);
}, HOOK_TIMEOUT_MS);
afterAll(() => file.end(), HOOK_TIMEOUT_MS);

function workerConfig(): WorkerConfig {
  const worker = (globalThis as { __vitest_worker__?: { config?: WorkerConfig } }).__vitest_worker__;
  return worker?.config ?? {};
}

/** In doubt it is not: then less is ended. */
function isIsolated({ pool = '', isolate, poolOptions }: WorkerConfig): boolean {
  return pool.startsWith('vm') || (poolOptions?.[pool]?.isolate ?? isolate ?? false);
}
