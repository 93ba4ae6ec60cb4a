import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { atom, close, number, strings } from './atoms.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { binaryNode, name, unary } from './expressions.ts';
import { attribute } from './trailers.ts';

/** What stands between `case` and its colon, a guard left out: a sequence where there is a comma. */
export function patterns(p: Cursor): Py.pattern {
  const { start } = p;
  const first = starPattern(p);
  if (p.kind !== Token.comma) {
    if (first.nodeType === 'MatchStar') throw p.unexpected();
    return first;
  }
  const all = [first];
  while (p.take(Token.comma) && p.kind !== Token.colon && p.kind !== Token.if) all.push(starPattern(p));
  return sequence(p, start, all);
}

function sequence(p: Cursor, start: number, all: readonly Py.pattern[]): Py.MatchSequence {
  const range = p.rangeFrom(start);
  const node: Py.MatchSequence = {
    nodeType: 'MatchSequence',
    range,
    loc: p.locOf(range),
    parent: null,
    patterns: all,
  };
  adoptAll(node, all);
  return node;
}

function starPattern(p: Cursor): Py.pattern {
  if (p.kind !== Token.star) return pattern(p);
  const { start } = p;
  p.advance();
  const captured = capturedName(p);
  const range = p.rangeFrom(start);
  return { nodeType: 'MatchStar', range, loc: p.locOf(range), parent: null, name: captured };
}

/** A name that a pattern binds; null for `_`. */
function capturedName(p: Cursor): string | null {
  const word = p.expectName();
  return word === '_' ? null : word;
}

/** `a | b as c`. */
function pattern(p: Cursor): Py.pattern {
  const { start } = p;
  const inner = orPattern(p);
  if (!p.take(Token.as)) return inner;
  const as = p.expectName();
  return matchAs(p, start, inner, as);
}

function matchAs(p: Cursor, start: number, inner: Py.pattern | null, as: string | null): Py.MatchAs {
  const range = p.rangeFrom(start);
  const node: Py.MatchAs = {
    nodeType: 'MatchAs',
    range,
    loc: p.locOf(range),
    parent: null,
    pattern: inner,
    name: as,
  };
  adopt(node, inner);
  return node;
}

function orPattern(p: Cursor): Py.pattern {
  const { start } = p;
  const first = closedPattern(p);
  if (p.kind !== Token.bar) return first;
  const all = [first];
  while (p.take(Token.bar)) all.push(closedPattern(p));
  const range = p.rangeFrom(start);
  const node: Py.MatchOr = { nodeType: 'MatchOr', range, loc: p.locOf(range), parent: null, patterns: all };
  adoptAll(node, all);
  return node;
}

function closedPattern(p: Cursor): Py.pattern {
  switch (p.kind) {
    case Token.name:
      return namePattern(p);
    case Token.openParen:
      return groupOrSequence(p);
    case Token.openBracket:
      return listPattern(p);
    case Token.openBrace:
      return mapping(p);
    case Token.none:
      return singleton(p, null);
    case Token.true:
      return singleton(p, true);
    case Token.false:
      return singleton(p, false);
    default: {
      const { start } = p;
      return valuePattern(p, start, literal(p));
    }
  }
}

function singleton(p: Cursor, value: boolean | null): Py.MatchSingleton {
  const { start } = p;
  p.advance();
  const range = p.rangeFrom(start);
  return { nodeType: 'MatchSingleton', range, loc: p.locOf(range), parent: null, value };
}

function valuePattern(p: Cursor, start: number, value: Py.expr): Py.MatchValue {
  const range = p.rangeFrom(start);
  const node: Py.MatchValue = { nodeType: 'MatchValue', range, loc: p.locOf(range), parent: null, value };
  adopt(node, value);
  return node;
}

/** A string or a number, also `-1` and `1 + 2j`. */
function literal(p: Cursor): Py.expr {
  if (p.kind === Token.string) return strings(p);
  const { start } = p;
  const left = signedNumber(p);
  if (p.kind !== Token.plus && p.kind !== Token.minus) return left;
  const op = p.kind === Token.plus ? 'Add' : 'Sub';
  p.advance();
  return binaryNode(p, start, left, op, plainNumber(p));
}

function signedNumber(p: Cursor): Py.expr {
  if (p.kind !== Token.minus) return plainNumber(p);
  if (p.kindAfter(1) !== Token.number) throw p.unexpected();
  return unary(p, 'USub');
}

function plainNumber(p: Cursor): Py.Constant {
  if (p.kind !== Token.number) throw p.unexpected();
  return number(p);
}

/** `name`, `_`, `a.b` or `A(b, c=d)`. */
function namePattern(p: Cursor): Py.pattern {
  const { start } = p;
  const next = p.kindAfter(1);
  if (next !== Token.dot && next !== Token.openParen) {
    const captured = capturedName(p);
    return matchAs(p, start, null, captured);
  }
  const value = dottedName(p);
  return p.kind === Token.openParen ? classPattern(p, start, value) : valuePattern(p, start, value);
}

function dottedName(p: Cursor): Py.Name | Py.Attribute {
  const { start } = p;
  let node: Py.Name | Py.Attribute = name(p, 'Load');
  while (p.kind === Token.dot) node = attribute(p, start, node);
  return node;
}

function classPattern(p: Cursor, start: number, cls: Py.expr): Py.MatchClass {
  const positional: Py.pattern[] = [];
  const names: string[] = [];
  const named: Py.pattern[] = [];
  p.advance();
  while (p.kind !== Token.closeParen) {
    if (p.kind === Token.name && p.kindAfter(1) === Token.assign) {
      names.push(p.expectName());
      p.advance();
      named.push(pattern(p));
    } else {
      if (names.length > 0) throw p.fault('positional patterns follow keyword patterns');
      positional.push(pattern(p));
    }
    if (!p.take(Token.comma)) break;
  }
  close(p, Token.closeParen, ')');
  const range = p.rangeFrom(start);
  const node: Py.MatchClass = {
    nodeType: 'MatchClass',
    range,
    loc: p.locOf(range),
    parent: null,
    cls,
    patterns: positional,
    kwd_attrs: names,
    kwd_patterns: named,
  };
  adopt(node, cls);
  adoptAll(node, positional);
  adoptAll(node, named);
  return node;
}

function groupOrSequence(p: Cursor): Py.pattern {
  const { start } = p;
  p.advance();
  if (p.take(Token.closeParen)) return sequence(p, start, []);
  const first = starPattern(p);
  if (p.kind !== Token.comma && first.nodeType !== 'MatchStar') {
    close(p, Token.closeParen, ')');
    return first;
  }
  const all = items(p, first, Token.closeParen);
  close(p, Token.closeParen, ')');
  return sequence(p, start, all);
}

function listPattern(p: Cursor): Py.MatchSequence {
  const { start } = p;
  p.advance();
  const all = p.kind === Token.closeBracket ? [] : items(p, starPattern(p), Token.closeBracket);
  close(p, Token.closeBracket, ']');
  return sequence(p, start, all);
}

function items(p: Cursor, first: Py.pattern, closing: number): Py.pattern[] {
  const all = [first];
  while (p.take(Token.comma) && p.kind !== closing) all.push(starPattern(p));
  return all;
}

function mapping(p: Cursor): Py.MatchMapping {
  const { start } = p;
  const keys: Py.expr[] = [];
  const values: Py.pattern[] = [];
  let rest: string | null = null;
  p.advance();
  while (p.kind !== Token.closeBrace) {
    if (p.take(Token.doubleStar)) {
      rest = p.expectName();
    } else {
      keys.push(mappingKey(p));
      p.expect(Token.colon, ':');
      values.push(pattern(p));
    }
    if (!p.take(Token.comma)) break;
  }
  close(p, Token.closeBrace, '}');
  const range = p.rangeFrom(start);
  const node: Py.MatchMapping = {
    nodeType: 'MatchMapping',
    range,
    loc: p.locOf(range),
    parent: null,
    keys,
    patterns: values,
    rest,
  };
  adoptAll(node, keys);
  adoptAll(node, values);
  return node;
}

function mappingKey(p: Cursor): Py.expr {
  if (p.kind === Token.name) return dottedName(p);
  return isSingleton(p.kind) ? atom(p) : literal(p);
}

function isSingleton(kind: number): boolean {
  return kind === Token.none || kind === Token.true || kind === Token.false;
}
