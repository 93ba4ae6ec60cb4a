import type { CacheableLoad, LintedFile, TextEdit } from 'eslint-plugin-cogniverse/editing';

/** What the function that loads calls the model's name, unless the load means something else by it. */
const PARAMETERS = ['name', 'modelName'];
const LAST_RESORT = 'nameOfCachedModel';

/**
 * The edits that hand a load to a cache: `load('a', options)` becomes
 * `cache('a', (name) => load(name, options))`. Nothing of the call but the name changes.
 * Where types ask for more than text, `load(Model.A)` becomes `cache(Model.A, () => load(Model.A))`.
 *
 * @param cache - What the file calls the cache.
 */
export function cachedCall(
  { call, nameAt, isConstructed, isTyped }: CacheableLoad,
  cache: string,
  { text: { text } }: LintedFile,
): readonly TextEdit[] {
  const [start, end] = call.range;
  const [nameStart, nameEnd] = nameAt.range;
  const name = text.slice(nameStart, nameEnd);
  const head = `${isConstructed ? 'await ' : ''}${cache}(${name}, `;
  const tail: TextEdit = { range: [end, end], text: ')' };
  if (isTyped) return [{ range: [start, start], text: `${head}() => ` }, tail];
  const words = new Set(`${text.slice(start, nameStart)} ${text.slice(nameEnd, end)}`.match(/[\w$]+/g));
  const parameter = PARAMETERS.find((word) => !words.has(word)) ?? LAST_RESORT;
  const { parent } = nameAt;
  const isShorthand = parent.type === 'Property' && parent.shorthand;
  return [
    { range: [start, start], text: `${head}(${parameter}) => ` },
    { range: [nameStart, nameEnd], text: isShorthand ? `${name}: ${parameter}` : parameter },
    tail,
  ];
}
