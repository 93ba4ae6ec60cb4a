import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { callArguments } from './arguments.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { bitwiseOr, canStartExpression, expression, namedExpression, starred, tuple } from './expressions.ts';

/** What follows an operand: `.b`, `(c)`, `[d]`, as often as it comes. */
export function trailers(p: Cursor, start: number, operand: Py.expr): Py.expr {
  let node = operand;
  for (;;) {
    if (p.kind === Token.dot) node = attribute(p, start, node);
    else if (p.kind === Token.openParen) node = call(p, start, node);
    else if (p.kind === Token.openBracket) node = subscript(p, start, node);
    else return node;
  }
}

/** `.b` after what it belongs to. */
export function attribute(p: Cursor, start: number, value: Py.expr): Py.Attribute {
  p.advance();
  const attr = p.expectName('the name of an attribute');
  const range = p.rangeFrom(start);
  const node: Py.Attribute = {
    nodeType: 'Attribute',
    range,
    loc: p.locOf(range),
    parent: null,
    value,
    attr,
    ctx: 'Load',
  };
  adopt(node, value);
  return node;
}

function call(p: Cursor, start: number, func: Py.expr): Py.Call {
  const { args, keywords } = callArguments(p);
  const range = p.rangeFrom(start);
  const node: Py.Call = { nodeType: 'Call', range, loc: p.locOf(range), parent: null, func, args, keywords };
  adopt(node, func);
  adoptAll(node, args);
  adoptAll(node, keywords);
  return node;
}

function subscript(p: Cursor, start: number, value: Py.expr): Py.Subscript {
  p.advance();
  const slice = slices(p);
  p.expect(Token.closeBracket, ']');
  const range = p.rangeFrom(start);
  const node: Py.Subscript = {
    nodeType: 'Subscript',
    range,
    loc: p.locOf(range),
    parent: null,
    value,
    slice,
    ctx: 'Load',
  };
  adopt(node, value);
  adopt(node, slice);
  return node;
}

/** What stands in the brackets of a subscript: a tuple where there is a comma or a star. */
function slices(p: Cursor): Py.expr {
  const { start } = p;
  const first = sliceItem(p);
  if (p.kind !== Token.comma && first.nodeType !== 'Starred') return first;
  const elts = [first];
  while (p.take(Token.comma) && p.kind !== Token.closeBracket) elts.push(sliceItem(p));
  return tuple(p, start, elts);
}

function sliceItem(p: Cursor): Py.expr {
  if (p.kind === Token.star) return starred(p, bitwiseOr);
  const { start } = p;
  const lower = p.kind === Token.colon ? null : namedExpression(p);
  if (lower !== null && p.kind !== Token.colon) return lower;
  p.advance();
  const upper = canStartExpression(p.kind) ? expression(p) : null;
  const step = p.take(Token.colon) && canStartExpression(p.kind) ? expression(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.Slice = { nodeType: 'Slice', range, loc: p.locOf(range), parent: null, lower, upper, step };
  adopt(node, lower);
  adopt(node, upper);
  adopt(node, step);
  return node;
}
