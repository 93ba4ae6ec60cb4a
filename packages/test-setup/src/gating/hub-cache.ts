import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { checkModel } from '@cogniverse/guide/runtime';

import { currentPolicy } from '../policy.ts';
import { mainProcess } from '../realm.ts';

/**
 * Whether a model is on this machine: in the cache that Python and the command line tools of the hub share,
 * or in that of Transformers.js. What the policy refuses does not count.
 *
 * @param pattern - A model's id, or a glob of ids (`*`, `?`).
 */
export function isModelCached(pattern: string): boolean {
  const { models } = currentPolicy();
  return [...hubModels(), ...transformersModels()].some(
    (id) =>
      checkModel(id, { allow: [pattern], deny: {} }).kind === 'allowed' &&
      (id.toLowerCase() === pattern.toLowerCase() || checkModel(id, models).kind !== 'denied'),
  );
}

/** `models--owner--name/snapshots/<revision>/…` */
function hubModels(): string[] {
  const folder = hubCache();
  return list(folder)
    .filter((name) => name.startsWith('models--') && list(path.join(folder, name, 'snapshots')).length > 0)
    .map((name) => name.slice('models--'.length).replace('--', '/'));
}

function hubCache(): string {
  const { env } = mainProcess;
  const home = env['HF_HOME'] ?? path.join(env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'huggingface');
  return env['HF_HUB_CACHE'] ?? env['HUGGINGFACE_HUB_CACHE'] ?? path.join(home, 'hub');
}

/** `node_modules/@huggingface/transformers/.cache/owner/name/…`, in the nearest `node_modules` upwards. */
function transformersModels(): string[] {
  for (let folder = mainProcess.cwd(); ; folder = path.dirname(folder)) {
    const cache = path.join(folder, 'node_modules/@huggingface/transformers/.cache');
    if (existsSync(cache)) {
      return list(cache).flatMap((owner) => list(path.join(cache, owner)).map((name) => `${owner}/${name}`));
    }
    if (folder === path.dirname(folder)) return [];
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
