import { describe, expect, it } from 'vitest';

import { ConfigText } from '../../../src/setup/pytest/config/config-text.ts';
import type { Wanted } from '../../../src/setup/pytest/config/wanted.ts';

const MODE: Wanted = { kind: 'value', name: 'asyncio_mode', value: 'auto' };
const TIMEOUT: Wanted = { kind: 'value', name: 'timeout', value: 60 };
const STRICT: Wanted = { kind: 'words', name: 'addopts', entries: ['--strict-markers'] };
const EARLY: Wanted = { kind: 'words', name: 'addopts', entries: ['-p', 'cogniverse'], isFirst: true };
const REQUIRED: Wanted = { kind: 'words', name: 'required_plugins', entries: ['pytest-cogniverse'] };
const MARKERS: Wanted = { kind: 'lines', name: 'markers', entries: ['one: is one', 'two: is two'] };

/** The text of a file with something put into it; `undefined` where that can't be done for certain. */
function put(file: string, text: string, ...wanted: readonly Wanted[]): string | undefined {
  const config = new ConfigText(`/project/${file}`, text);
  return wanted.every((each) => config.put(each)) ? config.text : undefined;
}

describe('INI files', () => {
  it.each<[string, string, Wanted, string]>([
    ['a new option behind the last', 'a = 1\n\n# end\n', MODE, 'a = 1\nasyncio_mode = auto\n\n# end\n'],
    [
      'a new option beside its family',
      'asyncio_debug = true\nb = 1\n',
      MODE,
      'asyncio_debug = true\nasyncio_mode = auto\nb = 1\n',
    ],
    ['blanks at line ends, which stay', 'a = 1  \n\n', MODE, 'a = 1  \nasyncio_mode = auto\n\n'],
    ['no blanks where there are none', 'a=1\n', MODE, 'a=1\nasyncio_mode=auto\n'],
    ['colons where there are colons', 'a : 1\n', MODE, 'a : 1\nasyncio_mode : auto\n'],
    ['a file without a last line end', 'a = 1', MODE, 'a = 1\nasyncio_mode = auto'],
    ['a new list', 'a = 1\n', MARKERS, 'a = 1\nmarkers =\n    one: is one\n    two: is two\n'],
    ['an empty list', 'markers =\n', MARKERS, 'markers =\n    one: is one\n    two: is two\n'],
    [
      'a list that begins on its first line',
      'markers = a: b\n',
      MARKERS,
      'markers = a: b\n    one: is one\n    two: is two\n',
    ],
    [
      'a list with comments and blank lines, by tabs',
      'markers =\n\t# first\n\ta: b\n\n\t# second\n\tc\n\t# third\n',
      MARKERS,
      'markers =\n\t# first\n\ta: b\n\n\t# second\n\tc\n\tone: is one\n\ttwo: is two\n\t# third\n',
    ],
    ['words on a line', 'addopts = -ra "a b"\n', STRICT, 'addopts = -ra "a b" --strict-markers\n'],
    ['words on lines', 'addopts =\n  -ra\n  # x\n', STRICT, 'addopts =\n  -ra\n  --strict-markers\n  # x\n'],
    ['words in front', 'addopts = -ra\n', EARLY, 'addopts = -p cogniverse -ra\n'],
    ['words in front of lines', 'addopts =\n  -ra\n', EARLY, 'addopts =\n  -p cogniverse\n  -ra\n'],
    [
      'another section',
      '[x]\nmarkers = 1\n[pytest]\n',
      MODE,
      '[x]\nmarkers = 1\n[pytest]\nasyncio_mode = auto\n',
    ],
  ])('%s', (_, before, wanted, after) => {
    const head = before.includes('[pytest]') ? '' : '[pytest]\n';
    expect(put('pytest.ini', head + before, wanted)).toBe(head + after);
    const windows = (text: string): string => `\uFEFF${(head + text).replaceAll('\n', '\r\n')}`;
    expect(put('tox.ini', windows(before), wanted)).toBe(windows(after));
  });
});

describe('TOML files', () => {
  it.each<[string, string, Wanted, string]>([
    ['an option behind the last', 'a = 1 # x\n\n[b]\n', TIMEOUT, 'a = 1 # x\ntimeout = 60\n\n[b]\n'],
    ['words on a line', 'addopts = "-ra" # x\n', STRICT, 'addopts = "-ra --strict-markers" # x\n'],
    ['an empty text', 'addopts = ""\n', STRICT, 'addopts = "--strict-markers"\n'],
    [
      'lines in a text on one line',
      'markers = "a: b"\n',
      MARKERS,
      String.raw`markers = "a: b\none: is one\ntwo: is two"` + '\n',
    ],
    ['words in a list', "addopts = ['-ra',]\n", STRICT, "addopts = ['-ra', '--strict-markers',]\n"],
    ['words in front', 'addopts = ["-ra"]\n', EARLY, 'addopts = ["-p", "cogniverse", "-ra"]\n'],
    ['a new list of words', 'a = 1\n', REQUIRED, 'a = 1\nrequired_plugins = ["pytest-cogniverse"]\n'],
    ['a new list of lines', '', MARKERS, 'markers = [\n    "one: is one",\n    "two: is two",\n]\n'],
    ['an empty list', 'markers = []\n', MARKERS, 'markers = ["one: is one", "two: is two"]\n'],
    [
      'an empty list over lines',
      'markers = [\n]\n',
      MARKERS,
      'markers = [\n    "one: is one",\n    "two: is two",\n]\n',
    ],
    [
      'a list over lines without a last comma, with comments',
      'markers = [\n  # a, b\n  "a: b", # x, y\n  "c" # z\n  # end\n]\n',
      MARKERS,
      'markers = [\n  # a, b\n  "a: b", # x, y\n  "c", # z\n  "one: is one",\n  "two: is two"\n  # end\n]\n',
    ],
    [
      'a list that is closed on its last line',
      'markers = ["a",\n           "b"]\n',
      MARKERS,
      'markers = ["a",\n           "b", "one: is one", "two: is two"]\n',
    ],
    [
      'a long line',
      `markers = ["a: ${'x'.repeat(90)}"]\n`,
      MARKERS,
      `markers = [\n    "a: ${'x'.repeat(90)}",\n    "one: is one",\n    "two: is two",\n]\n`,
    ],
    [
      'lines in a text',
      "markers = '''\n  a: b'''\n",
      MARKERS,
      "markers = '''\n  a: b\n  one: is one\n  two: is two'''\n",
    ],
    [
      'words in a text',
      "addopts = '''\n-ra\n-q'''\n",
      STRICT,
      "addopts = '''\n-ra\n-q\n--strict-markers'''\n",
    ],
    [
      'words behind escaped line ends',
      'addopts = """\\\n  -ra \\\n  -q\\\n"""\n',
      STRICT,
      'addopts = """\\\n  --strict-markers -ra \\\n  -q\\\n"""\n',
    ],
  ])('%s', (_, before, wanted, after) => {
    const head = '[tool.pytest.ini_options]\n';
    expect(put('pyproject.toml', head + before, wanted)).toBe(head + after);
    const windows = (text: string): string => `\uFEFF${(head + text).replaceAll('\n', '\r\n')}`;
    expect(put('pyproject.toml', windows(before), wanted)).toBe(windows(after));
  });

  it.each([
    [
      'tool.pytest.ini_options.a = 1\n',
      'tool.pytest.ini_options.a = 1\ntool.pytest.ini_options.timeout = 60\n',
    ],
    ['[tool]\npytest = { ini_options = {} }\n', '[tool]\npytest = { ini_options = { timeout = 60 } }\n'],
    [
      '[tool.pytest]\nini_options.a = 1 # x\n',
      '[tool.pytest]\nini_options.a = 1 # x\nini_options.timeout = 60\n',
    ],
    ['[tool.pytest]\na = 1\n', '[tool.pytest]\na = 1\ntimeout = "60"\n'],
    ['[project]\nname = "a"', '[project]\nname = "a"\n\n[tool.pytest.ini_options]\ntimeout = 60\n'],
  ])('%j', (before, after) => {
    expect(put('pyproject.toml', before, TIMEOUT)).toBe(after);
  });

  it('writes the types that pytest 9 asks for', () => {
    expect(put('pytest.toml', '', TIMEOUT, STRICT, { kind: 'flag', name: 'strict_config' })).toBe(
      '[pytest]\ntimeout = "60"\naddopts = ["--strict-markers"]\nstrict_config = true\n',
    );
  });

  it('keeps the quotes of a list unless they can not hold a text', () => {
    const wanted: Wanted = { kind: 'lines', name: 'markers', entries: ["a: isn't", 'b: is "b"'] };
    expect(put('pytest.toml', "[pytest]\nmarkers = ['c']\n", wanted)).toBe(
      `[pytest]\nmarkers = ['c', "a: isn't", 'b: is "b"']\n`,
    );
  });

  it('leaves alone what it can not read for certain, and says what to write', () => {
    const text = '[tool.pytest.ini_options]\nmarkers = 5\n';
    const config = new ConfigText('/project/pyproject.toml', text);
    expect(config.put(MARKERS)).toBe(false);
    expect(config.text).toBe(text);
    expect(config.snippet(MARKERS)).toBe(
      '[tool.pytest.ini_options]\nmarkers = [\n    "one: is one",\n    "two: is two",\n]',
    );
  });

  it('changes nothing that is set', () => {
    expect(put('pytest.toml', '[pytest]\ntimeout = "5"\n', TIMEOUT)).toBeUndefined();
  });
});
