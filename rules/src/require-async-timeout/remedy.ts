import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from '../resolve/once-per.ts';
import { evaluate } from '../resolve/static-value.ts';
import { unwrap } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import { propertyNamed } from '../text/object-property.ts';
import type { SourceText } from '../text/source-text.ts';
import { mergeEdits, type TextEdit } from '../text/text-edit.ts';
import { following, type FileFacts } from './file-facts.ts';
import { judge, type Limit } from './limit.ts';
import type { Unbounded } from './verdict.ts';
import { writeTimeout } from './write-timeout.ts';

/** An edit that gives tests a timeout. */
export interface Remedy {
  readonly edit: TextEdit;
  /** What it sets the timeout to, as source text. */
  readonly value: string;
  /** It replaces a value that somebody chose, so it is for a person to take. */
  readonly isSuggestion: boolean;
}

/** What is to be written, and into what. */
export interface Request {
  readonly facts: FileFacts;
  readonly source: SourceText;
  /** The timeout to write where nothing better is known, in milliseconds. */
  readonly ms: number;
}

/** How to give a timeout to a test that has none; `undefined` where that has to be left to a person. */
export function remedyFor(test: TestCall, { wrong, inForce }: Unbounded, request: Request): Remedy | undefined {
  const { facts, source } = request;
  const value = numberText(Math.max(request.ms, inForce), facts);
  const write = (misplaced: TSESTree.Node | undefined, text: string, isSuggestion: boolean): Remedy | undefined => {
    const edits = writeTimeout({ test, facts, source, misplaced }, text);
    const edit = edits && mergeEdits(source.text, edits);
    return edit && { edit, value: text, isSuggestion };
  };
  if (!wrong?.node || wrong.level !== 'test') return write(undefined, value, false);
  const { node, verdict } = wrong;
  if (verdict.cause === 'misplaced') return write(node, movedText(test, node, facts) ?? value, false);
  if (wrong.isHolder) return node === test.options ? write(undefined, value, true) : undefined;
  return { edit: { range: node.range, text: value }, value, isSuggestion: !isNothing(node) };
}

/** How to set right a value that holds for several tests. */
export function sharedRemedy({ node, isHolder }: Limit, { facts, source, ms }: Request): Remedy | undefined {
  if (!node || isHolder) return undefined;
  const value = numberText(ms, facts);
  const suite = facts.file.calls.find(({ trailing }) => trailing[0] === node);
  if (suite && unwrap(node).type === 'ObjectExpression') {
    const text = movedText(suite, node, facts) ?? value;
    const edits = writeTimeout({ test: suite, facts, source, misplaced: node }, text);
    const edit = edits && mergeEdits(source.text, edits);
    return edit && { edit, value: text, isSuggestion: false };
  }
  return { edit: { range: node.range, text: value }, value, isSuggestion: true };
}

/** The source text of a value that is fine but for the place where it stands. */
function movedText({ runner }: TestCall, node: TSESTree.Node, facts: FileFacts): string | undefined {
  const object = unwrap(node);
  const value = object.type === 'ObjectExpression' ? propertyNamed(object, 'timeout')?.value : node;
  if (!value) return undefined;
  const shown = facts.text.slice(...value.range);
  const verdict = judge(evaluate(value, facts.source, following), { runner, max: facts.max, shown });
  return verdict.bounds ? shown : undefined;
}

/** Whether an expression spells out that there is no value. */
function isNothing(node: TSESTree.Node): boolean {
  return (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.raw === 'null');
}

const LONG = 10_000;
const hasSeparators = oncePer(({ text }: FileFacts) => /\d_\d/.test(text));

/** A number as the file would write it: with separators in TypeScript, or where it has others that have them. */
function numberText(ms: number, facts: FileFacts): string {
  const number = Math.min(ms, facts.max);
  const isSeparated = number >= LONG && (/\.[mc]?tsx?$/.test(facts.source.file) || hasSeparators(facts));
  return isSeparated ? String(number).replace(/\B(?=(?:\d{3})+$)/g, '_') : String(number);
}
