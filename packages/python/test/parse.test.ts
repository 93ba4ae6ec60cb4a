import { describe, expect, test } from 'vitest';

import { childrenOf, parseSourceCode, PythonSyntaxError } from '../src/index.ts';
import { nodesOf, nodesOfType, outline } from './source.ts';

describe('places', () => {
  test.each([
    ['characters beyond the Basic Multilingual Plane', 's = "😀😀"; a.b("x") # 😀\n'],
    ['names beyond it', '𝐱 = é = ﬁ = 1; a.b(𝐱, é)\n'],
    ['a byte order mark', '\uFEFFx = 1; a.b(2)\n'],
    ['CRLF', 'x = (1,\r\n  2)\r\na.b(x)\r\n'],
    ['CR alone', 'x = 1\ra.b(x)\r'],
    ['form feeds', 'x = 1\n\f\nif x:\f\n\f  a.b(x)\n'],
    ['tabs', 'if x:\n\tif y:\n\t\ta.b(x)\n\t\t# c\n\tz\n'],
    ['backslashes', 'x = 1 + \\\n  2; \\\n a.b(x)\n'],
    ['one-line suites', 'if x: pass; a.b(x)\nelse: pass\n'],
    ['strings over lines', 'x = """a\r\n😀 \\\n"""; a.b(x, \'c\\\n\')\n'],
    ['no last line end', 'a.b(x)'],
  ])('count UTF-16 code units after %s', (_, text) => {
    const code = parseSourceCode(text);
    const [call] = nodesOfType(code, 'Call');
    expect(code.getText(call)).toMatch(/^a\.b\(.*\)$/su);
    for (const { range, loc } of nodesOf(code)) {
      expect(code.getIndexFromLoc(loc.start)).toBe(range[0]);
      expect(code.getLocFromIndex(range[1])).toEqual(loc.end);
    }
  });

  test('of nodes that have none for CPython hold the clause', () => {
    const code = parseSourceCode(
      'def f(a, *, b=(1)): pass\ndef g(): pass\nlambda: 0\nlambda x, **y: 0\n' +
        'with (a) as (b), (yield): pass\n[x async for (x) in (y) if (z)]\n' +
        'match x:\n  case (1) if y: pass\n  case (\n    2): pass\n',
    );
    const types = new Set(['arguments', 'withitem', 'comprehension', 'match_case']);
    const texts = nodesOf(code)
      .filter(({ nodeType }) => types.has(nodeType))
      .map((node) => code.getText(node));
    expect(texts).toEqual([
      'a, *, b=(1)',
      '',
      '',
      'x, **y',
      '(a) as (b)',
      'yield',
      'async for (x) in (y) if (z)',
      'case (1) if y: pass',
      'case (\n    2): pass',
    ]);
    expect(nodesOfType(code, 'arguments')[1]?.range).toEqual([31, 31]);
  });

  test('and parents fit for every node', () => {
    const code = parseSourceCode('@d\ndef f(x: int = 1): return f"{x:{y}}" "z"\nclass A(B, m=C): pass\n');
    expect(code.ast.parent).toBeNull();
    expect(code.ast.range).toEqual([0, code.text.length]);
    for (const node of nodesOf(code)) {
      for (const child of childrenOf(node)) expect(child.parent).toBe(node);
    }
  });
});

describe('f-strings', () => {
  test('have their parts at their places', () => {
    expect(outline('"a" f"b{c.d!r:>{w}}{{" rf\'\\{e = }\'\n').slice(2)).toEqual([
      'JoinedStr "a" f"b{c.d!r:>{w}}{{" rf\'\\{e = }\'',
      'Constant "a" f"b',
      'FormattedValue {c.d!r:>{w}}',
      'Attribute c.d',
      'Name c',
      'JoinedStr :>{w}',
      'Constant >',
      'FormattedValue {w}',
      'Name w',
      "Constant {{\" rf'\\{e = ",
      'FormattedValue {e = }',
      'Name e',
    ]);
  });

  test('hold quotes, lines, comments, tuples and strings', () => {
    expect(outline('f"{d["k"]} { # {\n  a, *b # }\n} {\'é😀\'.x}"\n').slice(2)).toEqual([
      'JoinedStr f"{d["k"]} { # {\n  a, *b # }\n} {\'é😀\'.x}"',
      'FormattedValue {d["k"]}',
      'Subscript d["k"]',
      'Name d',
      'Constant "k"',
      'Constant  ',
      'FormattedValue { # {\n  a, *b # }\n}',
      'Tuple a, *b',
      'Name a',
      'Starred *b',
      'Name b',
      'Constant  ',
      "FormattedValue {'é😀'.x}",
      "Attribute 'é😀'.x",
      "Constant 'é😀'",
    ]);
  });

  test('and t-strings keep values, conversions and texts', () => {
    const [text] = nodesOfType(parseSourceCode('t"a\\n{{{x !s:5}"\n'), 'TemplateStr');
    expect(text?.values).toMatchObject([
      { nodeType: 'Constant', value: 'a\n{' },
      { nodeType: 'Interpolation', str: 'x', conversion: 115, format_spec: { values: [{ value: '5' }] } },
    ]);
    const [debug] = nodesOfType(parseSourceCode('f"{x=}"'), 'JoinedStr');
    expect(debug?.values).toMatchObject([{ value: 'x=' }, { conversion: 114 }]);
  });

  test('give their comments once, in order', () => {
    const code = parseSourceCode('f"""{a # 1\n} {f\'{b # 2\n}\'} {c = # 3\n}""" # 4\n');
    expect(code.comments.map(({ value }) => value)).toEqual([' 1', ' 2', ' 3', ' 4']);
    expect(code.comments.map((comment) => code.getText(comment))).toEqual(['# 1', '# 2', '# 3', '# 4']);
  });
});

describe('constants', () => {
  test.each([
    ['1_000', 'int', 1000],
    ['0xFFFF_FFFF_FFFF_FFFF', 'int', 0xffff_ffff_ffff_ffffn],
    ['0o17', 'int', 15],
    ['1e3', 'float', 1000],
    ['.5', 'float', 0.5],
    ['2.5J', 'complex', 2.5],
    ['True', 'bool', true],
    ['None', 'NoneType', null],
    ['...', 'ellipsis', undefined],
    [String.raw`'\x41\u00e9\U0001F600\101\
\q' "b" r'\n'`, 'str', 'Aé😀A\\qb\\n'],
    ['"""a\r\nb"""', 'str', 'a\nb'],
    [String.raw`b'\xff\n' rb'\n'`, 'bytes', Uint8Array.from([0xff, 10, 92, 110])],
  ])('%s has its type and value', (literal, valueType, value) => {
    const [constant] = nodesOfType(parseSourceCode(`x = (${literal})\n`), 'Constant');
    expect(constant).toMatchObject({ valueType });
    expect(constant?.value).toEqual(value);
  });
});

describe('syntax of every version', () => {
  test.each([
    '{a: b async for a in b}\n',
    'match x, *y:\n  case 0, *z: pass\n  case {"a" "b": c, **rest,}: pass\n',
    'with (open(a)), (b) as c: pass\n',
    'for x in y, *z,: pass\n',
    'del a, b,\n',
    'a[*b]\n',
    'type X[T: int = str, *Ts, **P] = list[T]\ndef f[T](x: T): ...\n',
    'try: pass\nexcept A, B: pass\nexcept C: pass\n',
    'try: pass\nexcept* A, B: pass\n',
    'try: pass\nexcept* (A, B) as e: pass\n',
    'async def f(): return [await x async for x in y]\n',
    'print(f"{x!r}" f\'{y["a"]}\')\n',
    'lambda *a, b=1, **c: (yield)\n',
    'case = match = type = _ = 1\nmatch[case], type.x = 1, 2\n',
    '@(x := y)\nclass A: x: int; (y): str = 1\n',
    'x = 1if y else 2\n',
    't"{x}"\n',
    '# type: ignore\nx = [] # type: List[int]\n',
    '',
    '\n\n# a\n',
  ])('%j is read', (text) => {
    expect(() => parseSourceCode(text)).not.toThrow();
  });
});

describe('errors', () => {
  test.each([
    ['def f(:\n  pass\n', 1, 7, 'expected parameter name'],
    ['x = (1,\ny = 2\n', 1, 5, "'(' was never closed"],
    ['x = [1)\n', 1, 7, "closing parenthesis ')' does not match opening parenthesis '['"],
    ['if x:\n    a\n  b\n', 3, 3, 'unindent does not match any outer indentation level'],
    ['if x:\n\ta\n        b\n', 3, 9, 'inconsistent use of tabs and spaces in indentation'],
    ['if x:\npass\n', 2, 1, 'expected indented block'],
    ['  x = 1\n', 1, 3, 'unexpected indent'],
    ["x = 'abc\n", 1, 5, 'unterminated string literal'],
    ['é = 1\ns = """\n', 2, 5, 'unterminated triple-quoted string literal'],
    ["f'{a'\n", 1, 5, 'unterminated string literal'],
    ["f'😀{a!x}'\n", 1, 7, "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'"],
    ["f'{}'\n", 1, 4, "f-string: valid expression required before '}'"],
    ["'😀'; f'{a b}'\n", 1, 12, "f-string: expecting '=', or '!', or ':', or '}'"],
    ["print 'a'\n", 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['x = 1 +\n', 1, 8, 'invalid syntax: the line ends too early'],
    ['x = = 1\n', 1, 5, "invalid syntax: unexpected '='"],
    ['x = 017\n', 1, 5, 'leading zeros in decimal integer literals are not permitted'],
    ['x = “a”\n', 1, 5, 'invalid character'],
    ['x\u00a0= 1\n', 1, 2, 'invalid non-printable character U+00A0'],
    ['try:\n  pass\n', 2, 7, "expected 'except' or 'finally' block"],
    ['x = b"a" "b"\n', 1, 5, 'cannot mix bytes and nonbytes literals'],
    ['x = \\ y\n', 1, 6, 'unexpected character after line continuation character'],
    ['print "a"\nx = $\n', 1, 1, "Missing parentheses in call to 'print'"],
  ])('%j is refused at its place', (text, lineNumber, column, message) => {
    let error: unknown;
    try {
      parseSourceCode(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(PythonSyntaxError);
    expect(error).toMatchObject({ lineNumber, column });
    expect(String(error)).toContain(message);
  });
});

describe('depth', () => {
  test.each([
    ['brackets', `${'['.repeat(200)}${']'.repeat(200)}\n`],
    ['a sum', `x = ${'a + '.repeat(5000)}b\n`],
    ['calls', `a${'.b()'.repeat(5000)}\n`],
    ['elif', `if a: pass\n${'elif b:\n  c = 1\n'.repeat(1000)}`],
    ['f-strings', Array.from({ length: 50 }).reduce((inner: string) => `f"{${inner}}"`, 'x')],
  ])('of %s is no limit', (_, text) => {
    const code = parseSourceCode(text);
    expect(nodesOf(code).length).toBeGreaterThan(50);
    expect(code.scopes.scopes).toHaveLength(1);
  });

  test.each(['('.repeat(100_000), 'f"{'.repeat(5000), `${'-'.repeat(200_000)}1`])(
    'beyond all use is an error of the file',
    (text) => {
      expect(() => parseSourceCode(text)).toThrow(PythonSyntaxError);
    },
  );
});
