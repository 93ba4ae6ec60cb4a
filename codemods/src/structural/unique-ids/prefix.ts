import type { SharedId } from 'eslint-plugin-cogniverse/editing';

/**
 * What an id of its own begins with, so that a reader knows it again: the literal that it replaces, in the
 * characters that `uniqueId()` gives, without the number that told it from others, where there are no others.
 */
export function prefixOf(shared: SharedId, all: readonly SharedId[]): string {
  const numbered = wordOf(shared);
  const plain = withoutNumber(numbered);
  const isAlone = all.every((other) => other.value === shared.value || withoutNumber(wordOf(other)) !== plain);
  return isAlone ? plain : numbered;
}

function wordOf({ name, value }: SharedId): string {
  const word = value.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/i.test(word) ? word : name.replace(/_?id$/i, '');
}

function withoutNumber(word: string): string {
  return word.replace(/_?\d+$/, '') || word;
}
