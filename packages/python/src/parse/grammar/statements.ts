import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { classDefinition, functionDefinition } from './definitions.ts';
import { namedExpression, openTuple, starExpressions, starNamedExpression, targets } from './expressions.ts';
import { patterns } from './patterns.ts';
import { simpleStatements } from './simple-statements.ts';
import { tryStatement } from './try-statement.ts';
import { withStatement } from './with-statement.ts';

/** A whole file. */
export function module(p: Cursor): Py.Module {
  const body: Py.stmt[] = [];
  while (p.kind !== Token.end) statement(p, body);
  const range: [number, number] = [0, p.source.text.length];
  const node: Py.Module = { nodeType: 'Module', range, loc: p.locOf(range), parent: null, body };
  adoptAll(node, body);
  return node;
}

/** Reads a compound statement or a line of simple ones. */
function statement(p: Cursor, body: Py.stmt[]): void {
  switch (p.kind) {
    case Token.if:
      body.push(ifStatement(p));
      break;
    case Token.for:
      body.push(forStatement(p, p.start, 'For'));
      break;
    case Token.while:
      body.push(whileStatement(p));
      break;
    case Token.try:
      body.push(tryStatement(p));
      break;
    case Token.with:
      body.push(withStatement(p, p.start, 'With'));
      break;
    case Token.def:
      body.push(functionDefinition(p, p.start, [], 'FunctionDef'));
      break;
    case Token.class:
      body.push(classDefinition(p, []));
      break;
    case Token.at:
      body.push(decorated(p));
      break;
    case Token.async:
      body.push(asyncStatement(p, []));
      break;
    default:
      if (isMatch(p)) body.push(matchStatement(p));
      else simpleStatements(p, body);
  }
}

/** `:` and what belongs to it: an indented block, or statements on the same line. */
export function block(p: Cursor): Py.stmt[] {
  p.expect(Token.colon, ':');
  const body: Py.stmt[] = [];
  if (p.kind !== Token.newline) {
    simpleStatements(p, body);
    return body;
  }
  p.advance();
  if (!p.take(Token.indent)) throw p.fault('expected indented block');
  while (p.kind !== Token.dedent && p.kind !== Token.end) statement(p, body);
  p.take(Token.dedent);
  return body;
}

/** The block after a keyword, if that stands here. */
export function blockAfter(p: Cursor, keyword: number): Py.stmt[] {
  return p.take(keyword) ? block(p) : [];
}

/** `if` or `elif` with all that follows. */
function ifStatement(p: Cursor): Py.If {
  const { start } = p;
  p.advance();
  const test = namedExpression(p);
  const body = block(p);
  const orelse = p.kind === Token.elif ? [ifStatement(p)] : blockAfter(p, Token.else);
  const range = p.rangeFrom(start);
  const node: Py.If = { nodeType: 'If', range, loc: p.locOf(range), parent: null, test, body, orelse };
  adopt(node, test);
  adoptAll(node, body);
  adoptAll(node, orelse);
  return node;
}

function forStatement(p: Cursor, start: number, nodeType: 'For' | 'AsyncFor'): Py.For | Py.AsyncFor {
  p.advance();
  const target = targets(p);
  p.expect(Token.in, 'in');
  const iter = starExpressions(p);
  const body = block(p);
  const orelse = blockAfter(p, Token.else);
  const range = p.rangeFrom(start);
  const node: Py.For | Py.AsyncFor = {
    nodeType,
    range,
    loc: p.locOf(range),
    parent: null,
    target,
    iter,
    body,
    orelse,
  };
  adopt(node, target);
  adopt(node, iter);
  adoptAll(node, body);
  adoptAll(node, orelse);
  return node;
}

function whileStatement(p: Cursor): Py.While {
  const { start } = p;
  p.advance();
  const test = namedExpression(p);
  const body = block(p);
  const orelse = blockAfter(p, Token.else);
  const range = p.rangeFrom(start);
  const node: Py.While = { nodeType: 'While', range, loc: p.locOf(range), parent: null, test, body, orelse };
  adopt(node, test);
  adoptAll(node, body);
  adoptAll(node, orelse);
  return node;
}

function decorated(p: Cursor): Py.stmt {
  const decorators: Py.expr[] = [];
  while (p.take(Token.at)) {
    decorators.push(namedExpression(p));
    if (!p.take(Token.newline)) throw p.unexpected();
  }
  if (p.kind === Token.class) return classDefinition(p, decorators);
  if (p.kind === Token.def) return functionDefinition(p, p.start, decorators, 'FunctionDef');
  if (p.kind === Token.async && p.kindAfter(1) === Token.def) return asyncStatement(p, decorators);
  throw p.unexpected();
}

function asyncStatement(p: Cursor, decorators: readonly Py.expr[]): Py.stmt {
  const { start } = p;
  p.advance();
  if (p.kind === Token.def) return functionDefinition(p, start, decorators, 'AsyncFunctionDef');
  if (p.kind === Token.for) return forStatement(p, start, 'AsyncFor');
  if (p.kind === Token.with) return withStatement(p, start, 'AsyncWith');
  throw p.unexpected();
}

/** Whether `match` is the keyword here: then its line ends with a colon and a block of cases follows. */
function isMatch(p: Cursor): boolean {
  if (p.kind !== Token.name || p.wordAfter(0) !== 'match') return false;
  let end = 1;
  while (p.kindAfter(end) !== Token.newline && p.kindAfter(end) !== Token.end) end++;
  return end > 2 && p.kindAfter(end - 1) === Token.colon && p.kindAfter(end + 1) === Token.indent && isCase(p, end + 2);
}

function isCase(p: Cursor, ahead: number): boolean {
  return p.kindAfter(ahead) === Token.name && p.wordAfter(ahead) === 'case';
}

function matchStatement(p: Cursor): Py.Match {
  const { start } = p;
  p.advance();
  const subject = openTuple(p, starNamedExpression);
  if (subject.nodeType === 'Starred') throw p.unexpected();
  p.expect(Token.colon, ':');
  p.advance();
  p.advance();
  const cases: Py.match_case[] = [];
  while (p.kind !== Token.dedent && p.kind !== Token.end) cases.push(matchCase(p));
  p.take(Token.dedent);
  const range = p.rangeFrom(start);
  const node: Py.Match = { nodeType: 'Match', range, loc: p.locOf(range), parent: null, subject, cases };
  adopt(node, subject);
  adoptAll(node, cases);
  return node;
}

function matchCase(p: Cursor): Py.match_case {
  if (!isCase(p, 0)) throw p.fault("expected 'case'");
  const { start } = p;
  p.advance();
  const pattern = patterns(p);
  const guard = p.take(Token.if) ? namedExpression(p) : null;
  const body = block(p);
  const range = p.rangeFrom(start);
  const node: Py.match_case = {
    nodeType: 'match_case',
    range,
    loc: p.locOf(range),
    parent: null,
    pattern,
    guard,
    body,
  };
  adopt(node, pattern);
  adopt(node, guard);
  adoptAll(node, body);
  return node;
}
