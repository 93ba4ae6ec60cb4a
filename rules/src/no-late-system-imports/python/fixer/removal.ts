import type { Py } from '@cogniverse/eslint-python';

import { blocksOf } from '../../../resolve/python/bindings.ts';
import { isDefinition } from '../../../resolve/python/functions.ts';
import type { TextEdit } from '../../../text/text-edit.ts';
import { isDirectiveComment, isLatenessComment } from './comment-kinds.ts';
import {
  blankLinesAbove,
  blankLinesFrom,
  isBlank,
  lineEnd,
  linesDown,
  linesUp,
  lineStart,
  nextLine,
  trailingComment,
} from './lines.ts';

type ImportStatement = Py.Import | Py.ImportFrom;

/**
 * The edits that take aliases out of their import statements, and the statements away that are left with none. A block
 * that is left with none gets a `pass`, and so does one that would get a docstring.
 */
export function removeAliases(aliases: ReadonlySet<Py.alias>, text: string): readonly TextEdit[] {
  const statements = new Set(
    [...aliases].flatMap(({ parent }) => (parent && isImport(parent) ? [parent] : [])),
  );
  const gone = new Set<Py.Node>(
    [...statements].filter(({ names }) => names.every((alias) => aliases.has(alias))),
  );
  const shortened = [...statements].filter((statement) => !gone.has(statement));
  const blocks = new Set([...gone].flatMap((statement) => blockAround(statement) ?? [[]]));
  return [
    ...shortened.flatMap(({ names }) => removeNames(names, aliases, text)),
    ...[...blocks].flatMap((block) => removeFromBlock(block, gone, text)),
  ];
}

function isImport(node: Py.Node): node is ImportStatement {
  return node.nodeType === 'Import' || node.nodeType === 'ImportFrom';
}

function blockAround(statement: Py.Node): readonly (readonly Py.Node[])[] | undefined {
  const { parent } = statement;
  return parent ? blocksOf(parent).filter((block) => block.includes(statement)) : undefined;
}

function removeNames(
  names: readonly Py.alias[],
  gone: ReadonlySet<Py.alias>,
  text: string,
): readonly TextEdit[] {
  return runsOf(names, (alias) => gone.has(alias)).map(({ first, last, before, after }) => {
    const start = lineStart(text, first.range[0]);
    const hasOwnLines =
      isBlank(text, start, first.range[0]) &&
      /^[ \t\f]*,[ \t\f]*(?:#.*)?$/.test(text.slice(last.range[1], lineEnd(text, last.range[1])));
    if (hasOwnLines) return { range: [start, nextLine(text, last.range[1])], text: '' };
    if (after) return { range: [first.range[0], after.range[0]], text: '' };
    return { range: [before?.range[1] ?? first.range[0], last.range[1]], text: '' };
  });
}

interface Run<Item> {
  readonly first: Item;
  readonly last: Item;
  /** What stands before and after the run, and stays. */
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

function runsOf<Item>(items: readonly Item[], isIn: (item: Item) => boolean): readonly Run<Item>[] {
  return items.flatMap((first, index) => {
    const before = items[index - 1];
    if (!isIn(first) || (before !== undefined && isIn(before))) return [];
    const length = items.slice(index).findIndex((item) => !isIn(item));
    const end = length < 0 ? items.length : index + length;
    return [{ first, last: items[end - 1] ?? first, before, after: items[end] }];
  });
}

function removeFromBlock(
  block: readonly Py.Node[],
  gone: ReadonlySet<Py.Node>,
  text: string,
): readonly TextEdit[] {
  const becomesPass = passIn(block, gone);
  const goes = (statement: Py.Node): boolean => gone.has(statement) && statement !== becomesPass;
  const edits: TextEdit[] = becomesPass ? [passInPlaceOf(becomesPass, text)] : [];
  const wholeLines: { readonly start: number; readonly end: number; readonly isFirst: boolean }[] = [];
  for (const statements of logicalLines(block, text)) {
    const [first] = statements;
    if (!first) continue;
    if (!statements.every(goes) || !startsLine(first, text)) {
      edits.push(...removeFromLine(statements, goes));
      continue;
    }
    const [start] = first.range;
    const [, end] = (statements.at(-1) ?? first).range;
    const comment = remainingComment(text, end);
    if (comment === undefined) {
      wholeLines.push({
        start: lineStart(text, start),
        end: nextLine(text, end),
        isFirst: first === block[0],
      });
    } else edits.push({ range: [start, lineEnd(text, end)], text: comment });
  }
  return [...edits, ...removeLines(wholeLines, text)];
}

/**
 * The statement that a `pass` has to stand in for: the last one of a block that is left with nothing, the first one
 * where a text that follows would become a docstring.
 */
function passIn(block: readonly Py.Node[], gone: ReadonlySet<Py.Node>): Py.Node | undefined {
  const stays = block.find((statement) => !gone.has(statement));
  if (!stays) return block.at(-1);
  const isText =
    stays.nodeType === 'Expr' && stays.value.nodeType === 'Constant' && stays.value.valueType === 'str';
  const [first] = block;
  return isText && stays !== first && isDefinition(stays.parent) ? first : undefined;
}

function passInPlaceOf(statement: Py.Node, text: string): TextEdit {
  const [start, end] = statement.range;
  const hasOldComment = trailingComment(text, end) !== remainingComment(text, end);
  return { range: [start, hasOldComment ? lineEnd(text, end) : end], text: 'pass' };
}

/** The comment behind a statement, unless it speaks of the statement alone. */
function remainingComment(text: string, end: number): string | undefined {
  const comment = trailingComment(text, end);
  return comment !== undefined && (isLatenessComment(comment) || isDirectiveComment(comment))
    ? undefined
    : comment;
}

/** The statements of a block by the lines they share: `a; b`. */
function logicalLines(block: readonly Py.Node[], text: string): readonly (readonly Py.Node[])[] {
  const lines: Py.Node[][] = [];
  let end: number | undefined;
  for (const statement of block) {
    const isJoined =
      end !== undefined && /^[ \t\f]*;(?:[ \t\f]|\\(?:\r\n?|\n))*$/.test(text.slice(end, statement.range[0]));
    if (isJoined) lines.at(-1)?.push(statement);
    else lines.push([statement]);
    [, end] = statement.range;
  }
  return lines;
}

/** Not one behind `if x:`, nor one behind a line that a backslash continues. */
function startsLine({ range: [offset] }: Py.Node, text: string): boolean {
  const start = lineStart(text, offset);
  return isBlank(text, start, offset) && !/\\(?:\r\n?|\n)$/.test(text.slice(Math.max(start - 3, 0), start));
}

function removeFromLine(
  statements: readonly Py.Node[],
  goes: (statement: Py.Node) => boolean,
): readonly TextEdit[] {
  return runsOf(statements, goes).map(({ first, last, before, after }) => {
    if (after) return { range: [first.range[0], after.range[0]], text: '' };
    return { range: [before?.range[1] ?? first.range[0], last.range[1]], text: '' };
  });
}

/** Removes whole lines with what would be left of the blank lines around them. */
function removeLines(
  lines: readonly { readonly start: number; readonly end: number; readonly isFirst: boolean }[],
  text: string,
): readonly TextEdit[] {
  const runs: { start: number; end: number; isFirst: boolean }[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && linesDown(text, run.end, blankLinesFrom(text, run.end)) === line.start) run.end = line.end;
    else runs.push({ ...line });
  }
  return runs.map(({ start, end, isFirst }) => {
    const above = blankLinesAbove(text, start);
    const below = blankLinesFrom(text, end);
    const behind = linesDown(text, end, below);
    const top = linesUp(text, start, above);
    if (behind === text.length)
      return { range: [endsInBreak(text) ? top : endOfLineAbove(text, top), behind], text: '' };
    if (isCommentAbove(text, top))
      return { range: [start, above > 0 ? linesDown(text, end, Math.min(above, below)) : behind], text: '' };
    if (isFirst) return { range: [top, behind], text: '' };
    return { range: [start, linesDown(text, end, Math.min(above, below))], text: '' };
  });
}

function endsInBreak(text: string): boolean {
  return /[\r\n]$/.test(text);
}

function endOfLineAbove(text: string, start: number): number {
  return lineEnd(text, linesUp(text, start, 1));
}

function isCommentAbove(text: string, start: number): boolean {
  const above = linesUp(text, start, 1);
  return text.slice(above, start).trimStart().startsWith('#');
}
