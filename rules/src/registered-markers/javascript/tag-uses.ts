import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../../resolve/source.ts';
import { elementValues, evaluate, propertyValues, type StaticValue } from '../../resolve/static-value.ts';
import type { TestCall } from '../../resolve/test-calls/index.ts';

/** A tag that a file gives its tests. */
export interface TagUse {
  /** As the runner reads it. */
  readonly name: string;
  readonly loc: TSESTree.SourceLocation;
  /** Where the name itself stands, if it stands there as it is. */
  readonly range: readonly [start: number, end: number] | undefined;
}

/** The tags in the options of a test or suite, under the key that the runner has for them. */
export function tagsInOptions(
  { options, node }: TestCall,
  key: 'tags' | 'tag',
  source: Source,
  text: string,
): readonly TagUse[] {
  if (!options) return [];
  return evaluate(options, source)
    .flatMap((value) => (value.kind === 'object' ? propertyValues(value, key) : []))
    .flatMap((value) => (value.kind === 'array' ? elementValues(value).flat() : [value]))
    .flatMap((value) => useOf(value, node, source, text));
}

function useOf(value: StaticValue, call: TSESTree.Node, source: Source, text: string): readonly TagUse[] {
  if (value.kind !== 'constant' || typeof value.value !== 'string') return [];
  const name = value.value;
  const { node } = value;
  if (value.source !== source) return [{ name, loc: call.loc, range: undefined }];
  const start = node.range[0] + 1;
  return [
    { name, loc: node.loc, range: text.startsWith(name, start) ? [start, start + name.length] : undefined },
  ];
}

const WORD = /(?<=^|\s)@[\w-]+(?=\s|$)/g;

/** The tags in the title of a test or suite, as Playwright reads them: words that begin with `@`. */
export function tagsInTitle({ title }: TestCall, text: string): readonly TagUse[] {
  if (title?.type !== 'Literal' || typeof title.value !== 'string') return [];
  return [...title.value.matchAll(WORD)].flatMap(([name]) => {
    const start = text.indexOf(name, title.range[0]);
    return start >= 0 && start < title.range[1]
      ? [{ name, loc: title.loc, range: [start, start + name.length] as const }]
      : [];
  });
}

const MODULE_TAG = /(?:\/\/|\*)\s*@module-tag\s+([\w\-/]+)\b/dg;

/**
 * The tags that comments give all tests of a file in Vitest: `@module-tag db`. It looks for them in the text,
 * so that one in a string counts, too.
 */
export function moduleTags({ text, getLocFromIndex }: TextOfFile): readonly TagUse[] {
  return [...text.matchAll(MODULE_TAG)].flatMap((match) => {
    const [, name] = match;
    const range = match.indices?.[1];
    if (name === undefined || !range) return [];
    return [{ name, loc: { start: getLocFromIndex(range[0]), end: getLocFromIndex(range[1]) }, range }];
  });
}

/** The text of a file, and the places in it. */
interface TextOfFile {
  readonly text: string;
  readonly getLocFromIndex: TSESLint.SourceCode['getLocFromIndex'];
}
