import { statSync } from 'node:fs';
import { createRequire } from 'node:module';

import { defaultPolicy, findPolicyCandidates, type Policy } from '@cogniverse/guide/runtime';

import { packageFolder } from './package-folder.ts';
import type * as PolicyReader from './policy-reader.ts';
import { mainProcess, threadState } from './realm.ts';
import { reportOnce } from './report-once.ts';
import { readForRun, writeForRun } from './run-files.ts';

/** A policy and the file that it stands in; the guide's own stands in none. */
interface Known {
  readonly policy: Policy;
  readonly file?: string;
}

interface PolicyState {
  readonly policies: Map<string, Known>;
  current: Known;
}

const guide: Known = { policy: defaultPolicy };
const state = threadState<PolicyState>('policy', () => ({ policies: new Map(), current: guide }));

/** The policy that holds for the test file that is running. */
export function currentPolicy(): Policy {
  return state.current.policy;
}

/** The file that it stands in, absolute; `undefined` where the project has no policy of its own. */
export function currentPolicyFile(): string | undefined {
  return state.current.file;
}

/**
 * Makes the policy that holds in a directory the current one.
 *
 * @param directory - Absolute; the nearest policy upwards counts.
 * @throws {PolicyError} If it cannot be read or is not valid.
 */
export function usePolicyOf(directory: string): Policy {
  let known = state.policies.get(directory);
  if (known === undefined) {
    const candidates = findPolicyCandidates(directory);
    known = candidates.length === 0 ? guide : sharedPolicy(directory, candidates);
    state.policies.set(directory, known);
  }
  state.current = known;
  return known.policy;
}

/**
 * Reading a policy costs milliseconds, and running one that is a module much more, so the first process of a run
 * does it for the others.
 */
function sharedPolicy(directory: string, candidates: readonly string[]): Known {
  const key = `policy of ${candidates.map(stamp).join(' ')}`;
  const shared = readForRun(key)?.value;
  if (isShared(shared) && (shared.file === undefined || shared.stamp === stamp(shared.file))) {
    return shared;
  }
  const known = loadPolicyOf(directory);
  writeForRun(key, { ...known, ...(known.file !== undefined && { stamp: stamp(known.file) }) });
  return known;
}

function stamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return `${file} ${found?.mtimeMs} ${found?.size}`;
}

function isShared(value: unknown): value is Known & { readonly stamp?: string } {
  return typeof value === 'object' && value !== null && 'policy' in value;
}

function loadPolicyOf(directory: string): Known {
  const load = createRequire(packageFolder);
  // Made by `bundle.mjs`.
  const { loadPolicy } = load('./dist/policy-reader.cjs') as typeof PolicyReader;
  return loadPolicy(directory, (file) => readModule(file, load)) ?? guide;
}

/** Tests run the project's code anyway, so a policy that is a module is run too, and need not be parsed. */
function readModule(file: string, load: NodeJS.Require): unknown {
  if (/\.m?ts$/.test(file) && !readsTypeScript()) {
    reportOnce(
      `${file} is not read: Node.js ${mainProcess.version} does not run TypeScript, so the set-up holds to ` +
        "the guide's own policy. Write it as cogniverse.config.mjs or .json, or use Node.js 22.18 or newer.",
    );
    return {};
  }
  const module: unknown = load(file);
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
}

function readsTypeScript(): boolean {
  // Unknown before Node.js 22.10, `false` where it is switched off.
  return Boolean(Reflect.get(mainProcess.features, 'typescript'));
}
