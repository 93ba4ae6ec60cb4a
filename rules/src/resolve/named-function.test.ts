import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { callsOf, variableOfFunction } from './named-function.ts';
import { enclosingFunction } from './syntax.ts';

describeSources((makeSource) => {
  it.each<[string, string | undefined, number]>([
    ['function load() { use(x); } load(); load();', 'load', 2],
    ['const load = async () => use(x); await load(); run(load);', 'load', 1],
    ['let load = () => use(x); load = other; load();', 'load', 0],
    ['export default function (other) { use(x); } other();', undefined, 0],
    ['export default function (other) { other(); use(x); }', undefined, 0],
    ['const { load } = function () { use(x); }; load();', undefined, 0],
    ['const { load = () => use(x) } = given; load();', undefined, 0],
    ['run(() => use(x));', undefined, 0],
  ])('%s', (code, name, calls) => {
    const source = makeSource(code);
    const fn = enclosingFunction(used(source));
    expect(fn && variableOfFunction(fn, source)?.name).toBe(name);
    expect(fn && callsOf(fn, source)).toHaveLength(calls);
  });
});
