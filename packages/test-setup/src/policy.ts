import { createRequire } from 'node:module';

import type * as Guide from '@cogniverse/guide';
import { defaultPolicy, mayHoldPolicy, type Policy } from '@cogniverse/guide/runtime';

import { threadState } from './realm.ts';

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
    known = mayHoldPolicy(directory) ? loadPolicyOf(directory) : guide;
    state.policies.set(directory, known);
  }
  state.current = known;
  return known.policy;
}

/** The reader of policies brings parsers and a schema, which most projects never need at run time. */
function loadPolicyOf(directory: string): Known {
  const load = createRequire(import.meta.url);
  // The shape of a package that this one depends on.
  const { loadPolicy } = load('@cogniverse/guide') as typeof Guide;
  return loadPolicy(directory, (file) => defaultExport(load(file)))?? guide;
}

function defaultExport(module: unknown): unknown {
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
}
