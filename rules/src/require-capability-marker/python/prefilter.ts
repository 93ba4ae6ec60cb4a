import { CACHED_LOAD, FROM_PRETRAINED, pythonLoaders } from '../../models/python/loaders.ts';
import {
  connectionFunctions,
  ollamaFunctions,
  requestFunctions,
  routedFunctions,
  routedModels,
  serviceClients,
} from './clients.ts';

const paths = [
  ...requestFunctions.keys(),
  ...connectionFunctions,
  ...ollamaFunctions,
  ...routedFunctions,
  ...routedModels,
  ...serviceClients.flatMap((client) => client.paths),
  ...pythonLoaders.flatMap((loader) => loader.paths),
];
const packages = new Set(paths.map((path) => path.split('.', 1)[0] ?? path));
const WORDS = new RegExp(`\\b(?:cuda|${[CACHED_LOAD, FROM_PRETRAINED, ...packages].join('|')})\\b`);

/** Whether a Python text can hold a test, whose needs may stand in any file that it imports or takes fixtures from. */
export function mayHoldPythonTest(text: string): boolean {
  return /\bdef\s/.test(text);
}

/** Whether a Python text can call what needs a capability, or make what is called elsewhere. */
export function mayCallService(text: string): boolean {
  return WORDS.test(text);
}
