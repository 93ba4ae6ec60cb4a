import { existsSync } from 'node:fs';

import { mainProcess } from '../realm.ts';
import type { Outcome } from './cached-outcome.ts';
import { isModelCached } from './hub-cache.ts';
import { ask, probeCommand } from './probe.ts';

/** Looks for something. */
export type Check = () => Promise<Outcome>;

/** What `requires` knows by itself: the guide's markers `requires_…`. */
export const knownNames: readonly string[] = ['ollama', 'ollama:<model>', 'colpali', 'gpu'];

/** The check of a capability that the guide has a marker for. */
export function knownCapability(name: string): Check | undefined {
  if (name === 'ollama') return () => lookForOllama(undefined);
  if (name.startsWith('ollama:')) return () => lookForOllama(name.slice('ollama:'.length));
  if (name === 'colpali') return lookForColPali;
  if (name === 'gpu') return lookForAccelerator;
  return undefined;
}

async function lookForOllama(model: string | undefined): Promise<Outcome> {
  const server = ollamaAddress(mainProcess.env['OLLAMA_HOST']);
  const answer = await ask(`${server}/api/tags`);
  if (typeof answer === 'string') return `${answer}. Start it with "ollama serve"`;
  if (answer.status !== 200) return `${server} answers with status ${answer.status}`;
  if (model === undefined) return undefined;
  const wanted = model.includes(':') ? model : `${model}:latest`;
  return modelNames(answer.body).includes(wanted.toLowerCase())
    ? undefined
    : `the model is not there. Get it with "ollama pull ${model}"`;
}

/** The address that `OLLAMA_HOST` means to Ollama's own client: any part of it may be left out. */
export function ollamaAddress(host: string | undefined): string {
  const [, scheme = 'http', rest = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(host?.trim() ?? '') ?? [];
  const [, name = '', port = '11434'] = /^(.*?)(?::(\d+))?$/.exec(rest) ?? [];
  return `${scheme}://${name === '' || name === '0.0.0.0' ? '127.0.0.1' : name}:${port}`;
}

/** The names in Ollama's list of models, in lower case. */
function modelNames(body: string): string[] {
  try {
    const list: unknown = JSON.parse(body);
    const models = typeof list === 'object' && list !== null && 'models' in list ? list.models : undefined;
    return Array.isArray(models)
      ? models.flatMap((model: unknown) =>
          typeof model === 'object' && model !== null && 'name' in model && typeof model.name === 'string'
            ? [model.name.toLowerCase()]
            : [],
        )
      : [];
  } catch {
    return [];
  }
}

/** Any model of the ColPali family: colpali, colsmol, colqwen. */
function lookForColPali(): Promise<Outcome> {
  const found = isModelCached('vidore/col*');
  return Promise.resolve(
    found
      ? undefined
      : 'no model of the ColPali family is in the cache of the Hugging Face hub. ' +
          'Get one with "hf download vidore/colsmol-500m"',
  );
}

async function lookForAccelerator(): Promise<Outcome> {
  if (['', '-1'].includes(mainProcess.env['CUDA_VISIBLE_DEVICES'] ?? 'all')) {
    return 'CUDA_VISIBLE_DEVICES hides every accelerator';
  }
  // Apple's chips have one; ROCm's driver shows those of AMD as a device.
  if (mainProcess.platform === 'darwin' && mainProcess.arch === 'arm64') return undefined;
  if (existsSync('/dev/kfd')) return undefined;
  const missing = await probeCommand(['nvidia-smi', '-L']);
  return missing === undefined ? undefined : `no accelerator found (${missing})`;
}
