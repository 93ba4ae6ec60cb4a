import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonSource, usedIn } from '../../../test/python-sources.ts';
import { dictEntries, elementValues, staticPrimitive, staticValues, type PyValue } from './static-value.ts';

function plain(value: PyValue): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'sequence':
      return elementValues(value).map((element) => element.map(plain));
    case 'dict':
      return dictEntries(value).map((entry) => [entry.key.map(plain), entry.value.map(plain)]);
    case 'unknown':
      return '?';
  }
}

function values(code: string, file?: string): readonly unknown[] {
  const source = pythonSource(code, file);
  return staticValues(usedIn(source), source).map(plain);
}

describe('staticValues', () => {
  it.each<[string, unknown[]]>([
    ['use("a" "b")', ['ab']],
    ['use("a" + \'b\')', ['ab']],
    ['X = "a"\nuse(f"{X}/b")', ['a/b']],
    ['X = "a"\nuse("{}/{}".format(X, "b"))', ['a/b']],
    ['X = "a"\nuse("%s/%s" % (X, "b"))', ['a/b']],
    ['use("%s" % x)', ['?']],
    ['use(f"{x!r}")', ['?']],
    ['use(-2 * 3 + 1)', [-5]],
    ['use(7 // 2)', [3]],
    ['use(True)', [true]],
    ['use(None)', [null]],
    ['use(b"a")', ['?']],
    ['use(...)', ['?']],
    ['use(f())', ['?']],
    ['use(x)', ['?']],
    ['def f(x="a"):\n    use(x)', ['?']],
    ['X = "a"\ndef f():\n    use(X)', ['a']],
    ['X = "a"\nX = "b"\nuse(X)', ['b']],
    ['X = "a"\nif y:\n    X = "b"\nuse(X)', ['a', 'b']],
    ['X = "a"\nX += "b"\nuse(X)', ['?']],
    ['use("a" if y else "b")', ['a', 'b']],
    ['use(y or "b")', ['?', 'b']],
    ['for x in ("a", "b"):\n    use(x)', ['a', 'b']],
    ['class C:\n    M = "a"\n    def f(self):\n        use(self.M)', ['a']],
    ['class C:\n    M = "a"\nuse(C.M)', ['a']],
    ['class C:\n    def __init__(self, m):\n        self.m = m\n    def f(self):\n        use(self.m)', ['?']],
    ['class C:\n    m = "a"\n    def g(self):\n        (self.m, _) = g()\n    def f(self):\n        use(self.m)', ['a', '?']],
    ['use([1, "a"])', [[[1], ['a']]]],
    ['X = (1,)\nuse([*X, 2])', [[[1], [2]]]],
    ['use({"a": 1, **x})', [[[['a'], [1]], [['?'], ['?']]]]],
    ['B = {"a": 1}\nuse({**B, "b": 2})', [[[['a'], [1]], [['b'], [2]]]]],
    ['C = {"m": "a"}\nuse(C["m"])', ['a']],
    ['C = ["a", "b"]\nuse(C[-1])', ['b']],
    ['C = {"m": "a"}\nuse(C["n"])', ['?']],
    ['C = ["a"]\nC.append("b")\nuse(C)', ['?']],
    ['C = {"m": "a"}\ndef f():\n    C["m"] = "b"\nuse(C)', ['?']],
    ['import os\nuse(os.environ.get("M", "a"))', ['?', 'a']],
    ['import os\nuse(os.environ.get("M", default="a"))', ['?', 'a']],
    ['import os\nuse(os.getenv("M"))', ['?']],
    ['use("{a}".format(**x))', ['?']],
    ['use("{a}".format(a=x))', ['?']],
    ['use("/".join(["a", *x]))', ['?']],
    ['from .none import X\nuse(X)', ['?']],
  ])('%s', (code, expected) => {
    expect(values(code)).toEqual(expected);
  });

  it('follows a constant through one import', () => {
    const folder = makeProject({
      'tests/constants.py': 'from .other import FAR\nMODEL = "a"\nCONFIG = {"m": MODEL}\nLIST = []\nLIST.append(1)\n',
      'tests/other.py': 'FAR = "b"\n',
    });
    const file = path.join(folder, 'tests/test_a.py');
    expect(values('from .constants import MODEL\nuse(MODEL)', file)).toEqual(['a']);
    expect(values('from tests import constants as c\nuse(c.MODEL)', file)).toEqual(['a']);
    expect(values('from .constants import CONFIG\nuse(CONFIG["m"])', file)).toEqual(['a']);
    expect(values('from .constants import LIST\nuse(LIST)', file)).toEqual(['?']);
    expect(values('from .constants import FAR\nuse(FAR)', file)).toEqual(['?']);
  });

  it('says where a value is stated', () => {
    const source = pythonSource('MODEL = "a"\nuse(MODEL)');
    const [value] = staticValues(usedIn(source), source);
    expect(value?.node.range).toEqual([8, 11]);
    expect(value?.source).toBe(source);
  });

  it('ends on long and circular code', () => {
    const long = Array.from({ length: 300 }, (_, place) => `x${place + 1} = x${place} + x${place}`).join('\n');
    expect(values(`x0 = "a"\n${long}\nuse(x300)`)).toEqual(['?']);
    expect(values('def f():\n    use(x)\nx = y\ny = x')).toEqual(['?']);
    const branches = 'if a:\n    x = x + "b"\nelse:\n    x = x + "c"\n'.repeat(100);
    expect(values(`x = "a"\n${branches}use(x)`)).toContain('?');
    const nested = `${'['.repeat(90)}1${']'.repeat(90)}`;
    expect(values(`use(${nested})`)).toHaveLength(1);
  });
});

const EXPRESSIONS = [
  '"a" "b" + "c"',
  '"%s-%d%%" % ("a", True)',
  '"a" * 3',
  '-1 * "a"',
  '3 * "ab"',
  '-7 // 2',
  '-7 % 3',
  '7 % -3',
  '2 ** 10',
  '2 ** -1',
  '7 / 2',
  'True + 1',
  '+True',
  'not ""',
  'not "a"',
  'not None',
  '~5',
  '--5',
  '"{}{{}}{}".format("a", "b")',
  '"{1}{0}".format("a", "b")',
  '"{a}/{0}{b1}".format("x", a="y", b1="z")',
  '"/".join(["a", "b" + "c"])',
  '"-".join(("a",))',
  '[1, 2, 3][-1]',
  '("a", "b")[True]',
  '{"a": 1, "a": 2}["a"]',
  '{1: "a"}[1]',
  '"\\x41\\u00e9\\N{BULLET}\\n"',
  'r"\\n"',
  '0x1F + 0b11 + 0o7 + 1_000',
  '1e3',
  '.5',
  '"a" and "b"',
  '1 if True else 2',
  'f"{\'a\'}{None}{True}"',
  '"a".upper()',
  '"ab"[0]',
  '1 == 1',
];

/** Python itself, where it is installed. */
const python = ['python3', 'python'].find((command) => {
  try {
    return execFileSync(command, ['-c', 'import sys; print(sys.version_info[0])'], { encoding: 'utf8' }).trim() === '3';
  } catch {
    return false;
  }
});

describe.skipIf(python === undefined)('compared with Python', () => {
  it('gives what Python computes, or nothing', () => {
    const script = 'import json, sys; print(json.dumps([eval(e) for e in json.loads(sys.argv[1])]))';
    const output = execFileSync(python ?? '', ['-c', script, JSON.stringify(EXPRESSIONS)], { encoding: 'utf8' });
    const computed: unknown = JSON.parse(output);
    const given = EXPRESSIONS.map((expression) => {
      const source = pythonSource(`use(${expression})`);
      return staticPrimitive(usedIn(source), source);
    });
    const known = given.filter((value) => value !== undefined).length;
    expect(given.map((value, place) => value ?? (Array.isArray(computed) ? (computed[place] as unknown) : undefined))).toEqual(computed);
    expect(known).toBeGreaterThan(25);
  });
});
