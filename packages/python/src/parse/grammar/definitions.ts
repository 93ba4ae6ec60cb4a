import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { callArguments, parameters } from './arguments.ts';
import { close } from './atoms.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { expression } from './expressions.ts';
import { block } from './statements.ts';
import { typeParameters } from './type-parameters.ts';

/** `def` with what stands from there on, `async` before it being `start`. */
export function functionDefinition(
  p: Cursor,
  start: number,
  decorators: readonly Py.expr[],
  nodeType: 'FunctionDef' | 'AsyncFunctionDef',
): Py.FunctionDef | Py.AsyncFunctionDef {
  p.advance();
  const name = p.expectName('the name of a function');
  const typeParams = typeParameters(p);
  p.expect(Token.openParen, '(');
  const args = parameters(p, Token.closeParen, true);
  close(p, Token.closeParen, ')');
  const returns = p.take(Token.arrow) ? expression(p) : null;
  const body = block(p);
  const range = p.rangeFrom(start);
  const node: Py.FunctionDef | Py.AsyncFunctionDef = {
    nodeType,
    range,
    loc: p.locOf(range),
    parent: null,
    decorator_list: decorators,
    name,
    type_params: typeParams,
    args,
    returns,
    body,
  };
  adoptAll(node, decorators);
  adoptAll(node, typeParams);
  adopt(node, args);
  adopt(node, returns);
  adoptAll(node, body);
  return node;
}

/** `class` with what stands from there on. */
export function classDefinition(p: Cursor, decorators: readonly Py.expr[]): Py.ClassDef {
  const { start } = p;
  p.advance();
  const name = p.expectName('the name of a class');
  const typeParams = typeParameters(p);
  const { args, keywords } = p.kind === Token.openParen ? callArguments(p) : { args: [], keywords: [] };
  const body = block(p);
  const range = p.rangeFrom(start);
  const node: Py.ClassDef = {
    nodeType: 'ClassDef',
    range,
    loc: p.locOf(range),
    parent: null,
    decorator_list: decorators,
    name,
    type_params: typeParams,
    bases: args,
    keywords,
    body,
  };
  adoptAll(node, decorators);
  adoptAll(node, typeParams);
  adoptAll(node, args);
  adoptAll(node, keywords);
  adoptAll(node, body);
  return node;
}
