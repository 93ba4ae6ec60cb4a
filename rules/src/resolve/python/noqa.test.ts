import { expect, it } from 'vitest';

import { pythonSource } from '../../../test/python-sources.ts';
import { hasNoqa } from './noqa.ts';

/** Whether the last statement of a text is excepted from `PLC0415`. */
function isExcepted(code: string): boolean | undefined {
  const source = pythonSource(code);
  const last = source.ast.body.at(-1);
  return last && hasNoqa(last, ['PLC0415', 'E402'], source);
}

it.each([
  'import os  # noqa',
  'import os  # noqa: PLC0415',
  'import os  # NOQA:PLC0415',
  'import os  # noqa: F401, PLC0415',
  'import os  # noqa: F401 PLC0415 - late on purpose',
  'import os  # noqa: PLC',
  'import os  # noqa: E402',
  'import os  # type: ignore # noqa: PLC0415',
  'from os import (  # noqa: PLC0415\n    path,\n)',
  'from os import (\n    path,\n)  # noqa: PLC0415',
  '# ruff: noqa\n\nimport os',
  '# ruff: noqa: PLC0415\n\nimport os',
  '# flake8: noqa: F401,PLC0415\nimport os',
])('excepts %s', (code) => {
  expect(isExcepted(code)).toBe(true);
});

it.each([
  'import os',
  'import os  # noqa: F401',
  'import os  # noqa: PLC04151',
  'import os  # noqaX',
  'import os  # about noq',
  '# noqa: PLC0415\nimport os',
  'import os; x = "# noqa: PLC0415"',
  '# ruff: noqa: F401\nimport os',
  'import sys  # noqa: PLC0415\nimport os',
])('does not except %s', (code) => {
  expect(isExcepted(code)).toBe(false);
});
