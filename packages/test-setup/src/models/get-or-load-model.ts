import { checkModel } from '@cogniverse/guide/runtime';

import { debug, warn } from '../debug.ts';
import { currentPolicy, currentPolicyFile } from '../policy.ts';
import { threadState } from '../realm.ts';

const state = threadState('models', () => ({ loads: new Map<string, Promise<unknown>>() }));

/**
 * Loads a model, or gives back what an earlier call loaded under the same name: one load for each name and
 * process. Callers at the same time share one load, and a load that failed is tried again by the next call.
 *
 * Files that have realms of their own, as Jest's, share no models: what a library made in one realm fails
 * `instanceof` in another, and its modules end with the file. There it is one load for each name and file.
 *
 * @param name - The model's name: a Hugging Face id or an Ollama tag. It is looked up in the policy first.
 * @param load - Loads it. The first caller's is the one that runs.
 * @returns What `load` gave. It rejects where `load` does, and with a `RefusedModelError` where the policy
 *   refuses the name.
 */
export async function getOrLoadModel<T>(name: string, load: (name: string) => T | Promise<T>): Promise<T> {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new TypeError('getOrLoadModel(name, load): the name is the name of a model, such as "owner/model".');
  }
  checkAgainstPolicy(name);
  let loading = state.loads.get(name);
  if (loading === undefined) {
    loading = timedLoad(name, load);
    remember(name, loading);
  }
  // What a name gives is what its loader gave; the callers of a name agree on its type.
  return loading as Promise<T>;
}

function remember(name: string, loading: Promise<unknown>): void {
  const { loads } = state;
  loads.set(name, loading);
  loading.catch(() => {
    if (loads.get(name) === loading) loads.delete(name);
  });
}

async function timedLoad(name: string, load: (name: string) => unknown): Promise<unknown> {
  const begun = performance.now();
  const model = await load(name);
  debug(() => `loaded the model ${name} in ${(performance.now() - begun).toFixed(0)} ms`);
  return model;
}

/** Forgets all models, as at the end of a file whose realm ends with it. A load under way goes on. */
export function forgetModels(): void {
  state.loads = new Map();
}

/** The policy refuses the model that a test asked for. */
export class RefusedModelError extends Error {
  override readonly name = 'RefusedModelError';
}

function checkAgainstPolicy(name: string): void {
  const policy = currentPolicy();
  const verdict = checkModel(name, policy.models);
  if (verdict.kind !== 'denied' || policy.setup.models === 'off') return;
  const { pattern, replacement } = verdict;
  const file = currentPolicyFile();
  const message = [
    `the model "${name}" is refused by ${file ?? "the guide's own list, as the project has no policy"}`,
    pattern === name ? '' : ` (models.deny, "${pattern}")`,
    replacement === undefined ? '.' : `. Load "${replacement}" instead.`,
  ].join('');
  if (policy.setup.models === 'error') throw new RefusedModelError(message);
  warn(message);
}
