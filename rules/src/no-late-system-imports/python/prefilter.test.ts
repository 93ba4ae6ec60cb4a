import { isSystemModule } from '@cogniverse/guide';
import { describe, expect, it } from 'vitest';

import { mayHoldLateImport } from './prefilter.ts';

const isOf = (modules: Parameters<typeof isSystemModule>[2]) => (module: string) =>
  isSystemModule('python', module, modules);

describe('the prefilter lets pass', () => {
  it.each([
    'def f():\n    import os\n',
    'def f():\n\timport  os\n',
    'def f():\n  \fimport os\n',
    'def f():\r    import os\r',
    'def f(): import os\n',
    'def f(): x = 1;import os\n',
    'def f(): \\\nimport os\n',
    'def f():\n    x = 1; \\\r\nimport os\n',
    'def f():\n    import torch, os\n',
    'def f():\n    import \\\n        os\n',
    'def f():\n    from os import path\n',
    'def f():\n    from os . path import sep\n',
    'def f():\n    from\tos\timport(path)\n',
    'def f():\n    import torch; import os\n',
    'def f():\n    import ｏｓ\n',
    'async def f():\n    import os\n',
  ])('%j', (text) => {
    expect(mayHoldLateImport(text)).toBe(true);
    expect(mayHoldLateImport(text, isOf('core'))).toBe(true);
  });

  it.each([
    'from os import path',
    'from os import (sep, path)',
    'from os import (\n        sep,  # (a)\n        path,\n    )',
    'import os.path',
  ])('a name that is a module of a list: %j', (statement) => {
    expect(mayHoldLateImport(`def f():\n    ${statement}\n`, isOf(['os.path']))).toBe(true);
  });
});

describe('the prefilter holds back', () => {
  it.each([
    'import os\nfrom sys import path\n',
    'import os\n\n\ndef f():\n    return os\n',
    'if x:\n    import os\n\n\ndef f():\n    pass\n',
    'def f():\n    from . import os\n    from .os import path\n',
    'def f(important):\n    important = 1\n',
  ])('%j', (text) => {
    expect(mayHoldLateImport(text)).toBe(false);
  });

  it('other modules than are asked for', () => {
    const text =
      'def f():\n    import torch\n    from app.os import (\n        sys,\n    )\n    import json\n';
    expect(mayHoldLateImport(text)).toBe(true);
    expect(mayHoldLateImport(text, isOf('stdlib'))).toBe(true);
    expect(mayHoldLateImport(text.replace('json', 'jsonic').replace('sys', 'sis'), isOf('stdlib'))).toBe(
      false,
    );
  });
});
