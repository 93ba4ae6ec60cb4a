import { describe, expect, test } from 'vitest';

import { parseSourceCode, type PythonSourceCode, type Scope, type Variable } from '../src/index.ts';
import { nodesOfType } from './source.ts';

/** What each name that is read means: `x@2` is the variable of the scope that begins on line 2. */
function reads(text: string): string[] {
  return parseSourceCode(text)
    .scopes.scopes.flatMap(({ references }) => references)
    .filter(({ isRead }) => isRead)
    .map(({ name, variable }) => `${name} ${variable === undefined ? 'unknown' : placeOf(variable.scope)}`);
}

function placeOf({ type, block }: Scope): string {
  return type === 'module' ? 'module' : `${type}@${block.loc.start.line}`;
}

function scopeNames(text: string): string[] {
  return parseSourceCode(text).scopes.scopes.map((scope) => `${scope.type}: ${[...scope.variables.keys()].join(' ')}`);
}

function variable(code: PythonSourceCode, name: string): Variable | undefined {
  return code.scopes.moduleScope.variables.get(name);
}

describe('bindings', () => {
  test('of every kind are known by their kind', () => {
    const code = parseSourceCode(
      `import a.b, c.d as c2
from . import e, f as f2
g = [h, *i] = g
j: int = 1
k: int
l += 1
(m := 1)
for n, (o) in p: pass
with q as (r, s.t): pass
try: pass
except E as u: pass
def v(): pass
class w: pass
match x:
    case {"a": y, **z} | [*aa] | (1 as bb): pass
type cc = int
del dd
`,
    );
    const kinds = [...code.scopes.moduleScope.variables.values()].map(
      ({ name, definitions }) => `${name} ${definitions.map(({ kind, node }) => `${kind}:${node.nodeType}`).join()}`,
    );
    expect(kinds).toEqual([
      'a import:Import',
      'c2 import:Import',
      'e import-from:ImportFrom',
      'f2 import-from:ImportFrom',
      'g assignment:Assign',
      'h assignment:Assign',
      'i assignment:Assign',
      'j annotated:AnnAssign',
      'k annotated:AnnAssign',
      'l augmented:AugAssign',
      'm walrus:NamedExpr',
      'n for:For',
      'o for:For',
      'r with:withitem',
      'u except:ExceptHandler',
      'v function:FunctionDef',
      'w class:ClassDef',
      'z match:match_case',
      'y match:match_case',
      'aa match:match_case',
      'bb match:match_case',
      'cc type-alias:TypeAlias',
      'dd delete:Delete',
    ]);
  });

  test('belong to the scope that Python puts them in', () => {
    expect(
      scopeNames(`x = 1
def f(a, /, b, *c, d, **e):
    global x, new
    x = new = 2
    y = 1
    def g():
        nonlocal y
        y = z = 2
    return [i for i in a if (w := i)]
class A[T]:
    h = lambda p, *q: p
    def m[U](self): pass
`),
    ).toEqual([
      'module: x f new A',
      'function: a b c d e y g w',
      'function: z',
      'comprehension: i',
      'type-parameters: T',
      'class: h m',
      'lambda: p q',
      'type-parameters: U',
      'function: self',
    ]);
  });

  test('that may not run are conditional', () => {
    const code = parseSourceCode(
      `if a: b = 1
else: c = 1
for d in e: pass
try: f = 1
except E as g: pass
finally: h = 1
try: i = 1
finally: pass
with suppress(E): j = 1
with open(k) as l: m = 1
x and (n := 1)
(o := 1) and x
if (p := 1): pass
while (q := 1): r = 1
[s := 1 for t in (u := [])]
def v():
    global w
    w = 1
match x:
    case y: pass
z = 1 if x else (aa := 2)
`,
    );
    const conditional = [...code.scopes.moduleScope.variables.values()]
      .filter(({ definitions }) => definitions.some(({ isConditional }) => isConditional))
      .map(({ name }) => name);
    expect(conditional).toEqual(['b', 'c', 'd', 'f', 'g', 'j', 'n', 'r', 's', 'w', 'y', 'aa']);
  });

  test('by a star import are known to be possible', () => {
    expect(parseSourceCode('from a import *\n').scopes.moduleScope.hasStarImport).toBe(true);
    expect(parseSourceCode('from a import b\n').scopes.moduleScope.hasStarImport).toBe(false);
  });
});

describe('names', () => {
  test('in functions skip the class around, but not at its own level', () => {
    expect(
      reads(`x = 1
class A:
    x = 2
    y = x
    z = [x for _ in x]
    def f(self, a=x): return x, __class__
    g = lambda: x
`),
    ).toEqual([
      'x class@2',
      'x class@2',
      'x class@2',
      'x module',
      'x module',
      '__class__ class@2',
      'x module',
    ]);
  });

  test('in defaults, decorators, annotations, bases and first iterables are evaluated outside', () => {
    expect(
      reads(`a = b = c = d = e = 1
@a
def f(a, b=b) -> c: pass
class d(d, m=e): pass
[a for a in a for b in a]
lambda a=a: a
`),
    ).toEqual([
      'a module',
      'b module',
      'c module',
      'd module',
      'e module',
      'a module',
      'a module',
      'a comprehension@5',
      'a comprehension@5',
      'a lambda@6',
    ]);
  });

  test('follow global and nonlocal', () => {
    expect(
      reads(`x = 1
def f():
    x = 2
    def g():
        nonlocal x
        def h():
            global x
            return x
        return x
    return x
`),
    ).toEqual(['x function@2', 'x function@2', 'x module']);
  });

  test('of type parameters are seen in signatures and bodies, with the class around', () => {
    expect(
      reads(`class A[T](B[T]):
    C = int
    def m[U: T](self, x: U, y: C) -> T:
        return U, T, C
type X[V] = list[V]
`),
    ).toEqual([
      'B unknown',
      'T type-parameters@1',
      'int unknown',
      'T type-parameters@1',
      'U type-parameters@3',
      'C class@1',
      'T type-parameters@1',
      'U type-parameters@3',
      'T type-parameters@1',
      'C unknown',
      'list unknown',
      'V type-parameters@5',
    ]);
  });

  test('that are augmented are read and written, declared ones neither', () => {
    const code = parseSourceCode('x += 1\ny: int\nz: int = 1\ndel w\n');
    const access = code.scopes.moduleScope.references.map(
      ({ name, isRead, isWrite }) => `${name} ${isRead ? 'r' : ''}${isWrite ? 'w' : ''}`,
    );
    expect(access).toEqual(['x rw', 'y ', 'int r', 'z w', 'int r', 'w w']);
  });

  test('know their variable, from the name and from what binds it', () => {
    const code = parseSourceCode('import os.path as p\np.join\ndef f(p): return p\n');
    const [alias] = nodesOfType(code, 'alias');
    const [parameter] = nodesOfType(code, 'arg');
    const [first, second] = nodesOfType(code, 'Name');
    if (!alias || !parameter || !first || !second) throw new Error('The file has them.');
    const { scopes } = code;
    expect(scopes.variableOf(first)).toBe(variable(code, 'p'));
    expect(scopes.variableOf(alias)).toBe(variable(code, 'p'));
    expect(scopes.variableOf(second)).toBe(scopes.variableOf(parameter));
    expect(variable(code, 'p')?.references.map(({ node }) => node)).toEqual([first]);
    expect(scopes.scopeOf(second).type).toBe('function');
    expect(scopes.scopeOf(parameter).type).toBe('function');
    expect(scopes.scopeOf(alias).type).toBe('module');
  });

  test('are compared in normal form', () => {
    expect(reads('ﬁ = 1\nfi\n𝐱 = 1\nx\n')).toEqual(['fi module', 'x module']);
  });

  test('in f-strings are references', () => {
    expect(reads('def f(a): return f"{a:{b}} {[c for c in a]}"\n')).toEqual([
      'a function@1',
      'b unknown',
      'a function@1',
      'c comprehension@1',
    ]);
  });
});
