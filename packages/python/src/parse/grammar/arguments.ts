import type * as Py from '../../ast/nodes.ts';
import { SyntaxFault } from '../syntax-error.ts';
import { Token } from '../token.ts';
import { close, comprehensionNode, isComprehension } from './atoms.ts';
import { adopt, adoptAll, type Cursor } from './cursor.ts';
import { bitwiseOr, expression, namedExpression, starred } from './expressions.ts';

/** What a call or a class has between its brackets. */
interface CallArguments {
  readonly args: readonly Py.expr[];
  readonly keywords: readonly Py.keyword[];
}

/** Reads what a call or a class has between its brackets, and those. */
export function callArguments(p: Cursor): CallArguments {
  const open = p.start;
  const args: Py.expr[] = [];
  const keywords: Py.keyword[] = [];
  p.advance();
  while (p.kind !== Token.closeParen) {
    if (p.kind === Token.doubleStar || (p.kind === Token.name && p.kindAfter(1) === Token.assign)) {
      keywords.push(keyword(p));
    } else {
      if (keywords.length > 0) checkOrder(p, keywords);
      const value = p.kind === Token.star ? starred(p, expression) : namedExpression(p);
      if (isComprehension(p)) {
        if (args.length > 0 || keywords.length > 0) {
          throw new SyntaxFault('Generator expression must be parenthesized', value.range[0]);
        }
        // Its brackets are those of the call.
        return { args: [comprehensionNode(p, open, 'GeneratorExp', value, Token.closeParen, ')')], keywords };
      }
      args.push(value);
    }
    if (!p.take(Token.comma)) break;
  }
  close(p, Token.closeParen, ')');
  return { args, keywords };
}

/** What is given by place comes first; `*values` may also stand behind `name=value`. */
function checkOrder(p: Cursor, before: readonly Py.keyword[]): void {
  const isStarred = p.kind === Token.star;
  if (before.some(({ arg }) => arg === null)) {
    const kind = isStarred ? 'iterable argument unpacking' : 'positional argument';
    throw p.fault(`${kind} follows keyword argument unpacking`);
  }
  if (!isStarred) throw p.fault('positional argument follows keyword argument');
}

/** `name=value` or `**value`. */
function keyword(p: Cursor): Py.keyword {
  const { start } = p;
  const arg = p.kind === Token.name ? p.wordAfter(0) : null;
  p.advance();
  if (arg !== null) p.advance();
  const value = expression(p);
  const range = p.rangeFrom(start);
  const node: Py.keyword = { nodeType: 'keyword', range, loc: p.locOf(range), parent: null, arg, value };
  adopt(node, value);
  return node;
}

/** `lambda a: b`. */
export function lambda(p: Cursor): Py.Lambda {
  const { start } = p;
  p.advance();
  const args = parameters(p, Token.colon, false);
  p.expect(Token.colon, ':');
  const body = expression(p);
  const range = p.rangeFrom(start);
  const node: Py.Lambda = { nodeType: 'Lambda', range, loc: p.locOf(range), parent: null, args, body };
  adopt(node, args);
  adopt(node, body);
  return node;
}

interface Parameters {
  posonlyargs: Py.arg[];
  args: Py.arg[];
  vararg: Py.arg | null;
  kwonlyargs: Py.arg[];
  kw_defaults: (Py.expr | null)[];
  kwarg: Py.arg | null;
  defaults: Py.expr[];
}

/** The parameters up to the token that ends them. */
export function parameters(p: Cursor, closing: number, isAnnotated: boolean): Py.Arguments {
  const read: Parameters = {
    posonlyargs: [],
    args: [],
    vararg: null,
    kwonlyargs: [],
    kw_defaults: [],
    kwarg: null,
    defaults: [],
  };
  // Without parameters they stand right behind what is before them.
  const start = p.kind === closing ? p.end : p.start;
  let { end } = p;
  let isKeywordOnly = false;
  while (p.kind !== closing) {
    if (read.kwarg !== null) throw p.fault('arguments cannot follow var-keyword argument');
    if (p.kind === Token.star) {
      if (isKeywordOnly) throw p.fault('* argument may appear only once');
      isKeywordOnly = true;
      read.vararg = varargs(p, closing, isAnnotated);
    } else if (p.take(Token.doubleStar)) {
      read.kwarg = parameter(p, isAnnotated, expression);
    } else if (p.kind === Token.slash) {
      if (isKeywordOnly || read.posonlyargs.length > 0 || read.args.length === 0) throw p.unexpected();
      p.advance();
      read.posonlyargs = read.args;
      read.args = [];
    } else {
      parameterWithDefault(p, read, isKeywordOnly, isAnnotated);
    }
    ({ end } = p);
    if (!p.take(Token.comma)) break;
  }
  if (p.kind !== closing) throw p.unexpected();
  return argumentsNode(p, [start, end], read);
}

/** `*args`, or `*` alone, after which parameters are given by name. */
function varargs(p: Cursor, closing: number, isAnnotated: boolean): Py.arg | null {
  p.advance();
  if (p.kind !== Token.comma) return parameter(p, isAnnotated, starAnnotation);
  const next = p.kindAfter(1);
  if (next === closing || next === Token.doubleStar) throw p.fault('named arguments must follow bare *');
  return null;
}

function starAnnotation(p: Cursor): Py.expr {
  return p.kind === Token.star ? starred(p, bitwiseOr) : expression(p);
}

function parameterWithDefault(
  p: Cursor,
  read: Parameters,
  isKeywordOnly: boolean,
  isAnnotated: boolean,
): void {
  const node = parameter(p, isAnnotated, expression);
  const value = p.take(Token.assign) ? expression(p) : null;
  if (isKeywordOnly) {
    read.kwonlyargs.push(node);
    read.kw_defaults.push(value);
    return;
  }
  read.args.push(node);
  if (value !== null) read.defaults.push(value);
  else if (read.defaults.length > 0) {
    throw new SyntaxFault('parameter without a default follows parameter with a default', node.range[0]);
  }
}

function parameter(p: Cursor, isAnnotated: boolean, annotationOf: (p: Cursor) => Py.expr): Py.arg {
  const { start } = p;
  const arg = p.expectName('parameter name');
  const annotation = isAnnotated && p.take(Token.colon) ? annotationOf(p) : null;
  const range = p.rangeFrom(start);
  const node: Py.arg = { nodeType: 'arg', range, loc: p.locOf(range), parent: null, arg, annotation };
  adopt(node, annotation);
  return node;
}

function argumentsNode(p: Cursor, range: [number, number], read: Parameters): Py.Arguments {
  const { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = read;
  const node: Py.Arguments = {
    nodeType: 'arguments',
    range,
    loc: p.locOf(range),
    parent: null,
    posonlyargs,
    args,
    vararg,
    kwonlyargs,
    kw_defaults,
    kwarg,
    defaults,
  };
  adoptAll(node, posonlyargs);
  adoptAll(node, args);
  adopt(node, vararg);
  adoptAll(node, kwonlyargs);
  adoptAll(node, kw_defaults);
  adopt(node, kwarg);
  adoptAll(node, defaults);
  return node;
}
