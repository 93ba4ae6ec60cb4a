import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { isConstant, onlyAssignment, referenceOf, sourceOf, variableOf } from './source.ts';

describeSources((makeSource, origin) => {
  function variable(code: string, file?: string): ReturnType<typeof variableOf> {
    const source = makeSource(code, file);
    const name = used(source);
    return name.type === 'Identifier' ? variableOf(name, source) : undefined;
  }

  it.each<[string, boolean]>([
    ['const a = 1; use(a)', true],
    ['let a = 1; use(a)', true],
    ['import a from "m"; use(a)', true],
    ['function a() {} use(a)', true],
    ['function f(a) { use(a) }', true],
    ['let a = 1; a = 2; use(a)', false],
    ['let a; use(a); a = 2;', false],
    ['let a = 1; function f() { [a] = [2]; } use(a)', false],
    ['var a = 1; var a = 2; use(a)', false],
    ['for (let a = 0; a < 2; a++) use(a)', false],
    ['for (const a of b) use(a)', true],
  ])('tells whether %s keeps its value: %s', (code, expected) => {
    const found = variable(code);
    expect(typeof found === 'object' && isConstant(found)).toBe(expected);
  });

  it('tells globals from declared names', () => {
    expect(variable('use(Worker)')).toBe('global');
    expect(variable('use(Promise)')).toBe('global');
    expect(variable('var Promise = 1; function f() { use(Promise) }', '/project/case.cjs')).toMatchObject({ name: 'Promise' });
    expect(variable('function f() { use(g) } function g() {}', '/project/case.cjs')).toMatchObject({ name: 'g' });
  });

  it('gives the only assignment', () => {
    const found = variable('let a; ({ a } = b); use(a)');
    const assignment = typeof found === 'object' ? onlyAssignment(found) : undefined;
    expect(assignment).toMatchObject({ pattern: { type: 'ObjectPattern' }, value: { name: 'b' } });
    const twice = variable('let a; a = 1; a = 2; use(a)');
    expect(typeof twice === 'object' && onlyAssignment(twice)).toBeUndefined();
  });

  it('is another one for another file, whatever object leads to it', () => {
    const [first, second] = [makeSource('use(a)'), makeSource('use(b)')];
    const shared = { ast: first.ast, scopeManager: first.scopeManager };
    const context = { sourceCode: shared, physicalFilename: first.file };
    expect(sourceOf(context)?.ast).toBe(first.ast);
    Object.assign(shared, { ast: second.ast, scopeManager: second.scopeManager });
    expect(sourceOf(context)?.ast).toBe(second.ast);
    expect(sourceOf(context)).toBe(sourceOf(context));
    expect(sourceOf({ ...context, sourceCode: { ...shared, scopeManager: null } })).toBeUndefined();
  });

  it('has no reference for a property name', () => {
    const source = makeSource('use(a.b)');
    const member = used(source);
    if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier') throw new Error('not a member');
    expect(referenceOf(member.property, source)).toBeUndefined();
    expect(variableOf(member.property, source)).toBeUndefined();
  });

  it.skipIf(origin === 'espree')('keeps types apart', () => {
    expect(variable('declare const Worker: unknown; use(Worker)')).toBe('global');
    const both = variable('const a = 1; type a = number; use(a)');
    expect(typeof both === 'object' && isConstant(both)).toBe(true);
    const source = makeSource('type A = B; use(1)');
    const [statement] = source.ast.body;
    if (statement?.type !== 'TSTypeAliasDeclaration' || statement.typeAnnotation.type !== 'TSTypeReference') {
      throw new Error('not a type');
    }
    const { typeName } = statement.typeAnnotation;
    expect(typeName.type === 'Identifier' && variableOf(typeName, source)).toBeUndefined();
  });
});
