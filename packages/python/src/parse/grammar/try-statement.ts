import type * as Py from '../../ast/nodes.ts';
import { SyntaxFault } from '../syntax-error.ts';
import { Token } from '../token.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { expression, openTuple } from './expressions.ts';
import { block, blockAfter } from './statements.ts';

/** `try` with all that follows. */
export function tryStatement(p: Cursor): Py.Try | Py.TryStar {
  const { start } = p;
  p.advance();
  const body = block(p);
  const nodeType = p.kind === Token.except && p.kindAfter(1) === Token.star ? 'TryStar' : 'Try';
  const handlers: Py.ExceptHandler[] = [];
  while (p.kind === Token.except) handlers.push(handler(p, nodeType === 'TryStar'));
  const orelse = handlers.length > 0 ? blockAfter(p, Token.else) : [];
  const finalbody = blockAfter(p, Token.finally);
  if (handlers.length === 0 && finalbody.length === 0) {
    throw new SyntaxFault("expected 'except' or 'finally' block", p.end);
  }
  const range = p.rangeFrom(start);
  const node: Py.Try | Py.TryStar = {
    nodeType,
    range,
    loc: p.locOf(range),
    parent: null,
    body,
    handlers,
    orelse,
    finalbody,
  };
  adoptAll(node, body);
  adoptAll(node, handlers);
  adoptAll(node, orelse);
  adoptAll(node, finalbody);
  return node;
}

function handler(p: Cursor, hasStar: boolean): Py.ExceptHandler {
  const { start } = p;
  p.advance();
  if (hasStar !== p.take(Token.star)) throw p.fault("cannot have both 'except' and 'except*' on the same 'try'");
  const type = p.kind === Token.colon ? null : openTuple(p, expression);
  const name = type !== null && p.take(Token.as) ? p.expectName() : null;
  const body = block(p);
  const range = p.rangeFrom(start);
  const node: Py.ExceptHandler = {
    nodeType: 'ExceptHandler',
    range,
    loc: p.locOf(range),
    parent: null,
    type,
    name,
    body,
  };
  adopt(node, type);
  adoptAll(node, body);
  return node;
}
