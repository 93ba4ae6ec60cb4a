import { FROM_PRETRAINED, pythonFileLoaders, pythonLoaders } from '../../models/python/loaders.ts';

const packages = [...pythonLoaders.filter(({ holdsWeights }) => holdsWeights), ...pythonFileLoaders].flatMap(
  ({ paths }) => paths.map((path) => path.split('.', 1)[0] ?? path),
);
const LOADERS = new RegExp(`\\b(?:${[FROM_PRETRAINED, ...new Set(packages)].join('|')})\\b`);

/**
 * Whether a Python text can hold what `prefer-cached-models` reports. Names spelt with escapes are not seen.
 *
 * @param loaders - The loaders that the rule's options add.
 */
export function mayLoadPythonWeights(text: string, loaders: readonly string[] = []): boolean {
  return LOADERS.test(text) || loaders.some((name) => text.includes(name));
}
