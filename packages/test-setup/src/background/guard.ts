import path from 'node:path';

import { warn } from '../debug.ts';
import { currentPolicy } from '../policy.ts';
import { mainProcess, threadState } from '../realm.ts';
import { callersOf, type CreationSite, describeSite, packageOf } from './creation-site.ts';

/** What the guard looks at, by its name in a policy's `threads.allow`. */
export type GuardedApi = 'worker_threads.Worker' | 'child_process.fork' | 'cluster.fork';

const messages: Readonly<Record<GuardedApi, { readonly what: string; readonly instead: string }>> = {
  'worker_threads.Worker': {
    what: 'makes a worker thread by hand',
    instead: "Make it with managedWorker() of '@cogniverse/test-setup'",
  },
  'child_process.fork': {
    what: 'forks a process by hand',
    instead: 'Start it in one fixture or hook, which ends it and awaits its end',
  },
  'cluster.fork': {
    what: 'forks a cluster worker by hand',
    instead: 'Start it in one fixture or hook, which ends it and awaits its end',
  },
};

interface GuardState {
  readonly reported: Set<string>;
  /** The test file that is running. */
  file: string | undefined;
}

const state = threadState<GuardState>('guard', () => ({ reported: new Set(), file: undefined }));

/** Tells the guard which file is under test: absolute path. */
export function guardFile(file: string | undefined): void {
  state.file = file;
}

/**
 * Warns of a thread or fork that test code makes by hand, once for each place, or refuses it, as the policy
 * says. What a package makes is its own business, and so is what the product makes.
 *
 * @throws {Error} If the policy says `error`.
 */
export function guard(api: GuardedApi, site: CreationSite): void {
  const { setup, threads } = currentPolicy();
  if (setup.guard === 'off' || isAllowed(api, threads.allow)) {
    return;
  }
  const [maker] = callersOf(site);
  if (maker === undefined || !isTestCode(maker.file)) {
    return;
  }
  const { what, instead } = messages[api];
  const message =
    `${relativeToCwd(maker.file)} ${what}, ${api}:\n${describeSite(site, '    ')}\n` +
    '  If it outlives its test, it keeps the runner alive or is killed in the middle of native code.\n' +
    `  ${instead}, or allow it in the policy: threads.allow: ["${api}"].`;
  if (setup.guard === 'error') {
    throw new Error(message);
  }
  if (!state.reported.has(maker.text)) {
    state.reported.add(maker.text);
    warn(message);
  }
}

function isAllowed(api: GuardedApi, allow: readonly string[]): boolean {
  const [module] = api.split('.', 1);
  return allow.map((entry) => entry.replace(/^node:/, '')).some((entry) => entry === api || entry === module);
}

const testName = /[.\-_](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$/;
const testFolder = /(?:^|[\\/])(?:test|tests|__tests__|e2e|spec)[\\/]/;

/** The test file, and by their names other tests and what stands beside them. */
function isTestCode(file: string): boolean {
  if (packageOf(file) !== undefined) {
    return false;
  }
  return file === state.file || testName.test(file) || testFolder.test(relativeToCwd(file));
}

function relativeToCwd(file: string): string {
  const relative = path.relative(mainProcess.cwd(), file);
  return relative.startsWith('..') ? path.basename(file) : relative;
}
