import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonSource, usedIn } from '../../../test/python-sources.ts';
import { originsOf } from './origin.ts';

function origins(code: string, file?: string): readonly string[] {
  const source = pythonSource(code, file);
  return originsOf(usedIn(source), source).map((origin) => origin.path);
}

describe('originsOf', () => {
  it.each<[string, string[]]>([
    // Imports.
    ['import threading\nuse(threading.Thread)', ['threading.Thread']],
    ['import os.path\nuse(os.path.join)', ['os.path.join']],
    ['import os.path as p\nuse(p.join)', ['os.path.join']],
    ['from threading import Thread as T\nuse(T)', ['threading.Thread']],
    ['from . import os\nuse(os)', ['.os']],
    ['from .sys import x\nuse(x.y)', ['.sys.x.y']],
    ['from ..a.b import c\nuse(c)', ['..a.b.c']],
    ['use(open)', ['builtins.open']],
    ['from a import *\nuse(open)', ['a.open', 'builtins.open']],
    ['from . import *\nuse(f)', ['.f', 'builtins.f']],
    // Aliases.
    ['import threading\nT = threading.Thread\nU = T\nuse(U)', ['threading.Thread']],
    ['import threading\nT: type = threading.Thread\nuse(T)', ['threading.Thread']],
    ['import a\nx = y = a.b\nuse(y)', ['a.b']],
    ['import a\n(x, [y, z]) = (1, [a.b, a.c])\nuse(z)', ['a.c']],
    ['import a\nx, *y = a.b, a.c\nuse(x)', ['a.b']],
    ['import a\nx, *y, z = a.b, a.c, a.d\nuse(z)', []],
    ['import a\nuse((x := a.b))', ['a.b']],
    ['import a\nif (x := a.b):\n    use(x)', ['a.b']],
    ['import a\nuse(a.b if c else a.d)', ['a.b', 'a.d']],
    ['import a\nuse(a.b or a.d)', ['a.b', 'a.d']],
    ['import a\nfor x in [a.b, a.c]:\n    use(x)', ['a.b', 'a.c']],
    ['import a\nfor x, y in [(1, a.b), (2, a.c)]:\n    use(y)', ['a.b', 'a.c']],
    ['import a\n[use(x) for x in (a.b,)]', ['a.b']],
    // Conditions and order.
    ['try:\n    from a import b\nexcept ImportError:\n    b = None\nuse(b)', ['a.b']],
    ['try:\n    from a import b\nexcept ImportError:\n    from c import b\nuse(b)', ['a.b', 'c.b']],
    ['from a import b\nif x:\n    from c import b\nuse(b)', ['a.b', 'c.b']],
    ['if x:\n    from a import b\nelse:\n    from c import b\n    use(b)', ['c.b']],
    ['from a import b\nfrom c import b\nuse(b)', ['c.b']],
    ['from a import b\nuse(b)\nfrom c import b', ['a.b']],
    ['from a import b\ndef f():\n    use(b)\nfrom c import b', ['c.b']],
    ['from a import b\ndef f():\n    global b\n    from c import b\ndef g():\n    use(b)', ['a.b', 'c.b']],
    ['from a import b\nb = b.c\nuse(b)', ['a.b.c']],
    ['from a import b\nfor _ in x:\n    use(b)\n    from c import b', ['a.b', 'c.b']],
    ['from a import b\nwith x:\n    from c import b\n    use(b)', ['c.b']],
    ['def f():\n    from a import b\n    def g():\n        use(b)', ['a.b']],
    ['from a import b\nclass C:\n    from c import b\n    def f(self):\n        use(b)', ['a.b']],
    ['from a import b\nclass C:\n    from c import b\n    use(b)', ['c.b']],
    ['match x:\n    case 1:\n        from a import b\n    case _:\n        from c import b\n        use(b)', ['c.b']],
    // Unknown.
    ['def f(threading):\n    use(threading.Thread)', []],
    ['from a import b\nb = g()\nuse(b)', ['builtins.g()']],
    ['from a import b\ndef b(): ...\nuse(b)', []],
    ['class A: ...\nuse(A)', []],
    ['with a() as b:\n    use(b.c)', []],
    ['lambda os: use(os)', []],
    ['x = x\nuse(x)', []],
    ['x = y\ny = x\nuse(x)', []],
    ['def f():\n    return x\n    use(x)\n    x = x', []],
    ['use(1)', []],
    ['use("a".join)', []],
    // Calls.
    ['import multiprocessing as mp\nuse(mp.get_context("spawn").Pool)', ['multiprocessing.get_context().Pool']],
    ['import multiprocessing as mp\nctx = mp.get_context("spawn")\nuse(ctx.Pool)', ['multiprocessing.get_context().Pool']],
    ['use(__import__("a.b").c)', ['a.b.c']],
    ['from importlib import import_module\nm = import_module("a.b")\nuse(m.c)', ['a.b.c']],
    ['from importlib import import_module\nuse(import_module(name).c)', []],
    ['import a\nuse(getattr(a, "b", None))', ['a.b']],
    ['import a\nuse(getattr(a, name))', []],
    ['import sys\nuse(sys.modules["a"].b)', ['a.b']],
    ['from typing import cast\nimport a\nuse(cast("T", a.b))', ['a.b']],
    // Classes of the file.
    ['import a\nclass C:\n    K = a.b\n    def f(self):\n        use(self.K)', ['a.b']],
    ['import a\nclass C:\n    K = a.b\nuse(C.K)', ['a.b']],
    ['import a\nclass B:\n    K = a.b\nclass C(B):\n    @classmethod\n    def f(cls):\n        use(cls.K.d)', ['a.b.d']],
    ['import a\nclass C:\n    def g(self):\n        self.k = a.b()\n    def f(self):\n        use(self.k.d)', ['a.b().d']],
    ['import a\nclass C:\n    K = a.b\n    @staticmethod\n    def f(self):\n        use(self.K)', []],
    ['import a\nclass C:\n    K = a.b\n    def f(self):\n        def g():\n            use(type(self).K)', ['a.b']],
  ])('%s', (code, expected) => {
    expect(origins(code)).toEqual(expected);
  });
});

describe('imports of the project', () => {
  const folder = (): string =>
    makeProject({
      'tests/__init__.py': 'from threading import Event\n',
      'tests/helpers.py': 'from threading import Thread\nimport a\nmade = a.b()\nclass C: ...\nfrom .other import far\n',
      'tests/unit/__init__.py': '',
      'product/__init__.py': 'from threading import Thread\n',
      'tests/broken.py': 'def f(:\n',
    });

  it.each<[string, string[]]>([
    ['from ..helpers import Thread\nuse(Thread)', ['threading.Thread']],
    ['from .. import helpers\nuse(helpers.Thread)', ['threading.Thread']],
    ['from .. import Event\nuse(Event)', ['threading.Event']],
    ['from tests.helpers import Thread\nuse(Thread)', ['threading.Thread']],
    ['import tests.helpers\nuse(tests.helpers.made.c)', ['a.b().c']],
    ['import tests.helpers as h\nuse(h.C)', ['tests.helpers.C']],
    ['from ..helpers import *\nuse(Thread)', ['threading.Thread', 'builtins.Thread']],
    ['from ..helpers import far\nuse(far)', ['..helpers.far']],
    ['from ..helpers import none\nuse(none)', ['..helpers.none']],
    ['from ..broken import f\nuse(f)', ['..broken.f']],
    ['from product import Thread\nuse(Thread)', ['product.Thread']],
  ])('%s', (code, expected) => {
    expect(origins(code, path.join(folder(), 'tests/unit/test_a.py'))).toEqual(expected);
  });
});

it('ends soon on code that binds names over and over', () => {
  const knot = 'if a: x = y or z\nif b: y = x or z\nif c: z = x or y\n'.repeat(100);
  const started = performance.now();
  expect(origins(`x = y = z = f\n${knot}use(x)`)).toEqual([]);
  expect(origins(`import a\nx = a.b\n${'x = x.c\n'.repeat(1000)}use(x)`)).toEqual([]);
  expect(origins(`import a\n${'def f():\n    x = a.b\n'.repeat(500)}x = a.c\nuse(x)`)).toEqual(['a.c']);
  expect(performance.now() - started).toBeLessThan(10_000);
});
