import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { allDeferredAround, deferredAround } from './deferred.ts';

describeSources((makeSource) => {
  it.each([
    ['use(x);'],
    ['if (x) { use(x); }'],
    ['(() => { use(x); })();'],
    ['(async () => { await use(x); })();'],
    ['(function () { use(x); }).call(this);'],
    ['class A { static x = use(x); static { y(); } [z] = 1; }'],
    ['class A { [use(x)] = 1; }'],
  ])('%s runs as the file is loaded', (code) => {
    expect(deferredAround(used(makeSource(code)))).toBeUndefined();
  });

  it.each([
    ['function f() { use(x); }', ['FunctionDeclaration']],
    ['function f(y = use(x)) {}', ['FunctionDeclaration']],
    ['const f = () => use(x);', ['ArrowFunctionExpression']],
    ['test(function () { (() => use(x))(); });', ['FunctionExpression']],
    ['(function* () { use(x); })();', ['FunctionExpression']],
    ['class A { x = use(x); }', ['PropertyDefinition']],
    ['class A { #x = () => use(x); }', ['ArrowFunctionExpression', 'PropertyDefinition']],
    ['const f = () => class { static x = use(x); };', ['ArrowFunctionExpression']],
    ['({ get x() { return use(x); } });', ['FunctionExpression']],
  ])('%s runs later', (code, types) => {
    expect(allDeferredAround(used(makeSource(code))).map(({ type }) => type)).toEqual(types);
  });
});
