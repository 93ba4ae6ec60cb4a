import { describe, expect, it } from 'vitest';

import type { ModuleResult } from '../../src/setup/module/index.ts';
import { registerInJson, registerInYaml } from '../../src/setup/register-list.ts';

const ENTRY = '@cogniverse/test-setup/mocha';
const JEST = '@cogniverse/test-setup/jest';

function edited(result: ModuleResult): string {
  if (result.kind !== 'edited') throw new Error(JSON.stringify(result));
  return result.text;
}

/** Registers, and again in what came of it: that must change nothing. */
function inJson(text: string, name = '.mocharc.json'): string {
  const output = edited(registerInJson(text, `/p/${name}`, 'mocha', []));
  expect(registerInJson(output, `/p/${name}`, 'mocha', [])).toEqual({ kind: 'present' });
  return output;
}

function inYaml(text: string): string {
  const output = edited(registerInYaml(text, '/p/.mocharc.yml'));
  expect(registerInYaml(output, '/p/.mocharc.yml')).toEqual({ kind: 'present' });
  return output;
}

describe('a list in JSON', () => {
  it.each([
    ['a new key', '{\n  "ui": "bdd"\n}\n', `{\n  "ui": "bdd",\n  "require": [\n    "${ENTRY}"\n  ]\n}\n`],
    ['an empty object', '{}', `{\n  "require": [\n    "${ENTRY}"\n  ]\n}`],
    ['one line', '{ "ui": "bdd" }', `{ "ui": "bdd", "require": ["${ENTRY}"] }`],
    ['a text', '{"require": "tsx"}', `{"require": ["${ENTRY}", "tsx"]}`],
    ['a list', '{"require": ["tsx", "./a"]}', `{"require": ["${ENTRY}", "tsx", "./a"]}`],
    ['an empty list', '{"require": []}', `{"require": ["${ENTRY}"]}`],
    ['null', '{"require": null}', `{"require": ["${ENTRY}"]}`],
    [
      'a list on lines, with tabs and CRLF',
      '{\r\n\t"require": [\r\n\t\t"tsx"\r\n\t]\r\n}',
      `{\r\n\t"require": [\r\n\t\t"${ENTRY}",\r\n\t\t"tsx"\r\n\t]\r\n}`,
    ],
    [
      'mixed line ends: that of the line it is put behind',
      '{\n  "ui": "bdd",\r\n  "spec": "a"\n}\n',
      `{\n  "ui": "bdd",\r\n  "spec": "a",\r\n  "require": [\r\n    "${ENTRY}"\r\n  ]\n}\n`,
    ],
    ['a byte order mark', '\uFEFF{ "require": "tsx" }', `\uFEFF{ "require": ["${ENTRY}", "tsx"] }`],
    [
      'comments and a trailing comma',
      '{\n  // interface\n  "ui": "bdd", // not tdd\n}\n',
      `{\n  // interface\n  "ui": "bdd", // not tdd\n  "require": [\n    "${ENTRY}"\n  ],\n}\n`,
    ],
    [
      'a comment behind the last property',
      '{\n  "ui": "bdd" // not tdd\n}\n',
      `{\n  "ui": "bdd", // not tdd\n  "require": [\n    "${ENTRY}"\n  ]\n}\n`,
    ],
    [
      'comments in the list',
      '{\n  "require": [ // first things\n    // compiles\n    "tsx",\n  ],\n}\n',
      `{\n  "require": [ // first things\n    "${ENTRY}",\n    // compiles\n    "tsx",\n  ],\n}\n`,
    ],
    [
      'a key that stands twice: the last one counts',
      '{ "require": ["a"], "require": ["b"] }',
      `{ "require": ["a"], "require": ["${ENTRY}", "b"] }`,
    ],
    [
      'comment marks in texts',
      '{ "spec": "test/**/*.js", "url": "http://a" }',
      `{ "spec": "test/**/*.js", "url": "http://a", "require": ["${ENTRY}"] }`,
    ],
  ])('%s', (_, before, after) => {
    expect(inJson(before)).toBe(after);
  });

  it.each([
    `"${ENTRY}"`,
    `["a", "${ENTRY}"]`,
    '["../../node_modules/@cogniverse/test-setup/dist/runners/mocha.js"]',
    String.raw`["C:\\p\\node_modules\\@cogniverse\\test-setup\\dist\\runners\\mocha.js"]`,
  ])('that holds it as %s', (list) => {
    expect(registerInJson(`{ "require": ${list} }`, '/p/.mocharc.json', 'mocha', [])).toEqual({
      kind: 'present',
    });
  });

  it.each(['["@cogniverse/test-setup/jest"]', '["@cogniverse/test-setup-extra/mocha"]', '["./mocha"]'])(
    'that holds something else: %s',
    (list) => {
      expect(registerInJson(`{ "require": ${list} }`, '/p/.mocharc.json', 'mocha', []).kind).toBe('edited');
    },
  );

  it('that is no list, or not JSON, is left to the author', () => {
    expect(registerInJson('{\n  "require": 1\n}', '/p/.mocharc.json', 'mocha', [])).toEqual({
      kind: 'manual',
      line: 2,
      column: 14,
      snippet: `"require": ["${ENTRY}"]`,
      reason: '`require` is no list',
    });
    expect(registerInJson('{ "ui": }', '/p/.mocharc.json', 'mocha', [])).toMatchObject({
      kind: 'manual',
      reason: 'it is not valid JSON: value expected in line 1, column 9',
    });
    // npm reads no comments.
    expect(registerInJson('{ "jest": {} /* a */ }', '/p/package.json', 'jest', ['jest']).kind).toBe('manual');
  });

  it('of each project of Jest that runs tests, and not of the configuration that holds them', () => {
    const before = `{
  "setupFilesAfterEnv": ["./a"],
  "projects": [
    "<rootDir>/packages/a",
    { "displayName": "b" },
    { "displayName": "lint", "runner": "jest-runner-eslint" },
    {
      "displayName": "c",
      "setupFilesAfterEnv": ["./c"]
    }
  ]
}`;
    const result = registerInJson(before, '/p/jest.config.json', 'jest', []);
    expect(edited(result)).toBe(
      before
        .replace('"b" }', `"b", "setupFilesAfterEnv": ["${JEST}"] }`)
        .replace('["./c"]', `["${JEST}", "./c"]`),
    );
    expect(registerInJson('{ "projects": ["a", "b"] }', '/p/jest.config.json', 'jest', [])).toEqual({
      kind: 'present',
    });
  });
});

describe('a list in YAML', () => {
  it.each([
    ['a new key', 'ui: bdd\n', `ui: bdd\nrequire:\n  - '${ENTRY}'\n`],
    ['no final line end', 'ui: bdd', `ui: bdd\nrequire:\n  - '${ENTRY}'`],
    ['an empty file', '', `require:\n  - '${ENTRY}'\n`],
    ['a file of comments', '# options\n', `# options\nrequire:\n  - '${ENTRY}'\n`],
    ['a text', 'require: tsx # compiles\n', `require: ['${ENTRY}', tsx] # compiles\n`],
    ['a text in double quotes', 'require: "tsx"\n', `require: ["${ENTRY}", "tsx"]\n`],
    [
      'a list',
      'require:\n  - tsx\n  - ./a\nui: bdd\n',
      `require:\n  - '${ENTRY}'\n  - tsx\n  - ./a\nui: bdd\n`,
    ],
    ['a list without indentation', 'require:\n- tsx\nui: bdd\n', `require:\n- '${ENTRY}'\n- tsx\nui: bdd\n`],
    ['a list in brackets', 'require: [tsx, ./a]\n', `require: ['${ENTRY}', tsx, ./a]\n`],
    ['an empty list', 'require: []\n', `require: ['${ENTRY}']\n`],
    ['nothing', 'require:\nui: bdd\n', `require: ['${ENTRY}']\nui: bdd\n`],
    ['CRLF', 'ui: bdd\r\nrequire:\r\n  - tsx\r\n', `ui: bdd\r\nrequire:\r\n  - '${ENTRY}'\r\n  - tsx\r\n`],
    [
      'a comment above the first item',
      'require:\n  # compiles\n  - tsx\n',
      `require:\n  # compiles\n  - '${ENTRY}'\n  - tsx\n`,
    ],
    ['a list as the last value', 'spec:\n  - a\n  - b\n', `spec:\n  - a\n  - b\nrequire:\n  - '${ENTRY}'\n`],
    [
      'a text of several lines as the last value',
      'x: |\n  a\n  b\n',
      `x: |\n  a\n  b\nrequire:\n  - '${ENTRY}'\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(inYaml(before)).toBe(after);
  });

  it.each([
    ['an anchor', 'require: &a tsx\nother: *a\n'],
    ['an alias', 'a: &a [tsx]\nrequire: *a\n'],
    ['a map', 'require:\n  a: 1\n'],
    ['a syntax error', 'require: [tsx\n'],
    ['a list alone', '- a\n'],
  ])('%s is left to the author', (_, text) => {
    expect(registerInYaml(text, '/p/.mocharc.yml')).toMatchObject({
      kind: 'manual',
      snippet: `require:\n  - '${ENTRY}'`,
    });
  });
});
