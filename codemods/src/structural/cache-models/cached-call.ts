import type { CacheableLoad, LintedFile, TextEdit } from 'eslint-plugin-cogniverse/editing';

/** What the function that loads calls the model's name, unless the load means something else by it. */
const PARAMETERS = ['name', 'modelName'];
const LAST_RESORT = 'nameOfCachedModel';

/**
 * The edits that hand a load to a cache: `load('a', options)` becomes
 * `cache('a', (name) => load(name, options))`. Nothing of the call but the name changes.
 *
 * @param cache - What the file calls the cache.
 */
export function cachedCall(
  { call, nameAt, isConstructed }: CacheableLoad,
  cache: string,
  { text: { text } }: LintedFile,
): readonly TextEdit[] {
  const [start, end] = call.range;
  const [nameStart, nameEnd] = nameAt.range;
  const name = text.slice(nameStart, nameEnd);
  const words = new Set(`${text.slice(start, nameStart)} ${text.slice(nameEnd, end)}`.match(/[\w$]+/g));
  const parameter = PARAMETERS.find((word) => !words.has(word)) ?? LAST_RESORT;
  const { parent } = nameAt;
  const isShorthand = parent.type === 'Property' && parent.shorthand;
  return [
    { range: [start, start], text: `${isConstructed ? 'await ' : ''}${cache}(${name}, (${parameter}) => ` },
    { range: [nameStart, nameEnd], text: isShorthand ? `${name}: ${parameter}` : parameter },
    { range: [end, end], text: ')' },
  ];
}
