import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { contains, enclosingFunction, isFunction, memberName, patternPath, stringValue, unwrap } from './syntax.ts';

describeSources((makeSource, origin) => {
  it('sees through wrappers', () => {
    expect(unwrap(used(makeSource('use((1, (a?.b)))')))).toMatchObject({ type: 'MemberExpression' });
  });

  it.skipIf(origin === 'espree').each(['a as B', 'a!', 'a satisfies B', '<B>a', '(a as unknown as B)!'])(
    'sees through %s',
    (code) => {
      expect(unwrap(used(makeSource(`use(${code})`)))).toMatchObject({ type: 'Identifier', name: 'a' });
    },
  );

  it.each([
    ['a.b', 'b'],
    ['a?.b', 'b'],
    ['a["b"]', 'b'],
    ['a[`b`]', 'b'],
    ['a[1]', '1'],
    ['a[b]', undefined],
    ['a[`${b}`]', undefined],
  ])('names the member that %s reads', (code, name) => {
    const node = unwrap(used(makeSource(`use(${code})`)));
    expect(node.type === 'MemberExpression' && memberName(node)).toBe(name);
  });

  it.each([
    ['"a"', 'a'],
    ['`a`', 'a'],
    ['`${a}`', undefined],
    ['1', undefined],
    ['/a/', undefined],
  ])('reads the string %s', (code, text) => {
    expect(stringValue(used(makeSource(`use(${code})`)))).toBe(text);
    expect(stringValue(undefined)).toBeUndefined();
  });

  it.each([
    ['{ x }', ['x']],
    ['{ a: { x } }', ['a', 'x']],
    ['{ "a": [, x] }', ['a', '1']],
    ['{ a: x = 1 }', ['a']],
    ['{ a, ...x }', undefined],
    ['{ [key]: x }', undefined],
    ['[...x]', undefined],
  ])('follows the pattern %s', (pattern, path) => {
    const source = makeSource(`const ${pattern} = value; use(x)`);
    const [statement] = source.ast.body;
    const [definition] = source.scopeManager.scopes.flatMap(({ set }) => set.get('x')?.defs ?? []);
    if (statement?.type !== 'VariableDeclaration' || !definition) throw new Error('not a declaration');
    const [{ id }] = statement.declarations;
    expect(patternPath(id, definition.name)).toEqual(path);
    expect(contains(id, definition.name)).toBe(true);
  });

  it('finds the function around a node', () => {
    const inside = used(makeSource('class A { m() { if (a) use(() => 1); } }'));
    expect(enclosingFunction(inside)?.type).toBe('FunctionExpression');
    expect(isFunction(inside)).toBe(true);
    const outside = used(makeSource('use(1)'));
    expect(enclosingFunction(outside)).toBeUndefined();
    expect(isFunction(outside)).toBe(false);
    expect(isFunction(undefined)).toBe(false);
  });
});
