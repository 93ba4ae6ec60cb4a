import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { elementValues, evaluate, evaluateOne, propertyNames, propertyValues, type StaticValue } from './static-value.ts';

const UNKNOWN = Symbol('unknown');

/** A value as the tests spell it. */
function plain(value: StaticValue): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'array':
      return elementValues(value).map((element) => alternatives(element));
    case 'object':
      return Object.fromEntries(propertyNames(value).map((name) => [name, alternatives(propertyValues(value, name))]));
    case 'function':
      return 'function';
    case 'unknown':
      return UNKNOWN;
  }
}

function alternatives(values: readonly StaticValue[]): unknown {
  const [only, ...others] = values.map(plain);
  return others.length === 0 ? only : { oneOf: [only, ...others] };
}

describeSources((makeSource, origin) => {
  function valueOf(code: string): unknown {
    const source = makeSource(code);
    return alternatives(evaluate(used(source), source));
  }

  it.each<[string, unknown]>([
    ['use(60 * 1000)', 60_000],
    ['use(1e4)', 10_000],
    ['use(2 ** 10 - 24 % 5 / 2)', 1022],
    ['use(-5)', -5],
    ['use(+"5")', 5],
    ['use(10n)', 10n],
    ['use(-10n)', -10n],
    ['use(void 0)', undefined],
    ['use(undefined)', undefined],
    ['use(null)', null],
    ['use(Infinity)', Infinity],
    ['use(globalThis.Infinity)', Infinity],
    ['use(Number.MAX_SAFE_INTEGER)', Number.MAX_SAFE_INTEGER],
    ['use(Number("5"))', 5],
    ['use(String(5))', '5'],
    ['use("a" + 1 + `b${2}`)', 'a1b2'],
    ['use(/x/)', UNKNOWN],
    ['use(BigInt(5))', UNKNOWN],
    ['use(f(5))', UNKNOWN],
    ['use((0, 5))', 5],
    ['use(await 5)', 5],
    ['use(async () => {})', 'function'],
    ['function body() {} use(body)', 'function'],
  ])('computes %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['const A = 1000, B = A * 2; use(A + B)', 3000],
    ['let a = 5; use(a)', 5],
    ['var a = 5; use(a)', 5],
    ['let a = 5; a = 6; use(a)', UNKNOWN],
    ['let a = 5; function f() { a++; } use(a)', UNKNOWN],
    ['let a; a = 5; use(a)', UNKNOWN],
    ['var a = 5; var a = 6; use(a)', UNKNOWN],
    ['const a = 5; function f(a) { use(a); }', UNKNOWN],
    ['const a = 5; { const a = 6; use(a); }', 6],
    ['function f() { use(a); } const a = 5;', 5],
    ['function f() {} f = 5; use(f)', UNKNOWN],
    ['const Infinity = 5; use(Infinity)', 5],
    ['function f(undefined) { use(undefined); }', UNKNOWN],
    ['const { a: { b } } = { a: { b: 5 } }; use(b)', 5],
    ['const [, a] = [1, 2]; use(a)', 2],
    ['const { a = 7 } = {}; use(a)', 7],
    ['const { a = 7 } = { a: 5 }; use(a)', 5],
    ['const { a = 7 } = { ...rest }; use(a)', { oneOf: [UNKNOWN, 7] }],
    ['const { a, ...rest } = { a: 5, b: 6 }; use(rest)', UNKNOWN],
    ['const [a = 7] = []; use(a)', 7],
    ['for (const a of [1, 2]) use(a)', UNKNOWN],
    ['class A {} use(A)', UNKNOWN],
    ['import { a } from "./a"; use(a)', UNKNOWN],
  ])('follows names: %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['const T = { slow: 5 }; use(T.slow)', 5],
    ['const T = { slow: 5 }; use(T["slow"])', 5],
    ['const T = { slow: 5 }; const key = "slow"; use(T[key])', 5],
    ['const T = { slow: 5 }; use(T?.slow)', 5],
    ['const T = { slow: 5 }; use(T.fast)', undefined],
    ['const T = { get slow() { return 5; } }; use(T.slow)', UNKNOWN],
    ['const T = { [key]: 5 }; use(T.slow)', UNKNOWN],
    ['const key = "slow"; const T = { [key]: 5 }; use(T.slow)', 5],
    ['const T = { __proto__: base }; use(T.slow)', UNKNOWN],
    ['const base = { slow: 5 }; const T = { ...base }; use(T.slow)', 5],
    ['const base = { slow: 5 }; const T = { ...base, slow: 6 }; use(T.slow)', 6],
    ['const base = { slow: 5 }; const T = { slow: 6, ...base }; use(T.slow)', 5],
    ['const T = { slow: 6, ...base }; use(T.slow)', { oneOf: [UNKNOWN, 6] }],
    ['const T = Object.freeze({ slow: 5 }); use(T.slow)', 5],
    ['use([1, 2][1])', 2],
    ['use([1, 2][2])', undefined],
    ['use([1, 2].length)', UNKNOWN],
    ['use([...[1], 2][1])', 2],
    ['use([...xs, 2][1])', UNKNOWN],
    ['use({ a: 1, b: [x, 2] })', { a: 1, b: [UNKNOWN, 2] }],
    ['class A { #a = 5; f() { use(this.#a); } }', UNKNOWN],
  ])('follows members: %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['use(ci ? 1 : 2)', { oneOf: [1, 2] }],
    ['const DEBUG = false; use(DEBUG ? 0 : 5)', 5],
    ['use(1 === 1 ? 3 : 4)', 3],
    ['use(process.env.A ?? 5)', { oneOf: [UNKNOWN, 5] }],
    ['use(process.env.A || 5)', { oneOf: [UNKNOWN, 5] }],
    ['use(0 || 5)', 5],
    ['use(0 ?? 5)', 0],
    ['use(null ?? 5)', 5],
    ['use(ci && 5)', { oneOf: [UNKNOWN, 5] }],
    ['use((ci ? 0 : 4) || 5)', { oneOf: [4, 5] }],
    ['use({} && 5)', 5],
  ])('gives alternatives: %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['const o = { timeout: 5 }; o.timeout = 0; use(o.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const o = { timeout: 5 }; use(o.timeout); function f() { o["timeout"]++; }', { oneOf: [UNKNOWN, 5] }],
    ['const o = { timeout: 5, retry: 1 }; o.retry = 0; use(o.timeout)', 5],
    ['const o = {}; o.timeout = 5; use(o.timeout)', UNKNOWN],
    ['const o = { timeout: 5 }; o[key] = 0; use(o.timeout)', UNKNOWN],
    ['const o = { timeout: 5 }; delete o.timeout; use(o.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const o = { timeout: 5 }; Object.assign(o, other); use(o.timeout)', UNKNOWN],
    ['const o = { timeout: 5 }; Object.assign({}, o); use(o.timeout)', 5],
    ['const o = { timeout: 5 }; ({ a: o.timeout } = x); use(o.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const o = { timeout: 5 }; [o.timeout] = x; use(o.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const o = { timeout: 5 }; for (o.timeout of x); use(o.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const o = { list: [1] }; o.list.push(2); use(o.list)', { oneOf: [UNKNOWN, [1]] }],
    ['const o = { list: [1] }; o.list.map(f); use(o.list)', [1]],
    ['const o = { set(key) {}, timeout: 5 }; o.set("timeout"); use(o.timeout)', UNKNOWN],
    ['const M = ["a"]; M.push("b"); use(M)', UNKNOWN],
    ['const M = ["a"]; M[0] = "b"; use(M)', UNKNOWN],
    ['const M = ["a"]; M.length = 0; use(M)', UNKNOWN],
    ['const M = ["a"]; M.forEach(f); f(M); use(M)', ['a']],
    ['const M = { a: 1 }; const { a } = M; M.a = 2; use(a)', { oneOf: [UNKNOWN, 1] }],
  ])('sees changes: %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });

  it('gives up on constants that branch without end', () => {
    const constants = Array.from({ length: 30 }, (_, index) => `const a${index} = ci ? (ci ? a${index + 1} : a${index + 1}) : ci ? a${index + 1} : a${index + 1};`);
    const source = makeSource(`${constants.join('\n')} const a30 = 5; use(a0)`);
    const values = evaluate(used(source), source);
    expect(values.length).toBeLessThanOrEqual(64);
    expect(values.map(({ kind }) => kind)).toContain('unknown');
  });

  it('gives up on constants that are made of themselves', () => {
    expect(valueOf('const a = b, b = a; use(a)')).toBe(UNKNOWN);
  });

  it('names the literal and its file', () => {
    const source = makeSource('const A = "x"; use(A)');
    expect(evaluateOne(used(source), source)).toMatchObject({ node: { range: [10, 13] }, source: { file: source.file } });
  });

  it('asks for the values of bindings where it is told how', () => {
    const source = makeSource('for (const a of [1, 2]) use(a)');
    const value: StaticValue = { kind: 'constant', value: 'bound', node: source.ast, source };
    expect(evaluate(used(source), source, { followBindings: () => [value] })).toEqual([value]);
  });

  it.skipIf(origin === 'espree').each<[string, unknown]>([
    ['const o = { timeout: 5 } as const; use(o.timeout)', 5],
    ['const o = { timeout: 5 } satisfies Options; use(o.timeout as number)', 5],
    ['const o = { timeout: 5 }; (o as any).timeout = 0; use(o!.timeout)', { oneOf: [UNKNOWN, 5] }],
    ['const T = { slow: 5 }; type T = typeof T; use(T.slow)', 5],
    ['enum T { Slow = 5, Slower } use(T.Slow)', 5],
    ['enum T { Slow = 5, Slower } use(T.Slower)', UNKNOWN],
    ['declare const T: number; use(T)', UNKNOWN],
    ['import { defineConfig as define } from "x"; use(define({ a: 5 }))', { a: 5 }],
  ])('reads TypeScript: %s', (code, expected) => {
    expect(valueOf(code)).toEqual(expected);
  });
});
