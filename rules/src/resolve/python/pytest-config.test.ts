import { describe, expect, it } from 'vitest';

import { fileNamePattern } from './file-name-pattern.ts';
import { parseIni } from './ini.ts';
import { shellWords } from './shell-words.ts';
import { packagesStatedIn } from './stated-packages.ts';

const plain = (text: string): unknown =>
  Object.fromEntries([...parseIni(text)].map(([name, options]) => [name, Object.fromEntries(options)]));

describe('an INI file', () => {
  it.each([
    ['two ways to set a value', '[a]\nx = 1\ny: 2\nz=3=4\n', { a: { x: '1', y: '2', z: '3=4' } }],
    ['lines that go on', '[a]\nx =\n    b\n\n    c\n  # no\ny = d\n  e\n', { a: { x: 'b\nc', y: 'd\ne' } }],
    ['comments', '# a\n; b\n[a] # c\nx = 1 # 2\n', { a: { x: '1 # 2' } }],
    ['a colon in a value', '[a]\nx = b:c\nurl: http://x\n', { a: { x: 'b:c', url: 'http://x' } }],
    ['names by their case', '[a]\nX = 1\nx = 2\n', { a: { X: '1', x: '2' } }],
    ['what pytest refuses', 'x = 1\n[a]\nnothing\nx = 1\nx = 2\n', { a: { '': '', x: '1' } }],
    ['other line ends', '\uFEFF[a]\r\nx = 1\r\n[b:c]\r\n', { a: { x: '1' }, 'b:c': {} }],
  ])('has %s', (_, text, expected) => {
    expect(plain(text)).toEqual(expected);
  });
});

describe('options', () => {
  it.each([
    ['-q --timeout=30', ['-q', '--timeout=30']],
    [` -k 'a b'  "c d"e `, ['-k', 'a b', 'c de']],
    [String.raw`a\ b "c\"d" '\n'`, ['a b', 'c"d', String.raw`\n`]],
    ['', []],
    [`""`, ['']],
  ])('%s are words', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });
});

describe('a pattern', () => {
  it.each([
    ['test_*.py', 'test_a.py', true],
    ['test_*.py', 'a/test_a.py', false],
    ['*/test_*.py', 'a/b/test_c.py', true],
    ['test_?.py', 'test_ab.py', false],
    ['test_[!a].py', 'test_b.py', true],
    ['test_[!a].py', 'test_a.py', false],
    ['[]a]', ']', true],
    ['a[', 'a[', true],
    ['a.b', 'axb', false],
  ])('%s on %s', (pattern, name, expected) => {
    expect(fileNamePattern(pattern).test(name)).toBe(expected);
  });
});

describe('stated packages', () => {
  it.each([
    ['pyproject.toml', '[project]\ndependencies = ["A_b[c]>=1; python_version > \'3\'"]\n', ['a-b']],
    ['pyproject.toml', '[project.optional-dependencies]\ntest = ["pytest"]\n', ['test', 'pytest']],
    ['pyproject.toml', '[dependency-groups]\ndev = ["pytest", {include-group = "x"}]\n', ['dev', 'pytest']],
    ['pyproject.toml', '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n', ['pytest']],
    [
      'pyproject.toml',
      '[tool.hatch.envs.test]\nextra-dependencies = ["pytest"]\nscripts = {run = "pytest-x"}\n',
      ['pytest'],
    ],
    ['requirements-dev.txt', '-r a.txt\n# b\npytest == 8  # c\nX\n', ['pytest', 'x']],
    ['requirements/test.in', 'pytest\n', ['pytest']],
    ['uv.lock', 'version = 1\n[[package]]\nname = "pytest"\n', ['pytest']],
    [
      'setup.cfg',
      '[options]\ninstall_requires =\n    a\n    b>1\n[options.extras_require]\ntest = pytest; c\n',
      ['a', 'b', 'pytest', 'c'],
    ],
    ['setup.py', "setup(extras_require={'test': ['pytest>=8']})\n", ['test', 'pytest']],
    ['setup.py', "run('pytest')\n", []],
    ['tox.ini', '[testenv]\ndeps =\n    pytest\n', ['pytest']],
    ['Pipfile', '[dev-packages]\npytest = "*"\n', ['pytest']],
    ['pyproject.toml', '[broken', []],
    ['README.md', 'pytest', []],
  ])('in %s: %s', (file, text, expected) => {
    expect([...packagesStatedIn(file, text)]).toEqual(expected);
  });
});
