import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { followBindings } from './bindings.ts';
import { evaluate } from './static-value.ts';

const UNKNOWN = Symbol('unknown');

describeSources((makeSource, origin) => {
  /** The values that the argument of `use(…)` takes. */
  const values = (code: string): readonly unknown[] => {
    const source = makeSource(code);
    return evaluate(used(source), source, { followBindings }).map((value) =>
      value.kind === 'constant' ? value.value : value.kind === 'unknown' ? UNKNOWN : value.kind,
    );
  };

  it.each<[string, readonly unknown[]]>([
    ['for (const m of ["a", "b"]) use(m)', ['a', 'b']],
    ['const LIST = ["a", ...more]; for (const m of LIST) use(m)', ['a', UNKNOWN]],
    ['for (const { id } of [{ id: "a" }, { id: "b" }]) use(id)', ['a', 'b']],
    ['for (const { id = "z" } of [{ id: "a" }]) use(id)', ['a', 'z']],
    ['for (const row of [{ id: "a" }]) use(row.id)', ['a']],
    ['for (const [, id] of [["x", "a"]]) use(id)', ['a']],
    ['for (const m of new Set(["a"])) use(m)', ['a']],
    ['for (const m of Object.values({ x: "a", y: "b" })) use(m)', ['a', 'b']],
    ['for (const m of Object.keys({ x: "a" })) use(m)', ['x']],
    ['for (const m in { x: "a" }) use(m)', ['x']],
    ['const M = { x: "a" }; const pairs = Object.entries(M); for (const [key, m] of pairs) use(key + m)', ['xa']],
    ['for (const [index, m] of ["a"].entries()) use(m)', ['a']],
    ['for (const [index, m] of ["a"].entries()) use(index)', [UNKNOWN]],
    ['for (const m of ["a", "b"].slice(1).filter(Boolean)) use(m)', ['a', 'b']],
    ['for (const m of load()) use(m)', [UNKNOWN]],
    ['for (let m of ["a"]) { m = other; use(m); }', [UNKNOWN]],
  ])('follows loops: %s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['["a", "b"].forEach((m) => use(m))', ['a', 'b']],
    ['["a"].flatMap(function (m) { return use(m); })', ['a']],
    ['["a"].map((m, index) => use(index))', [UNKNOWN]],
    ['["a"].reduce((sum, m) => use(m), 0)', ['a']],
    ['Array.from(["a"], (m) => use(m))', ['a']],
    ['const run = (m) => use(m); ["a"].map(run)', ['a']],
    ['Object.entries({ x: "a" }).forEach(([key, m]) => use(m))', ['a']],
    ['later((m) => use(m))', [UNKNOWN]],
  ])('follows callbacks of array methods: %s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['test.each(["a", "b"])("%s", (m) => { use(m); })', ['a', 'b']],
    ['test.each([["x", "a"], ["y", "b"]])("%s", (name, m) => { use(m); })', ['a', 'b']],
    ['test.each([{ m: "a" }])("$m", ({ m }) => { use(m); })', ['a']],
    ['test.concurrent.each([{ m: "a" }])("$m", (row) => { use(row.m); })', ['a']],
    ['test.for([["x", "a"]])("%s", ([name, m]) => { use(m); })', ['a']],
    ['test.for([["x", "a"]])("%s", (row, context) => { use(context); })', [UNKNOWN]],
    ['test.each(Object.entries({ x: "a" }))("%s", (name, m) => { use(m); })', ['a']],
    ['const ROWS = [["a"]]; describe.each(ROWS)("%s", (m) => { test("x", () => { use(m); }); })', ['a']],
    ['test.each`m | n\n${"a"} | ${1}\n${"b"} | ${2}`("$m", ({ m }) => { use(m); })', ['a', 'b']],
    ['test.each`m | n\n${"a"} | ${1}`("$m", ({ other }) => { use(other); })', [UNKNOWN]],
    ['test.each`m`("$m", ({ m }) => { use(m); })', [UNKNOWN]],
  ])('follows tables of tests: %s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['const load = (m) => use(m); load("a"); load("b");', ['a', 'b']],
    ['function load(n, m) { use(m); } load(1, "a");', ['a']],
    ['function load({ m }) { use(m); } load({ m: "a" });', ['a']],
    ['function load(m = "z") { use(m); } load("a");', ['a', 'z']],
    ['function load({ m } = { m: "z" }) { use(m); } load({ m: "a" });', ['a', 'z']],
    ['function load({ m = "z" }) { use(m); } load(options);', [UNKNOWN, 'z']],
    ['(function (m) { use(m); })("a")', ['a']],
    ['function load(m) { use(m); } load(...list);', [UNKNOWN]],
    ['function load(n, m) { use(m); } load(...list, "a");', [UNKNOWN]],
    ['function load(m) { use(m); } hand(load);', [UNKNOWN]],
    ['function load(m) { use(m); }', [UNKNOWN]],
    ['function outer(m) { inner(m); } function inner(n) { use(n); } outer("a");', ['a']],
    ['function again(m) { use(m); again(m); } again("a");', [UNKNOWN, 'a']],
  ])('follows calls of a function of the file: %s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });

  it.each([
    'const a = a.slice(); for (const m of a) use(m)',
    'const a = b.slice(), b = a.slice(); for (const m of a) use(m)',
    'function f(m = m) { use(m); } f();',
  ])('gives up on what is made of itself: %s', (code) => {
    expect(values(code)).toContain(UNKNOWN);
  });

  it('asks for a parameter once, however many calls lead to it', () => {
    const layers = Array.from({ length: 12 }, (_, layer) => `function f${layer}(m) { ${`f${layer + 1}(m); `.repeat(9)} }`);
    expect(values(`${layers.join('\n')}\nfunction f12(m) { use(m); }\nf0("a");`)).toEqual(['a']);
  });

  it.skipIf(origin === 'espree').each<[string, readonly unknown[]]>([
    ['for (const m of ["a"] as const) use(m)', ['a']],
    ['class A { constructor(private m = "a") { use(m); } }', [UNKNOWN, 'a']],
    ['test.each<[string]>([["a"]])("%s", (m: string) => { use(m); })', ['a']],
  ])('reads TypeScript: %s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });
});
