import type * as Py from '../../ast/nodes.ts';
import { AUGMENTED, Token } from '../token.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { canStartExpression, expression, name, starExpressions, yieldOrExpressions } from './expressions.ts';
import { importFrom, importModules } from './imports.ts';
import { bind } from './targets.ts';
import { typeParameters } from './type-parameters.ts';

/** The statements of one line, its end with them. */
export function simpleStatements(p: Cursor, body: Py.stmt[]): void {
  do body.push(simpleStatement(p));
  while (p.take(Token.semicolon) && p.kind !== Token.newline);
  if (!p.take(Token.newline)) throw p.unexpected();
}

function simpleStatement(p: Cursor): Py.stmt {
  switch (p.kind) {
    case Token.return:
      return returnStatement(p);
    case Token.import:
      return importModules(p);
    case Token.from:
      return importFrom(p);
    case Token.raise:
      return raise(p);
    case Token.pass:
      return keywordAlone(p, 'Pass');
    case Token.break:
      return keywordAlone(p, 'Break');
    case Token.continue:
      return keywordAlone(p, 'Continue');
    case Token.del:
      return deletion(p);
    case Token.assert:
      return assertion(p);
    case Token.global:
      return declaration(p, 'Global');
    case Token.nonlocal:
      return declaration(p, 'Nonlocal');
    default:
      return isTypeAlias(p) ? typeAlias(p) : expressionStatement(p);
  }
}

function keywordAlone(p: Cursor, nodeType: 'Pass' | 'Break' | 'Continue'): Py.Pass | Py.Break | Py.Continue {
  const { start } = p;
  p.advance();
  const range = p.rangeFrom(start);
  return { nodeType, range, loc: p.locOf(range), parent: null };
}

function returnStatement(p: Cursor): Py.Return {
  const { start } = p;
  p.advance();
  const value = canStartExpression(p.kind) ? starExpressions(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.Return = { nodeType: 'Return', range, loc: p.locOf(range), parent: null, value };
  adopt(node, value);
  return node;
}

function raise(p: Cursor): Py.Raise {
  const { start } = p;
  p.advance();
  const exc = canStartExpression(p.kind) ? expression(p) : null;
  const cause = exc !== null && p.take(Token.from) ? expression(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.Raise = { nodeType: 'Raise', range, loc: p.locOf(range), parent: null, exc, cause };
  adopt(node, exc);
  adopt(node, cause);
  return node;
}

function deletion(p: Cursor): Py.Delete {
  const { start } = p;
  p.advance();
  const targets: Py.expr[] = [];
  do targets.push(expression(p));
  while (p.take(Token.comma) && canStartExpression(p.kind));
  for (const target of targets) bind(target, 'Del');
  const range = p.rangeFrom(start);
  const node: Py.Delete = { nodeType: 'Delete', range, loc: p.locOf(range), parent: null, targets };
  adoptAll(node, targets);
  return node;
}

function assertion(p: Cursor): Py.Assert {
  const { start } = p;
  p.advance();
  const test = expression(p);
  const msg = p.take(Token.comma) ? expression(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.Assert = { nodeType: 'Assert', range, loc: p.locOf(range), parent: null, test, msg };
  adopt(node, test);
  adopt(node, msg);
  return node;
}

function declaration(p: Cursor, nodeType: 'Global' | 'Nonlocal'): Py.Global | Py.Nonlocal {
  const { start } = p;
  p.advance();
  const names: string[] = [];
  do names.push(p.expectName());
  while (p.take(Token.comma));
  const range = p.rangeFrom(start);
  return { nodeType, range, loc: p.locOf(range), parent: null, names };
}

/** Whether `type` is the keyword here, which it is before a name. */
function isTypeAlias(p: Cursor): boolean {
  return p.kind === Token.name && p.kindAfter(1) === Token.name && p.wordAfter(0) === 'type';
}

function typeAlias(p: Cursor): Py.TypeAlias {
  const { start } = p;
  p.advance();
  const alias = name(p, 'Store');
  const parameters = typeParameters(p);
  p.expect(Token.assign, '=');
  const value = expression(p);
  const range = p.rangeFrom(start);
  const node: Py.TypeAlias = {
    nodeType: 'TypeAlias',
    range,
    loc: p.locOf(range),
    parent: null,
    name: alias,
    type_params: parameters,
    value,
  };
  adopt(node, alias);
  adoptAll(node, parameters);
  adopt(node, value);
  return node;
}

/** An expression, or an assignment that begins with one. */
function expressionStatement(p: Cursor): Py.stmt {
  const { start } = p;
  const first = yieldOrExpressions(p);
  if (p.kind === Token.assign) return assignment(p, start, first);
  if (p.kind === Token.colon) return annotatedAssignment(p, start, first);
  if (AUGMENTED[p.kind]) return augmentedAssignment(p, start, first);
  const range = p.rangeFrom(start);
  const node: Py.Expr = { nodeType: 'Expr', range, loc: p.locOf(range), parent: null, value: first };
  adopt(node, first);
  return node;
}

function assignment(p: Cursor, start: number, first: Py.expr): Py.Assign {
  const targets: Py.expr[] = [];
  let value = first;
  while (p.take(Token.assign)) {
    bind(value, 'Store');
    targets.push(value);
    value = yieldOrExpressions(p);
  }
  const range = p.rangeFrom(start);
  const node: Py.Assign = { nodeType: 'Assign', range, loc: p.locOf(range), parent: null, targets, value };
  adoptAll(node, targets);
  adopt(node, value);
  return node;
}

function annotatedAssignment(p: Cursor, start: number, first: Py.expr): Py.AnnAssign {
  const target = singleTarget(p, first, 'annotated');
  p.advance();
  const annotation = expression(p);
  const value = p.take(Token.assign) ? yieldOrExpressions(p) : null;
  // `(x): int` begins with the bracket.
  const simple = target.nodeType === 'Name' && target.range[0] === start ? 1 : 0;
  const range = p.rangeFrom(start);
  const node: Py.AnnAssign = {
    nodeType: 'AnnAssign',
    range,
    loc: p.locOf(range),
    parent: null,
    target,
    annotation,
    value,
    simple,
  };
  adopt(node, target);
  adopt(node, annotation);
  adopt(node, value);
  return node;
}

function augmentedAssignment(p: Cursor, start: number, first: Py.expr): Py.AugAssign {
  const target = singleTarget(p, first, 'augmented');
  const op = AUGMENTED[p.kind] ?? 'Add';
  p.advance();
  const value = yieldOrExpressions(p);
  const range = p.rangeFrom(start);
  const node: Py.AugAssign = { nodeType: 'AugAssign', range, loc: p.locOf(range), parent: null, target, op, value };
  adopt(node, target);
  adopt(node, value);
  return node;
}

function singleTarget(p: Cursor, target: Py.expr, kind: string): Py.Name | Py.Attribute | Py.Subscript {
  switch (target.nodeType) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      bind(target, 'Store');
      return target;
    default:
      // What no target can be before a colon is a wrong statement rather than a wrong target.
      throw kind === 'annotated' ? p.unexpected() : p.fault("illegal expression for augmented assignment");
  }
}
