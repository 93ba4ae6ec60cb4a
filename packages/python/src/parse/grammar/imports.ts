import type * as Py from '../../ast/nodes.ts';
import { Token } from '../token.ts';
import { close } from './atoms.ts';
import { adoptAll, type Cursor } from './cursor.ts';

/** `import a.b as c, d`. */
export function importModules(p: Cursor): Py.Import {
  const { start } = p;
  p.advance();
  const names: Py.alias[] = [];
  do names.push(alias(p, dottedName));
  while (p.take(Token.comma));
  const range = p.rangeFrom(start);
  const node: Py.Import = { nodeType: 'Import', range, loc: p.locOf(range), parent: null, names };
  adoptAll(node, names);
  return node;
}

/** `from ..a import b as c, d`. */
export function importFrom(p: Cursor): Py.ImportFrom {
  const { start } = p;
  p.advance();
  let level = 0;
  while (p.kind === Token.dot || p.kind === Token.ellipsis) {
    level += p.kind === Token.dot ? 1 : 3;
    p.advance();
  }
  const module = level > 0 && p.kind === Token.import ? null : dottedName(p);
  p.expect(Token.import, 'import');
  const names = importedNames(p);
  const range = p.rangeFrom(start);
  const node: Py.ImportFrom = {
    nodeType: 'ImportFrom',
    range,
    loc: p.locOf(range),
    parent: null,
    module,
    names,
    level,
  };
  adoptAll(node, names);
  return node;
}

function importedNames(p: Cursor): Py.alias[] {
  if (p.kind === Token.star) return [alias(p, star)];
  const isBracketed = p.take(Token.openParen);
  const names: Py.alias[] = [];
  do names.push(alias(p, plainName));
  while (p.take(Token.comma) && !(isBracketed && p.kind === Token.closeParen));
  if (isBracketed) close(p, Token.closeParen, ')');
  return names;
}

function alias(p: Cursor, nameOf: (p: Cursor) => string): Py.alias {
  const { start } = p;
  const name = nameOf(p);
  const asname = p.take(Token.as) ? p.expectName() : null;
  const range = p.rangeFrom(start);
  return { nodeType: 'alias', range, loc: p.locOf(range), parent: null, name, asname };
}

function plainName(p: Cursor): string {
  return p.expectName();
}

function star(p: Cursor): string {
  p.advance();
  return '*';
}

function dottedName(p: Cursor): string {
  let name = p.expectName();
  while (p.take(Token.dot)) name += `.${p.expectName()}`;
  return name;
}
