import { FROM_PRETRAINED, modelLoaders } from '../models/loaders.ts';
import { literalPattern } from '../text/literal-pattern.ts';
import { OLLAMA_MODULES, ollamaProviders, requestFunctions, serviceClients } from './clients.ts';

const packages = [
  ...OLLAMA_MODULES,
  ...ollamaProviders,
  ...[...requestFunctions].map((key) => key.split(' ', 1)[0] ?? key),
  ...serviceClients.flatMap(({ modules }) => modules),
  ...modelLoaders.flatMap(({ modules }) => modules),
];
const WORDS = new RegExp(
  [
    '\\bfetch\\b',
    '["\'`]cuda["\'`]',
    FROM_PRETRAINED,
    ...[...new Set(packages)].map((name) => `["'\`]${literalPattern(name)}["'\`]`),
  ].join('|'),
);

/**
 * Whether a text can hold a test that needs something which `require-capability-marker` knows. Names spelt with
 * escapes are not seen.
 */
export function mayNeedCapability(text: string): boolean {
  return WORDS.test(text);
}
