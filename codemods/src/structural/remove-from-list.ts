import type { SourceText, TextEdit } from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from './codemod.ts';

/**
 * Takes a name out of a list such as `{ a, b }` of an import, with the comma that sets it apart. Nothing is
 * taken out where comments stand between the names: they may speak of it, or of another.
 */
export function removeFromList(
  node: RuleNode,
  list: readonly RuleNode[],
  source: SourceText,
): readonly TextEdit[] {
  const index = list.indexOf(node);
  const [before, after] = [list[index - 1], list[index + 1]];
  const isSole = node.type === 'ImportSpecifier' && before?.type !== node.type && after?.type !== node.type;
  const range = isSole ? withBraces(node, before, source) : fromNeighbour(node, before, after);
  if (!range || source.commentsIn(...range).length > 0) return [];
  return [{ range, text: '' }];
}

function fromNeighbour(
  { range: [start, end] }: RuleNode,
  before: RuleNode | undefined,
  after: RuleNode | undefined,
): readonly [number, number] | undefined {
  if (after) return [start, after.range[0]];
  return before && [before.range[1], end];
}

/** The list of the only name in braces, behind a default import: `, { a }`. */
function withBraces(
  { range: [, end] }: RuleNode,
  before: RuleNode | undefined,
  source: SourceText,
): readonly [number, number] | undefined {
  let brace = source.codeAfter(end);
  if (source.text.charAt(brace) === ',') brace = source.codeAfter(brace + 1);
  return before && source.text.charAt(brace) === '}' ? [before.range[1], brace + 1] : undefined;
}
