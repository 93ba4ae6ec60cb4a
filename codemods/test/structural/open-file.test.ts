import { describe, expect, it } from 'vitest';

import { parseSourceCode } from '../../src/parse/source-code.ts';
import type { RuleNode, StructuralFile } from '../../src/structural/codemod.ts';
import { openFile } from '../../src/structural/open-file.ts';

const FILE = '/project/test/suite.test.ts';

/** A text as a structural codemod gets it, with one finding at each `here`. */
function open(text: string, file = FILE): StructuralFile {
  const sourceCode = parseSourceCode(file, text, []);
  const messages = [...sourceCode.text.matchAll(/\bhere\b/g)].map(({ index }) => {
    const { line, column } = sourceCode.getLocFromIndex(index);
    return {
      ruleId: 'x',
      message: 'x',
      severity: 2 as const,
      line,
      column: column + 1,
      endLine: line,
      endColumn: column + 5,
    };
  });
  return openFile({ sourceCode, file, rule: 'x', messages, unsafe: false });
}

/** The nearest call around the first `here`. */
function callIn(file: StructuralFile): RuleNode {
  let node = file.findings[0]?.node;
  while (node && node.type !== 'CallExpression') node = node.parent;
  if (!node) throw new Error('no call');
  return node;
}

/** What a text becomes when the call around `here` is replaced. */
function replaced(text: string, make: (file: StructuralFile, call: CallNode) => BuiltNode): string {
  const file = open(text);
  const path = file.pathOf(callIn(file));
  const { node } = path;
  if (node.type !== 'CallExpression') throw new Error(node.type);
  const edits = file.replace(path, make(file, node)).toSorted((a, b) => b.range[0] - a.range[0]);
  let output = file.linted.text.text;
  for (const { range, text: inside } of edits)
    output = output.slice(0, range[0]) + inside + output.slice(range[1]);
  return output;
}

type BuiltNode = Parameters<StructuralFile['replace']>[1];
type CallNode = Extract<ReturnType<StructuralFile['pathOf']>['node'], { type: 'CallExpression' }>;

describe('jscodeshift has the nodes that the rules see', () => {
  it.each([
    'tag(here);',
    "\uFEFF\t\ttag(here);\r\n'a\u2028b🦙';",
    '#!/usr/bin/env node\r\n\ttag(here);',
    "import a from 'a' with { type: 'json' };\nimport b from 'b' assert { type: 'json' };\ntag(here);",
    'class A { static { tag(here); } accessor b = 1; #c = tag(1); }',
    'class A { accessor b = tag(here); }',
    '@decorate(1) class A { @tag(here) b() {} constructor(private readonly c = 1) {} }',
    'enum A { b = tag(here) as number }',
    'namespace A { export const b = tag(here)!; }',
    'const a = (tag<string>)(tag(here)) satisfies number;',
    'async function a() { await using b = tag(here); for await (using c of tag(1)) {} }',
    'declare module "a" { export = b; }\ntag(here);',
    'label: for (;;) { switch (1) { case tag(here): break label; } }',
    'const a = <T,>(b: T = tag(here)) => b;',
    'const a = `${tag(here)}\r\n${1}`;',
    'const a = b?.c?.(tag(here))?.d;',
  ])('in %j', (text) => {
    const file = open(text);
    const call = callIn(file);
    expect(file.pathOf(call).node).toMatchObject({
      type: 'CallExpression',
      start: call.range[0],
      end: call.range[1],
    });
  });

  it.each([
    ['/project/a.test.tsx', 'const a = <div b={tag(here)}>{...tag(1)}</div>;'],
    ['/project/a.test.js', 'const a = <div b={tag(here)} />;'],
    ['/project/a.test.cjs', "with (a) { var b = 010 + '\\251'; } return tag(here);"],
    ['/project/a.test.ts', 'const a = <string>tag(here);'],
  ])('in %s', (name, text) => {
    const file = open(text, name);
    expect(file.pathOf(callIn(file)).node.type).toBe('CallExpression');
  });
});

describe('a node in the place of another', () => {
  it('keeps the text of what it takes over', () => {
    const text = '\tfoo(\r\n\t\there, // why\r\n\t\t{ b:1 , c },\r\n\t);';
    expect(replaced(text, ({ j }, call) => j.callExpression(j.identifier('bar'), call.arguments))).toBe(
      text.replace('foo', 'bar'),
    );
  });

  it('has new arguments where the others are', () => {
    const grown = ({ j }: StructuralFile, call: CallNode): BuiltNode =>
      j.callExpression(call.callee, [
        ...call.arguments,
        j.objectExpression([j.objectProperty(j.identifier('a'), j.booleanLiteral(true))]),
      ]);
    expect(replaced('foo(here)', grown)).toBe('foo(here, { a: true })');
    expect(replaced('foo((here))', grown)).toBe('foo((here), { a: true })');
    expect(replaced('foo((here) /* b */,)', grown)).toBe('foo((here), { a: true } /* b */,)');
    expect(replaced('foo(\n  here,\n)', grown)).toBe('foo(\n  here,\n  { a: true },\n)');
  });

  it('has new properties where the others are', () => {
    const grown = ({ j }: StructuralFile, call: CallNode): BuiltNode => {
      const [first, second] = call.arguments;
      if (!first || second?.type !== 'ObjectExpression') throw new Error('no object');
      const added = j.objectProperty(j.identifier('a'), j.stringLiteral('x'));
      return j.callExpression(call.callee, [first, j.objectExpression([...second.properties, added])]);
    };
    expect(replaced("foo(here, { b: 'b' })", grown)).toBe("foo(here, { b: 'b', a: 'x' })");
    expect(replaced('foo(here, {})', grown)).toBe("foo(here, { a: 'x' })");
    expect(replaced('foo(here, {\r\n\tb: "b", // c\r\n})', grown)).toBe(
      'foo(here, {\r\n\tb: "b", // c\r\n\ta: "x",\r\n})',
    );
  });

  it('has parentheses where what it takes over needs them', () => {
    const thened = ({ j }: StructuralFile, call: CallNode): BuiltNode => {
      const [, inner] = call.arguments;
      if (!inner || inner.type === 'SpreadElement') throw new Error('no expression');
      return j.callExpression(j.memberExpression(inner, j.identifier('then')), []);
    };
    expect(replaced('foo(here, await a)', thened)).toBe('(await a).then()');
    expect(replaced('foo(here, a || b)', thened)).toBe('(a || b).then()');
    expect(replaced('foo(here, a.b(1))', thened)).toBe('a.b(1).then()');
    const wrapped = ({ j }: StructuralFile, call: CallNode): BuiltNode =>
      j.callExpression(j.identifier('load'), [j.arrowFunctionExpression([j.identifier('name')], call)]);
    expect(replaced('foo( here,/* a */ {b} )', wrapped)).toBe('load(name => foo( here,/* a */ {b} ))');
    const lazy = ({ j }: StructuralFile, call: CallNode): BuiltNode => {
      const [, inner] = call.arguments;
      if (!inner || inner.type === 'SpreadElement') throw new Error('no expression');
      return j.callExpression(j.identifier('load'), [j.arrowFunctionExpression([], inner)]);
    };
    expect(replaced('foo(here, { b })', lazy)).toBe('load(() => ({ b }))');
    expect(replaced('foo(here, (a, b))', lazy)).toBe('load(() => (a, b))');
  });
});
