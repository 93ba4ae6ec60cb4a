import { python } from '@cogniverse/eslint-python';
import { Linter, type Rule } from 'eslint';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { cpython, inPython } from '../../../test/cpython.ts';
import { noLateSystemImports } from '../index.ts';
import { mayHoldLateImport } from './prefilter.ts';

const CONFIG: Linter.Config = {
  files: ['**/*.py'],
  plugins: {
    python: { languages: { python } },
    // The same rule by ESLint's own types.
    cogniverse: { rules: { rule: noLateSystemImports as unknown as Rule.RuleModule } },
  },
  language: 'python/python',
  rules: { 'cogniverse/rule': 'error' },
};
const FILENAME = 'tests/test_made.py';

const exported = {
  os: 'sep',
  json: 'dumps',
  re: 'escape',
  datetime: 'datetime',
  time: 'time',
  math: 'floor',
} as const;
type ModuleName = keyof typeof exported;
const module = fc.constantFrom(...(Object.keys(exported) as ModuleName[]));

/** Lines of a function that import something and show what its name means then. */
const statement = fc.oneof(
  { weight: 5, arbitrary: module.map((name) => [`import ${name}`, `show(lambda: ${name})`]) },
  {
    weight: 5,
    arbitrary: module.map((name) => [
      `from ${name} import ${exported[name]}`,
      `show(lambda: ${exported[name]})`,
    ]),
  },
  module.map((name) => [`import ${name} as taken  # why`, 'show(lambda: taken)']),
  module.map((name) => [`from ${name} import ${exported[name]} as taken`, 'show(lambda: taken)']),
  fc.tuple(module, module).map(([one, two]) => [`import ${one}, ${two}`, `show(lambda: (${one}, ${two}))`]),
  module.map((name) => [`import ${name}; show(lambda: ${name})`]),
  module.map((name) => ['show(lambda: 0); \\', `import ${name}`, `show(lambda: ${name})`]),
  module.map((name) => ['if True:', `\timport ${name}`, `show(lambda: ${name})`]),
  module.map((name) => [`if True: import ${name}`, `show(lambda: ${name})`]),
  module.map((name) => [
    'try:',
    `\timport ${name}`,
    'except ImportError:',
    `\t${name} = None`,
    `show(lambda: ${name})`,
  ]),
  module.map((name) => [
    'try:',
    '\tfail()',
    'except NameError:',
    `\timport ${name}`,
    '',
    `show(lambda: ${name})`,
  ]),
  module.map((name) => [
    'def inner():',
    `\tfrom ${name} import (`,
    `\t\t${exported[name]},`,
    '\t)',
    `\treturn ${exported[name]}`,
    'show(inner)',
  ]),
  module.map((name) => [`import ${name}`, `def inner(): return ${name}`, 'show(inner)', `${name} = 1`]),
  module.map((name) => [`import ${name}`, `del ${name}`]),
  module.map((name) => ['class Inner:', `\timport ${name}`, `show(lambda: Inner.${name})`]),
  module.map((name) => [`import ${name}  # noqa`, `show(lambda: ${name})`]),
  module.map((name) => [
    `def inner(${name}=1):`,
    `\tdef deeper():`,
    `\t\timport ${name}`,
    `\t\treturn ${name}`,
    '\treturn deeper()',
    'show(inner)',
  ]),
  fc.constantFrom(
    ['import os.path', 'show(lambda: os.path)'],
    ['show(lambda: 1)'],
    [''],
    ['# A comment'],
    ['x = """', 'text"""', 'show(lambda: x)'],
  ),
);

const header = fc.constantFrom(
  [],
  ['#!/usr/bin/env python3', '# -*- coding: utf-8 -*-'],
  ['# A licence', ''],
  ['"""Docs."""'],
  ['"""Docs."""', 'from __future__ import annotations', ''],
  ['import json', 'import sys', ''],
  ['from abc import ABC', 'import sys', 'import zlib'],
  ['from time import sleep', 'from os import (', '\tpath,  # there', ')', 'import fractions as taken'],
  ['from datetime import datetime'],
  ['time = 5', 'math = None'],
  ['import sys; import os', 'import re, json'],
  ['from math import *'],
);
const footer = fc.constantFrom(
  [],
  ['import os'],
  ['if seen:', '\timport json'],
  ['from time import time', 'show(lambda: time)'],
);

const program = fc.record({
  header,
  bodies: fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  callsAtOnce: fc.boolean(),
  footer,
  indent: fc.constantFrom('    ', '  ', '\t'),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  endsInLineBreak: fc.boolean(),
});

const SHOW = [
  'seen = []',
  'def show(value):',
  '\ttry: seen.append(repr(value()))',
  '\texcept NameError as error: seen.append(type(error).__name__)',
];

type Program = typeof program extends fc.Arbitrary<infer Value> ? Value : never;

function write({
  header: top,
  bodies,
  callsAtOnce,
  footer: end,
  indent,
  lineBreak,
  bom,
  endsInLineBreak,
}: Program): string {
  const functions = bodies.map((body, index) => [
    `def run${index}():`,
    ...body.flat().map((line) => (line === '' || line === 'text"""' ? line : `\t${line}`)),
    '\treturn None',
    '',
    ...(callsAtOnce ? [`run${index}()`, ''] : []),
  ]);
  const calls = callsAtOnce ? [] : bodies.map((_, index) => `run${index}()`);
  const lines = [...top, ...SHOW, '', ...functions.flat(), ...end, ...calls];
  const code = lines.map((line) => line.replaceAll('\t', indent)).join(lineBreak);
  return (bom ? '\uFEFF' : '') + code + (endsInLineBreak ? lineBreak : '');
}

const RUN = `
def check(text):
    try:
        names = {"__name__": "made"}
        exec(compile(text.encode("utf-8"), "made", "exec", dont_inherit=True), names)
        return names["seen"]
    except BaseException as error:
        return type(error).__name__ + ": " + str(error)
`;

it('moves imports so that the file is done with, and does the same', { timeout: 120_000 }, () => {
  const pairs: { readonly before: string; readonly after: string }[] = [];
  fc.assert(
    fc.property(program, (made) => {
      const code = write(made);
      const linter = new Linter({ cwd: '/' });
      const messages = linter.verify(code, CONFIG, { filename: FILENAME });
      expect(
        messages.filter(({ fatal }) => fatal),
        code,
      ).toEqual([]);
      if (messages.length > 0) expect(mayHoldLateImport(code)).toBe(true);
      const { output, messages: rest } = linter.verifyAndFix(code, CONFIG, { filename: FILENAME });
      expect(
        rest.filter(({ fix, fatal }) => fix ?? fatal),
        output,
      ).toEqual([]);
      expect(linter.verifyAndFix(output, CONFIG, { filename: FILENAME }).output).toBe(output);
      expect(output.startsWith('\uFEFF')).toBe(made.bom);
      expect(output.endsWith('\n')).toBe(code.endsWith('\n'));
      expect(/(?<!\r)\n/.test(output)).toBe(made.lineBreak === '\n');
      pairs.push({ before: code, after: output });
      const text = code.replace('\uFEFF', '');
      for (const { fix } of messages.flatMap(({ suggestions = [] }) => suggestions)) {
        pairs.push({
          before: code,
          after: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
        });
      }
    }),
    { numRuns: 150 },
  );
  if (cpython === undefined) {
    console.warn('There is no Python here to run the programs with.');
    return;
  }
  const seen = inPython(
    RUN,
    pairs.flatMap(({ before, after }) => [before, after]),
  );
  for (const [index, { before, after }] of pairs.entries()) {
    expect(seen[2 * index + 1], `${before}\n=>\n${after}`).toEqual(seen[2 * index]);
  }
});
