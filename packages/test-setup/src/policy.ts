import { createRequire } from 'node:module';

import type * as Guide from '@cogniverse/guide';
import { defaultPolicy, mayHoldPolicy, type Policy } from '@cogniverse/guide/runtime';

import { threadState } from './realm.ts';

interface PolicyState {
  readonly policies: Map<string, Policy>;
  current: Policy;
}

const state = threadState<PolicyState>('policy', () => ({ policies: new Map(), current: defaultPolicy }));

/** The policy that holds for the test file that is running. */
export function currentPolicy(): Policy {
  return state.current;
}

/**
 * Makes the policy that holds in a directory the current one.
 *
 * @param directory - Absolute; the nearest policy upwards counts.
 * @throws {PolicyError} If it cannot be read or is not valid.
 */
export function usePolicyOf(directory: string): Policy {
  let policy = state.policies.get(directory);
  if (policy === undefined) {
    policy = mayHoldPolicy(directory) ? loadPolicyOf(directory) : defaultPolicy;
    state.policies.set(directory, policy);
  }
  state.current = policy;
  return policy;
}

/** The reader of policies brings parsers and a schema, which most projects never need at run time. */
function loadPolicyOf(directory: string): Policy {
  const load = createRequire(import.meta.url);
  // The shape of a package that this one depends on.
  const { loadPolicy } = load('@cogniverse/guide') as typeof Guide;
  return loadPolicy(directory, (file) => defaultExport(load(file)))?.policy ?? defaultPolicy;
}

function defaultExport(module: unknown): unknown {
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
}
