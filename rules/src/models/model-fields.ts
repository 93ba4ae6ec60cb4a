/** What a name holds that names a model, in whatever style it is written. */
export const MODEL_WORD = /[Mm]odel|MODEL|[Cc]heckpoint|CHECKPOINT/;
const NAMES_A_MODEL = new Set(['model', 'models', 'checkpoint', 'checkpoints']);
/** Words of names that say something about a model, in place of which one it is: wherever they stand. */
const OF_OTHERS = new Set(['family', 'provider', 'vendor']);
/** The same, as the last word. */
const ABOUT_A_MODEL = new Set([
  'class',
  'description',
  'error',
  'kind',
  'label',
  'message',
  'pattern',
  'prompt',
  'regex',
  'text',
  'title',
  'type',
]);

/**
 * Whether a field, constant, parameter or environment variable of this name holds a model's name: one of its
 * words is `model` or `checkpoint` (`modelId`, `COLPALI_MODEL`), and none says that it only describes a model.
 */
export function holdsModel(name: string): boolean {
  return (
    MODEL_WORD.test(name) && wordsOf(name).some((word) => NAMES_A_MODEL.has(word)) && !describesModel(name)
  );
}

/** Whether a field beside a model's name describes the model. */
function describesModel(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => OF_OTHERS.has(word)) || ABOUT_A_MODEL.has(words.at(-1) ?? '');
}

/** The keys of an object that hold names: those that say so, or else all that do not say otherwise. */
export function nameKeys(names: readonly string[]): readonly string[] {
  const keys = names.filter((name) => !describesModel(name));
  const telling = keys.filter(holdsModel);
  return telling.length > 0 ? telling : keys;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}
