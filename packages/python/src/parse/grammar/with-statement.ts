import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { bitwiseOr, expression } from './expressions.ts';
import { block } from './statements.ts';
import { bind } from './targets.ts';

/** `with` with what stands from there on, `async` before it being `start`. */
export function withStatement(p: Cursor, start: number, nodeType: 'With' | 'AsyncWith'): Py.With | Py.AsyncWith {
  p.advance();
  const items = bracketedItems(p) ?? openItems(p);
  const body = block(p);
  const range = p.rangeFrom(start);
  const node: Py.With | Py.AsyncWith = { nodeType, range, loc: p.locOf(range), parent: null, items, body };
  adoptAll(node, items);
  adoptAll(node, body);
  return node;
}

/** `(a as b, c as d)` before the colon; null where the brackets are another expression's. */
function bracketedItems(p: Cursor): Py.withitem[] | null {
  if (p.kind !== Token.openParen || p.kindAfter(closingBracket(p) + 1) !== Token.colon) return null;
  const { index } = p;
  const items: Py.withitem[] = [];
  p.advance();
  do {
    if (p.kind === Token.closeParen && items.length > 0) break;
    const item = OTHER_BEGINNINGS.has(p.kind) ? null : withItem(p);
    if (item === null || (p.kind !== Token.comma && p.kind !== Token.closeParen)) {
      p.backTo(index);
      return null;
    }
    items.push(item);
  } while (p.take(Token.comma));
  p.advance();
  return items;
}

/** What an item can't begin with, but an expression in brackets can. */
const OTHER_BEGINNINGS: ReadonlySet<number> = new Set([Token.closeParen, Token.star, Token.yield]);

/** How many tokens there are up to the bracket that closes the next one. */
function closingBracket(p: Cursor): number {
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    const kind = p.kindAfter(ahead);
    if (kind === Token.openParen || kind === Token.openBracket || kind === Token.openBrace) depth++;
    else if (kind === Token.closeParen || kind === Token.closeBracket || kind === Token.closeBrace) depth--;
    if (depth === 0 || kind === Token.end) return ahead;
  }
}

function openItems(p: Cursor): Py.withitem[] {
  const items: Py.withitem[] = [];
  do items.push(withItem(p));
  while (p.take(Token.comma));
  return items;
}

function withItem(p: Cursor): Py.withitem {
  const { start } = p;
  const context = expression(p);
  const target = p.take(Token.as) ? withTarget(p) : null;
  const range: [number, number] = target === null ? [...context.range] : p.rangeFrom(start);
  const node: Py.withitem = {
    nodeType: 'withitem',
    range,
    loc: p.locOf(range),
    parent: null,
    context_expr: context,
    optional_vars: target,
  };
  adopt(node, context);
  adopt(node, target);
  return node;
}

function withTarget(p: Cursor): Py.expr {
  const target = bitwiseOr(p);
  bind(target, 'Store');
  return target;
}
