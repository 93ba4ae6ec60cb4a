import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { close } from './atoms.ts';
import { adopt, type Cursor } from './cursor.ts';
import { expression, starExpression } from './expressions.ts';

/** `[T: int = str, *Ts, **P]`, if it stands here. */
export function typeParameters(p: Cursor): Py.type_param[] {
  const parameters: Py.type_param[] = [];
  if (!p.take(Token.openBracket)) return parameters;
  do parameters.push(typeParameter(p));
  while (p.take(Token.comma) && p.kind !== Token.closeBracket);
  close(p, Token.closeBracket, ']');
  return parameters;
}

function typeParameter(p: Cursor): Py.type_param {
  const { start, kind } = p;
  if (kind === Token.star || kind === Token.doubleStar) {
    p.advance();
    const name = p.expectName();
    const value = p.take(Token.assign) ? starExpression(p) : null;
    const range = p.rangeFrom(start);
    const node: Py.ParamSpec | Py.TypeVarTuple = {
      nodeType: kind === Token.star ? 'TypeVarTuple' : 'ParamSpec',
      range,
      loc: p.locOf(range),
      parent: null,
      name,
      default_value: value,
    };
    adopt(node, value);
    return node;
  }
  const name = p.expectName();
  const bound = p.take(Token.colon) ? expression(p) : null;
  const value = p.take(Token.assign) ? expression(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.TypeVar = {
    nodeType: 'TypeVar',
    range,
    loc: p.locOf(range),
    parent: null,
    name,
    bound,
    default_value: value,
  };
  adopt(node, bound);
  adopt(node, value);
  return node;
}
