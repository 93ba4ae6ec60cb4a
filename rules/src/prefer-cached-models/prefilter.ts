import { FROM_PRETRAINED, modelFileLoaders, modelLoaders } from '../models/loaders.ts';
import { literalPattern } from '../text/literal-pattern.ts';

const packages = [...modelLoaders.filter(({ holdsWeights }) => holdsWeights), ...modelFileLoaders].flatMap(
  ({ modules }) => modules,
);
const words = [FROM_PRETRAINED, ...new Set(packages)];
const LOADERS = new RegExp(words.map(literalPattern).join('|'));

/**
 * Whether a text can hold what `prefer-cached-models` reports. Names spelt with escapes are not seen.
 *
 * @param loaders - The loaders that the rule's options add.
 */
export function mayLoadWeights(text: string, loaders: readonly string[] = []): boolean {
  return LOADERS.test(text) || loaders.some((name) => text.includes(name));
}
