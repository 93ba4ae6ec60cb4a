import { addItem, type SourceText, type TextEdit } from 'eslint-plugin-cogniverse/editing';
import type { ASTNode, CallExpression, NewExpression } from 'jscodeshift';

import { isOfFile, type Printer } from './printer.ts';

/**
 * The edits that make the text of one node that of another. A call that keeps its arguments, and an object that
 * keeps its properties, keep their layout: only what is new in them is written. Anything else is written anew.
 */
export function patch(
  old: ASTNode,
  made: ASTNode,
  source: SourceText,
  printer: Printer,
): readonly TextEdit[] {
  if (old === made) return [];
  if (!isOfFile(old)) throw new TypeError(`a ${old.type} that has no place in the text can't be replaced`);
  return (
    patchCall(old, made, source, printer) ??
    patchObject(old, made, source, printer) ?? [
      { range: [old.start, old.end], text: printer.print(made, source.indentation(old.start)) },
    ]
  );
}

function isCall(node: ASTNode): node is CallExpression | NewExpression {
  return node.type === 'NewExpression' || node.type === 'CallExpression';
}

function patchCall(
  old: ASTNode,
  made: ASTNode,
  source: SourceText,
  printer: Printer,
): readonly TextEdit[] | undefined {
  if (!isCall(old) || !isCall(made) || !isOfFile(old) || !isOfFile(old.callee)) return undefined;
  const { text } = source;
  const parenthesis = source.codeAfter(old.callee.end);
  if (old.arguments.length === 0 || text.charAt(parenthesis) !== '(') return undefined;
  const inside = patchList(old.arguments, made.arguments, source, printer);
  if (!inside) return undefined;
  const head = made.type === old.type && made.callee === old.callee;
  const prefix = made.type === 'NewExpression' ? 'new ' : '';
  const callee = prefix + printer.print(made.callee, source.indentation(old.start));
  return head ? inside : [{ range: [old.start, old.callee.end], text: callee }, ...inside];
}

function patchObject(
  old: ASTNode,
  made: ASTNode,
  source: SourceText,
  printer: Printer,
): readonly TextEdit[] | undefined {
  if (old.type !== 'ObjectExpression' || made.type !== 'ObjectExpression' || !isOfFile(old)) return undefined;
  if (old.properties.length > 0) return patchList(old.properties, made.properties, source, printer);
  const start = old.start + 1;
  if (!source.isBlank(start, old.end - 1)) return undefined;
  const added = made.properties.map((property) => printer.print(property, source.indentation(old.start)));
  return [{ range: [start, old.end - 1], text: ` ${added.join(', ')} ` }];
}

/** The edits of a list that keeps its elements and may have new ones at its end. */
function patchList(
  old: readonly ASTNode[],
  made: readonly ASTNode[],
  source: SourceText,
  printer: Printer,
): readonly TextEdit[] | undefined {
  const last = old.at(-1);
  if (!last || !isOfFile(last) || made.length < old.length) return undefined;
  const edits = old.flatMap((element, index) => {
    const other = made[index];
    return other ? patch(element, other, source, printer) : [];
  });
  const added = made.slice(old.length);
  if (added.length === 0) return edits;
  const end = behindParentheses(last.start, last.end, source);
  const indentation = source.indentation(last.start);
  const isOnOwnLine = source.lineStart(last.start) + indentation.length === last.start;
  const separator = isOnOwnLine ? `,${source.lineBreak(last.start)}${indentation}` : ', ';
  const text = added.map((element) => printer.print(element, indentation)).join(separator);
  return [...edits, addItem([last.start, end], text, source)];
}

/** The end of an expression with the parentheses around it. */
function behindParentheses(start: number, end: number, source: SourceText): number {
  let [first, last] = [start, end];
  for (;;) {
    const before = source.codeBefore(first) - 1;
    const after = source.codeAfter(last);
    const isGrouped = source.text.charAt(before) === '(' && source.text.charAt(after) === ')';
    // The parenthesis of a call follows a name or a closing bracket.
    if (!isGrouped || /[\w$)\]]/.test(source.text.charAt(source.codeBefore(before) - 1))) return last;
    [first, last] = [before, after + 1];
  }
}
