import type * as Py from '../../ast/nodes.ts';
import { COMPARISONS, OPERATORS, PRECEDENCE, Strength, Token } from '../token.ts';
import { lambda } from './arguments.ts';
import { atom } from './atoms.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { bind } from './targets.ts';
import { trailers } from './trailers.ts';

/** `a, *b`: a tuple where there is a comma. */
export function starExpressions(p: Cursor): Py.expr {
  return openTuple(p, starExpression);
}

/** Items with commas between, which make a tuple without brackets, or one without a comma. */
export function openTuple(p: Cursor, item: (p: Cursor) => Py.expr): Py.expr {
  const { start } = p;
  const first = item(p);
  if (p.kind !== Token.comma) return first;
  const elts = [first];
  while (p.take(Token.comma) && canStartExpression(p.kind)) elts.push(item(p));
  return tuple(p, start, elts);
}

/** A tuple from a place to where the cursor is. */
export function tuple(p: Cursor, start: number, elts: readonly Py.expr[]): Py.Tuple {
  const range = p.rangeFrom(start);
  const node: Py.Tuple = { nodeType: 'Tuple', range, loc: p.locOf(range), parent: null, elts, ctx: 'Load' };
  adoptAll(node, elts);
  return node;
}

/** `*a` or an expression. */
export function starExpression(p: Cursor): Py.expr {
  return p.kind === Token.star ? starred(p, bitwiseOr) : expression(p);
}

/** `*a` or an expression, which may be `name := value`. */
export function starNamedExpression(p: Cursor): Py.expr {
  return p.kind === Token.star ? starred(p, bitwiseOr) : namedExpression(p);
}

/** `*` with what follows it. */
export function starred(p: Cursor, operand: (p: Cursor) => Py.expr): Py.Starred {
  const { start } = p;
  p.advance();
  const value = operand(p);
  const range = p.rangeFrom(start);
  const node: Py.Starred = { nodeType: 'Starred', range, loc: p.locOf(range), parent: null, value, ctx: 'Load' };
  adopt(node, value);
  return node;
}

/** All that stands in the field of an f-string. */
export function fieldExpression(p: Cursor): Py.expr {
  const value = p.kind === Token.name && p.kindAfter(1) === Token.walrus ? namedExpression(p) : yieldOrExpressions(p);
  if (p.kind !== Token.end) throw p.fault("f-string: expecting '=', or '!', or ':', or '}'");
  return value;
}

/** `yield`, or `a, *b`. */
export function yieldOrExpressions(p: Cursor): Py.expr {
  return p.kind === Token.yield ? yieldExpression(p) : starExpressions(p);
}

/** `yield`, `yield value` or `yield from value`. */
export function yieldExpression(p: Cursor): Py.Yield | Py.YieldFrom {
  const { start } = p;
  p.advance();
  if (p.take(Token.from)) {
    const value = expression(p);
    const range = p.rangeFrom(start);
    const node: Py.YieldFrom = { nodeType: 'YieldFrom', range, loc: p.locOf(range), parent: null, value };
    adopt(node, value);
    return node;
  }
  const value = canStartExpression(p.kind) ? starExpressions(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.Yield = { nodeType: 'Yield', range, loc: p.locOf(range), parent: null, value };
  adopt(node, value);
  return node;
}

/** An expression, or `name := value`. */
export function namedExpression(p: Cursor): Py.expr {
  if (p.kind !== Token.name || p.kindAfter(1) !== Token.walrus) return expression(p);
  const { start } = p;
  const target = name(p, 'Store');
  p.advance();
  const value = expression(p);
  const range = p.rangeFrom(start);
  const node: Py.NamedExpr = { nodeType: 'NamedExpr', range, loc: p.locOf(range), parent: null, target, value };
  adopt(node, target);
  adopt(node, value);
  return node;
}

/** An expression without `yield`, `:=`, `*` or a comma around. */
export function expression(p: Cursor): Py.expr {
  if (p.kind === Token.lambda) return lambda(p);
  const { start } = p;
  const body = operation(p, Strength.disjunction);
  if (p.kind !== Token.if) return body;
  p.advance();
  const test = disjunction(p);
  if (!p.take(Token.else)) throw p.fault("expected 'else' after 'if' expression");
  const orelse = expression(p);
  const range = p.rangeFrom(start);
  const node: Py.IfExp = { nodeType: 'IfExp', range, loc: p.locOf(range), parent: null, test, body, orelse };
  adopt(node, test);
  adopt(node, body);
  adopt(node, orelse);
  return node;
}

/** Operands with any operators between. */
export function disjunction(p: Cursor): Py.expr {
  return operation(p, Strength.disjunction);
}

/** Operands with operators of arithmetic between. */
export function bitwiseOr(p: Cursor): Py.expr {
  return operation(p, Strength.bitwiseOr);
}

/** A comma-separated list of targets, as `for` has it; a tuple where there is a comma. */
export function targets(p: Cursor): Py.expr {
  const target = openTuple(p, starTarget);
  bind(target, 'Store');
  return target;
}

function starTarget(p: Cursor): Py.expr {
  return p.kind === Token.star ? starred(p, bitwiseOr) : bitwiseOr(p);
}

/** Operands with operators between that bind at least so strong. */
function operation(p: Cursor, strength: number): Py.expr {
  const { start } = p;
  let left = p.kind === Token.not && strength <= Strength.inversion ? unary(p, 'Not') : factor(p);
  for (;;) {
    const found = PRECEDENCE[p.kind] ?? 0;
    if (found < strength) return left;
    if (found > Strength.comparison) left = binary(p, start, left, found);
    else if (found === Strength.comparison) left = comparison(p, start, left);
    else left = boolean(p, start, left, found);
  }
}

/** `or` or `and` with all operands of the same one in a row. */
function boolean(p: Cursor, start: number, first: Py.expr, strength: number): Py.BoolOp {
  const { kind } = p;
  const values = [first];
  while (p.take(kind)) values.push(operation(p, strength + 1));
  const range = p.rangeFrom(start);
  const op = kind === Token.or ? 'Or' : 'And';
  const node: Py.BoolOp = { nodeType: 'BoolOp', range, loc: p.locOf(range), parent: null, op, values };
  adoptAll(node, values);
  return node;
}

function comparison(p: Cursor, start: number, left: Py.expr): Py.Compare {
  const ops: Py.ComparisonOperator[] = [];
  const comparators: Py.expr[] = [];
  while (PRECEDENCE[p.kind] === Strength.comparison) {
    ops.push(comparisonOperator(p));
    comparators.push(bitwiseOr(p));
  }
  const range = p.rangeFrom(start);
  const node: Py.Compare = {
    nodeType: 'Compare',
    range,
    loc: p.locOf(range),
    parent: null,
    left,
    ops,
    comparators,
  };
  adopt(node, left);
  adoptAll(node, comparators);
  return node;
}

function comparisonOperator(p: Cursor): Py.ComparisonOperator {
  const { kind } = p;
  p.advance();
  if (kind === Token.not) {
    p.expect(Token.in, 'in');
    return 'NotIn';
  }
  if (kind === Token.is && p.take(Token.not)) return 'IsNot';
  return COMPARISONS[kind] ?? 'Eq';
}

function binary(p: Cursor, start: number, left: Py.expr, strength: number): Py.BinOp {
  const op = OPERATORS[p.kind] ?? 'Add';
  p.advance();
  return binaryNode(p, start, left, op, operation(p, strength + 1));
}

/** An operation of arithmetic from a place to where the cursor is. */
export function binaryNode(p: Cursor, start: number, left: Py.expr, op: Py.Operator, right: Py.expr): Py.BinOp {
  const range = p.rangeFrom(start);
  const node: Py.BinOp = { nodeType: 'BinOp', range, loc: p.locOf(range), parent: null, left, op, right };
  adopt(node, left);
  adopt(node, right);
  return node;
}

/** The operand after a sign or `not`, with it. */
export function unary(p: Cursor, op: Py.UnaryOp['op']): Py.UnaryOp {
  const { start } = p;
  p.advance();
  const operand = op === 'Not' ? operation(p, Strength.inversion) : factor(p);
  const range = p.rangeFrom(start);
  const node: Py.UnaryOp = { nodeType: 'UnaryOp', range, loc: p.locOf(range), parent: null, op, operand };
  adopt(node, operand);
  return node;
}

/** `-a`, `a ** -b` and what binds stronger. */
function factor(p: Cursor): Py.expr {
  switch (p.kind) {
    case Token.minus:
      return unary(p, 'USub');
    case Token.plus:
      return unary(p, 'UAdd');
    case Token.tilde:
      return unary(p, 'Invert');
    default:
  }
  const { start } = p;
  const base = p.kind === Token.await ? awaited(p) : primary(p);
  if (!p.take(Token.doubleStar)) return base;
  return binaryNode(p, start, base, 'Pow', factor(p));
}

function awaited(p: Cursor): Py.Await {
  const { start } = p;
  p.advance();
  const value = primary(p);
  const range = p.rangeFrom(start);
  const node: Py.Await = { nodeType: 'Await', range, loc: p.locOf(range), parent: null, value };
  adopt(node, value);
  return node;
}

function primary(p: Cursor): Py.expr {
  const { start } = p;
  return trailers(p, start, atom(p));
}

/** The next token as a name. */
export function name(p: Cursor, ctx: Py.Context): Py.Name {
  const { start } = p;
  const id = p.expectName();
  const range = p.rangeFrom(start);
  return { nodeType: 'Name', range, loc: p.locOf(range), parent: null, id, ctx };
}

const EXPRESSION_STARTS: ReadonlySet<number> = new Set([
  Token.name,
  Token.number,
  Token.string,
  Token.openParen,
  Token.openBracket,
  Token.openBrace,
  Token.ellipsis,
  Token.tilde,
  Token.plus,
  Token.minus,
  Token.star,
  Token.false,
  Token.none,
  Token.true,
  Token.await,
  Token.lambda,
  Token.not,
]);

/** Whether an expression, or one with a star, can begin with a token. */
export function canStartExpression(kind: number): boolean {
  return EXPRESSION_STARTS.has(kind);
}
