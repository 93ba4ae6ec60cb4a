import { MODEL_WORD } from '../../models/model-fields.ts';
import { CACHED_LOAD, FROM_PRETRAINED, pythonLoaders } from '../../models/python/loaders.ts';

const packages = [
  ...new Set(pythonLoaders.flatMap(({ paths }) => paths.map((path) => path.split('.', 1)[0] ?? ''))),
];
const LOADERS = new RegExp(`\\b(?:${[FROM_PRETRAINED, CACHED_LOAD, ...packages].join('|')})\\b`);
const URLS = /huggingface\.co|hf\.co/i;

/**
 * Whether a Python text can hold what `allowed-models` reports. Names spelt with escapes (`"mod\x65l"`) are not seen.
 *
 * @param names - The loaders and fields that the rule's options add.
 */
export function mayHoldPythonModel(text: string, names: readonly string[] = []): boolean {
  return MODEL_WORD.test(text) || mayLoadPythonModel(text, names) || URLS.test(text);
}

/** Whether a Python text can hold the call of a model loader. */
export function mayLoadPythonModel(text: string, loaders: readonly string[] = []): boolean {
  return LOADERS.test(text) || loaders.some((name) => text.includes(name));
}
