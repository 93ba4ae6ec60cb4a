import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { exportPath, isExport, isGlobal, loadedModule, resolveOrigin, type Origin } from './origin.ts';

/** `module#path.of.members`, with `global` for no module. */
function spelt(origin: Origin | undefined): string | undefined {
  return origin && `${origin.module ?? 'global'}#${origin.path.join('.')}`;
}

describeSources((makeSource, origin) => {
  function originOf(code: string, file?: string): Origin | undefined {
    const source = makeSource(code, file);
    return resolveOrigin(used(source), source);
  }

  it.each<[string, string]>([
    ['import { Worker } from "m"; use(Worker)', 'm#Worker'],
    ['import { Worker as W } from "m"; use(W)', 'm#Worker'],
    ['import { "a b" as W } from "m"; use(W)', 'm#a b'],
    ['import m from "m"; use(m.Worker)', 'm#default.Worker'],
    ['import * as m from "m"; use(m["Worker"])', 'm#Worker'],
    ['import * as m from "m"; const { a: { b } } = m; use(b)', 'm#a.b'],
    ['use(require("m").Worker)', 'm#Worker'],
    ['const { Worker: W } = require("m"); use(W)', 'm#Worker'],
    ['use(module.require("m"))', 'm#'],
    ['use(process.getBuiltinModule("m"))', 'm#'],
    ['import process from "node:process"; use(process.getBuiltinModule("m"))', 'm#'],
    ['use((await import("m")).default.x)', 'm#default.x'],
    ['const { a } = await import("m"); use(a)', 'm#a'],
    ['const p = import("m"); const { a } = await p; use(a)', 'm#a'],
    ['import { createRequire } from "node:module"; const req = createRequire(import.meta.url); use(req("m").a)', 'm#a'],
    ['import module from "module"; use(module.createRequire(import.meta.url)("m"))', 'm#'],
    ['import { a } from "m"; const b = a, c = b; use(c)', 'm#a'],
    ['import { a } from "m"; use((0, a)?.b)', 'm#a.b'],
    ['let a; a = require("m"); use(a)', 'm#'],
    ['let a; before(async () => { ({ a } = await import("m")); }); use(a)', 'm#a'],
    ['let a, b; [a, { b = 1 }] = require("m"); use(b)', 'm#1.b'],
    ['const { b } = await import("m").then((m) => m.a); use(b)', 'm#a.b'],
    ['import("m").then(({ a: { b } }) => use(b))', 'm#a.b'],
    ['import("m").then(function (m) { use(m.a); })', 'm#a'],
    ['import("m").then((m) => m.a).then((a) => { use(a.b); })', 'm#a.b'],
    ['const [, { a }] = await Promise.all([import("l"), import("m")]); use(a)', 'm#a'],
    ['use(import.meta.vitest.test)', 'vitest#test'],
    ['use(Worker)', 'global#Worker'],
    ['use(globalThis.Worker)', 'global#Worker'],
    ['use(window.self.Worker)', 'global#self.Worker'],
    ['const g = globalThis; use(g.Worker)', 'global#Worker'],
    ['const { Worker: W } = globalThis; use(W)', 'global#Worker'],
  ])('resolves %s', (code, expected) => {
    expect(spelt(originOf(code))).toBe(expected);
  });

  it.each([
    'class Worker {} use(Worker)',
    'function f(require) { use(require("m")); }',
    'function f(globalThis) { use(globalThis.Worker); }',
    'import { a } from "m"; function f(a) { use(a); }',
    'let a = require("m"); a = fake; use(a)',
    'let a; a = require("m"); a = fake; use(a)',
    'let a; a ||= require("m"); use(a)',
    'let a; for (a of xs) use(a)',
    'const { ...a } = require("m"); use(a)',
    'import * as m from "m"; use(m[name])',
    'use(require(name))',
    'use(load("m"))',
    'use(import("m"))',
    'import("m").then((m = 1, a) => use(a))',
    'import("m").then(null, (m) => use(m))',
    'import("m").catch((m) => use(m))',
    'import("m").then((m) => { m = 1; use(m); })',
    'const a = await import("m").then((m) => { return 5; }); use(a)',
    'const [a] = await Promise.race([import("m")]); use(a)',
    'const [, a] = await Promise.all([...all, import("m")]); use(a)',
    'const a = b, b = a; use(a)',
    'const createRequire = () => load; use(createRequire(1)("m"))',
    'use(import.meta.url)',
    'use(5)',
  ])('is silent on %s', (code) => {
    expect(originOf(code)?.module).toBeUndefined();
    expect(originOf(code)?.path).not.toEqual(['Worker']);
  });

  it('resolves names of CommonJS modules', () => {
    expect(spelt(originOf('var a = require("m"); function f() { use(a.b); }', '/project/case.cjs'))).toBe('m#b');
    expect(originOf('function require() {} use(require("m"))', '/project/case.cjs')).toBeUndefined();
  });

  it('tells exports and globals', () => {
    const { createRequire, global, nodeTest } = {
      createRequire: originOf('import m from "node:module"; use(m.createRequire)'),
      global: originOf('use(process.env)'),
      nodeTest: originOf('import { test } from "node:test"; use(test)'),
    };
    expect(createRequire && isExport(createRequire, 'module', 'createRequire')).toBe(true);
    expect(createRequire && isExport(createRequire, 'node:module', 'createRequire')).toBe(true);
    expect(createRequire && exportPath(createRequire)).toEqual(['createRequire']);
    expect(nodeTest && isExport(nodeTest, 'node:test', 'test')).toBe(true);
    expect(nodeTest && isExport(nodeTest, 'test', 'test')).toBe(false);
    expect(global && isGlobal(global, 'process.env')).toBe(true);
    expect(global && isExport(global, 'process', 'env')).toBe(false);
  });

  it('names the module that a call loads', () => {
    const source = makeSource('use(require(`m`))');
    const call = used(source);
    expect(call.type === 'CallExpression' && loadedModule(call, source)).toBe('m');
  });

  it.skipIf(origin === 'espree').each<[string, string, boolean]>([
    ['import type { A } from "m"; use(A)', 'm#A', true],
    ['import { type A } from "m"; use(A)', 'm#A', true],
    ['import { A } from "m"; interface B { A: A } use(A as B)', 'm#A', false],
    ['import m = require("m"); use(m.A)', 'm#A', false],
    ['import m = require("m"); import A = m.A; use(A)', 'm#A', false],
    ['declare const Worker: Function; use(Worker!)', 'global#Worker', false],
    ['declare function require(name: string): any; use(require("m"))', 'm#', false],
    ['import { A } from "m"; type A2 = A; const B = <A2>A; use(B<string>)', 'm#A', false],
  ])('resolves TypeScript: %s', (code, expected, typeOnly) => {
    const found = originOf(code);
    expect(spelt(found)).toBe(expected);
    expect(found?.typeOnly ?? false).toBe(typeOnly);
  });
});
