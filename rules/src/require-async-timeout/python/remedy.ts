import type { Py } from '@cogniverse/eslint-python';

import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { markByDecorator, markByName } from '../../text/python/write-mark.ts';
import { mergeEdits, type TextEdit } from '../../text/text-edit.ts';
import type { FixScope } from './fix-scope.ts';
import type { Unbounded, Wrong } from './verdict.ts';

/** An edit that gives a test a timeout. */
export interface Remedy {
  readonly edit: TextEdit;
  /** What it sets the timeout to, in seconds, as source text. */
  readonly value: string;
  /** Why it is for a person to take: it replaces a value that somebody chose, or pytest would refuse the mark. */
  readonly doubt: 'chosen' | 'unregistered' | undefined;
}

/** What is to be written. */
export interface Request {
  readonly source: PythonSource;
  /** The timeout to write where nothing better is known, in milliseconds. */
  readonly ms: number;
  /** The longest time that counts, in milliseconds. */
  readonly max: number;
  /** What one mark is to be written for. */
  readonly scope: Exclude<FixScope, 'auto'>;
  /** pytest may refuse the mark, since no plugin registers it. */
  readonly isUnregistered: boolean;
}

/** How to give a timeout to a test that has none; `undefined` where that has to be left to a person. */
export function remedyFor(
  test: CollectedTest,
  { wrong, inForce }: Unbounded,
  request: Request,
): Remedy | undefined {
  const { source, ms, max, isUnregistered } = request;
  const value = secondsText(Math.min(Math.max(ms, inForce), max));
  const isPlaced = wrong !== undefined && wrong.level !== 'config';
  const edits = isPlaced ? setRight(wrong, value, source) : mark(test, value, request);
  const edit = edits && mergeEdits(source.text, edits);
  const isChosen = isPlaced && wrong.verdict.cause === 'value';
  return edit && { edit, value, doubt: isChosen ? 'chosen' : isUnregistered ? 'unregistered' : undefined };
}

function secondsText(ms: number): string {
  return String(ms / 1_000);
}

/** Edits the mark or the list that is wrong, where it stands in this file. */
function setRight(
  { mark, refused }: Wrong,
  value: string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  if (refused) return asList(refused, source);
  if (!mark) return undefined;
  const { node, source: statedIn } = mark.stated.stated;
  const isHere = statedIn === source && (mark.value?.source ?? source) === source;
  if (!isHere || mark.place.node !== node || mark.stated.hasMore) return undefined;
  if (mark.value) return [{ range: [mark.value.node.range[0], mark.value.node.range[1]], text: value }];
  const [, end] = node.range;
  if (node.nodeType !== 'Call') return [{ range: [end, end], text: `(${value})` }];
  const [first] = node.keywords;
  if (node.args.length > 0 || node.func.nodeType === 'Call') return undefined;
  const at = first ? first.range[0] : end - 1;
  if (!first && source.text.slice(node.func.range[1], end).replace(/\s/g, '') !== '()') return undefined;
  return [{ range: [at, at], text: first ? `${value}, ` : value }];
}

function asList({ range: [start, end], elts }: Py.Tuple, { text }: PythonSource): readonly TextEdit[] {
  const [first] = elts;
  const isBracketed = text.charAt(start) === '(' && (first === undefined || first.range[0] > start);
  const open: TextEdit = { range: [start, isBracketed ? start + 1 : start], text: '[' };
  return [open, { range: [isBracketed ? end - 1 : end, end], text: ']' }];
}

/** Writes a mark for as much as it is to hold for. */
function mark(
  { fn }: CollectedTest,
  value: string,
  { source, scope }: Request,
): readonly TextEdit[] | undefined {
  const owner = fn.node.parent?.nodeType === 'ClassDef' ? fn.node.parent : undefined;
  const timeout = `timeout(${value})`;
  const forModule = scope === 'module' ? markByName(source.ast, timeout, source) : undefined;
  if (forModule) return forModule;
  if (scope === 'class' && owner) {
    const edits = markByName(owner, timeout, source) ?? markByDecorator(owner, timeout, source);
    if (edits) return edits;
  }
  return markByDecorator(fn.node, timeout, source);
}
