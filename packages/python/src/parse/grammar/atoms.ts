import type * as Py from '../../ast/nodes.ts';
import { makeStrings } from '../strings.ts';
import { numberValue } from '../number-value.ts';
import type { StringLiteral } from '../string-literal.ts';
import { SyntaxFault } from '../syntax-error.ts';
import { Token } from '../token.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import {
  bitwiseOr,
  disjunction,
  expression,
  name,
  starNamedExpression,
  targets,
  tuple,
  yieldExpression,
} from './expressions.ts';

type Comprehension = Py.ListComp | Py.SetComp | Py.GeneratorExp;

/** A name, a literal or what stands in brackets. */
export function atom(p: Cursor): Py.expr {
  switch (p.kind) {
    case Token.name:
      return name(p, 'Load');
    case Token.string:
      return strings(p);
    case Token.number:
      return number(p);
    case Token.openParen:
      return parenthesized(p);
    case Token.openBracket:
      return list(p);
    case Token.openBrace:
      return dictOrSet(p);
    case Token.none:
      return constant(p, { valueType: 'NoneType', value: null });
    case Token.true:
      return constant(p, { valueType: 'bool', value: true });
    case Token.false:
      return constant(p, { valueType: 'bool', value: false });
    case Token.ellipsis:
      return constant(p, { valueType: 'ellipsis', value: undefined });
    default:
      throw p.unexpected();
  }
}

/** Strings that stand beside each other. */
export function strings(p: Cursor): Py.expr {
  const { start } = p;
  const literals: StringLiteral[] = [];
  for (let literal = p.string; literal !== null; literal = p.string) {
    literals.push(literal);
    p.advance();
  }
  return makeStrings(p, literals, p.rangeFrom(start));
}

/** The number that is next. */
export function number(p: Cursor): Py.Constant {
  return constant(p, numberValue(p.text));
}

/** The next token as a constant. */
function constant(p: Cursor, { valueType, value }: Pick<Py.Constant, 'valueType' | 'value'>): Py.Constant {
  const { start } = p;
  p.advance();
  const range = p.rangeFrom(start);
  const node = { nodeType: 'Constant', range, loc: p.locOf(range), parent: null, valueType, value, kind: null };
  // The callers give a value of that type.
  return node as Py.Constant;
}

function parenthesized(p: Cursor): Py.expr {
  const { start } = p;
  p.advance();
  if (p.take(Token.closeParen)) return tuple(p, start, []);
  if (p.kind === Token.yield) {
    const value = yieldExpression(p);
    close(p, Token.closeParen, ')');
    return value;
  }
  const first = starNamedExpression(p);
  if (isComprehension(p)) return comprehensionNode(p, start, 'GeneratorExp', first, Token.closeParen, ')');
  if (p.kind !== Token.comma) {
    close(p, Token.closeParen, ')');
    if (first.nodeType === 'Starred') throw new SyntaxFault('cannot use starred expression here', first.range[0]);
    return first;
  }
  const elts = items(p, first, Token.closeParen);
  close(p, Token.closeParen, ')');
  return tuple(p, start, elts);
}

function list(p: Cursor): Py.List | Comprehension {
  const { start } = p;
  p.advance();
  let elts: readonly Py.expr[] = [];
  if (p.kind !== Token.closeBracket) {
    const first = starNamedExpression(p);
    if (isComprehension(p)) return comprehensionNode(p, start, 'ListComp', first, Token.closeBracket, ']');
    elts = items(p, first, Token.closeBracket);
  }
  close(p, Token.closeBracket, ']');
  const range = p.rangeFrom(start);
  const node: Py.List = { nodeType: 'List', range, loc: p.locOf(range), parent: null, elts, ctx: 'Load' };
  adoptAll(node, elts);
  return node;
}

/** All items of which the first was read. */
function items(p: Cursor, first: Py.expr, closing: number): Py.expr[] {
  const elts = [first];
  while (p.take(Token.comma) && p.kind !== closing) elts.push(starNamedExpression(p));
  return elts;
}

function dictOrSet(p: Cursor): Py.expr {
  const { start } = p;
  p.advance();
  if (p.kind === Token.closeBrace || p.kind === Token.doubleStar) return dict(p, start, [], []);
  const first = starNamedExpression(p);
  if (p.kind === Token.colon && first.nodeType !== 'Starred') return dictFrom(p, start, first);
  if (isComprehension(p)) return comprehensionNode(p, start, 'SetComp', first, Token.closeBrace, '}');
  const elts = items(p, first, Token.closeBrace);
  close(p, Token.closeBrace, '}');
  const range = p.rangeFrom(start);
  const node: Py.Set = { nodeType: 'Set', range, loc: p.locOf(range), parent: null, elts };
  adoptAll(node, elts);
  return node;
}

function dictFrom(p: Cursor, start: number, key: Py.expr): Py.Dict | Py.DictComp {
  p.advance();
  const value = expression(p);
  if (!isComprehension(p)) {
    if (p.kind !== Token.closeBrace) p.expect(Token.comma, '}');
    return dict(p, start, [key], [value]);
  }
  const generators = comprehensions(p);
  close(p, Token.closeBrace, '}');
  const range = p.rangeFrom(start);
  const node: Py.DictComp = {
    nodeType: 'DictComp',
    range,
    loc: p.locOf(range),
    parent: null,
    key,
    value,
    generators,
  };
  adopt(node, key);
  adopt(node, value);
  adoptAll(node, generators);
  return node;
}

/** Goes on with a dict after its first items. */
function dict(p: Cursor, start: number, keys: (Py.expr | null)[], values: Py.expr[]): Py.Dict {
  while (p.kind !== Token.closeBrace) {
    if (p.take(Token.doubleStar)) {
      keys.push(null);
      values.push(bitwiseOr(p));
    } else {
      keys.push(expression(p));
      p.expect(Token.colon, ':');
      values.push(expression(p));
    }
    if (!p.take(Token.comma)) break;
  }
  close(p, Token.closeBrace, '}');
  const range = p.rangeFrom(start);
  const node: Py.Dict = { nodeType: 'Dict', range, loc: p.locOf(range), parent: null, keys, values };
  adoptAll(node, keys);
  adoptAll(node, values);
  return node;
}

/** Whether a comprehension follows the expression that was read. */
export function isComprehension(p: Cursor): boolean {
  return p.kind === Token.for || (p.kind === Token.async && p.kindAfter(1) === Token.for);
}

/** A comprehension after its first part, with the bracket that closes it. */
export function comprehensionNode(
  p: Cursor,
  start: number,
  nodeType: Comprehension['nodeType'],
  elt: Py.expr,
  closing: number,
  sign: string,
): Comprehension {
  const generators = comprehensions(p);
  close(p, closing, sign);
  const range = p.rangeFrom(start);
  const node: Comprehension = { nodeType, range, loc: p.locOf(range), parent: null, elt, generators };
  adopt(node, elt);
  adoptAll(node, generators);
  return node;
}

function comprehensions(p: Cursor): Py.comprehension[] {
  const generators: Py.comprehension[] = [];
  while (isComprehension(p)) generators.push(generator(p));
  return generators;
}

function generator(p: Cursor): Py.comprehension {
  const { start } = p;
  const isAsync = p.take(Token.async) ? 1 : 0;
  p.advance();
  const target = targets(p);
  p.expect(Token.in, 'in');
  const iter = disjunction(p);
  const ifs: Py.expr[] = [];
  while (p.take(Token.if)) ifs.push(disjunction(p));
  const range = p.rangeFrom(start);
  const node: Py.comprehension = {
    nodeType: 'comprehension',
    range,
    loc: p.locOf(range),
    parent: null,
    target,
    iter,
    ifs,
    is_async: isAsync,
  };
  adopt(node, target);
  adopt(node, iter);
  adoptAll(node, ifs);
  return node;
}

/** Takes the bracket that closes an expression. */
export function close(p: Cursor, closing: number, sign: string): void {
  if (p.take(closing)) return;
  throw p.kind === Token.end ? p.fault(`expected '${sign}'`) : p.unexpected();
}
