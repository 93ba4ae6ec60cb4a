import { FROM_PRETRAINED, modelLoaders } from '../models/loaders.ts';
import { MODEL_WORD } from '../models/model-fields.ts';
import { literalPattern } from '../text/literal-pattern.ts';

const packages = [...new Set(modelLoaders.flatMap(({ modules }) => modules))];
const LOADERS = new RegExp([FROM_PRETRAINED, ...packages].map(literalPattern).join('|'));
const URLS = /huggingface\.co|hf\.co/i;

/**
 * Whether a text can hold what `allowed-models` reports. Names spelt with escapes (`mod\u0065l`) are not seen.
 *
 * @param names - The loaders and fields that the rule's options add.
 */
export function mayHoldModel(text: string, names: readonly string[] = []): boolean {
  return MODEL_WORD.test(text) || mayLoadModel(text, names) || URLS.test(text);
}

/** Whether a text can hold the call of a model loader. */
export function mayLoadModel(text: string, loaders: readonly string[] = []): boolean {
  return LOADERS.test(text) || loaders.some((name) => text.includes(name));
}

/** Whether a text can hold a name that a pattern matches, put together from parts or not. */
export function mayName(text: string, pattern: string): boolean {
  const lower = text.toLowerCase();
  return pattern
    .toLowerCase()
    .replace(/:latest$/, '')
    .split(/[^a-z\d]+/)
    .every((word) => lower.includes(word));
}
