import { python } from '@cogniverse/eslint-python';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { eslintRule } from '../../../test/rule-tester.ts';
import { requireAsyncTimeout } from '../index.ts';
import type { FixScope } from './fix-scope.ts';

/** What comes of a text when its fixes are made until none is left. */
function fix(code: string, fixScope: FixScope): string {
  const config: Linter.Config = {
    files: ['**/*.py'],
    plugins: { python: { languages: { python } }, own: { rules: { rule: eslintRule(requireAsyncTimeout) } } },
    language: 'python/python',
    rules: { 'own/rule': ['error', { fixScope }] },
  };
  const { output, messages } = new Linter({ cwd: '/' }).verifyAndFix(code, config, {
    filename: 'test_case.py',
  });
  expect(messages).toEqual([]);
  return output;
}

const test = (name: string): string => `async def test_${name}(): ...\n`;
const TWO = test('a') + test('b');
const MARK = 'pytest.mark.timeout(30)';

describe('a module', () => {
  it.each([
    [
      'behind its imports',
      `import pytest\nfrom os import path  # why\n\n${TWO}`,
      `import pytest\nfrom os import path  # why\n\npytestmark = ${MARK}\n\n${TWO}`,
    ],
    [
      'behind imports that may fail',
      `import pytest\n\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n\n${TWO}`,
      `import pytest\n\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n\npytestmark = ${MARK}\n\n${TWO}`,
    ],
    [
      'with an import',
      `import os\n\n\n${TWO}`,
      `import os\n\nimport pytest\n\npytestmark = ${MARK}\n\n\n${TWO}`,
    ],
    [
      'with an import of another section',
      `import os\n\nfrom . import a\n\n${TWO}`,
      `import os\n\nimport pytest\n\nfrom . import a\n\npytestmark = ${MARK}\n\n${TWO}`,
    ],
    ['without imports', TWO, `import pytest\n\npytestmark = ${MARK}\n\n\n${TWO}`],
    [
      'behind a docstring',
      `"""About."""\n\n\n${TWO}`,
      `"""About."""\n\nimport pytest\n\npytestmark = ${MARK}\n\n\n${TWO}`,
    ],
    [
      'joining a mark',
      `import pytest\n\npytestmark = pytest.mark.slow\n\n${TWO}`,
      `import pytest\n\npytestmark = [pytest.mark.slow, ${MARK}]\n\n${TWO}`,
    ],
    [
      'joining a mark over several lines',
      `import pytest\n\npytestmark = pytest.mark.filterwarnings(\n    "ignore:old",\n)\n\n${TWO}`,
      `import pytest\n\npytestmark = [\n    pytest.mark.filterwarnings(\n        "ignore:old",\n    ),\n    ${MARK},\n]\n\n${TWO}`,
    ],
    [
      'joining a mark that fills its line',
      `import pytest\n\npytestmark = pytest.mark.skipif(not on_windows, reason="windows only")  # why\n\n${TWO}`,
      `import pytest\n\npytestmark = [\n    pytest.mark.skipif(not on_windows, reason="windows only"),\n    ${MARK},\n]  # why\n\n${TWO}`,
    ],
    [
      'joining a mark with a text over several lines',
      `import pytest\n\npytestmark = pytest.mark.slow(reason="""not\nnow""")\n\n${TWO}`,
      `import pytest\n\npytestmark = [pytest.mark.slow(reason="""not\nnow"""), ${MARK}]\n\n${TWO}`,
    ],
    [
      'joining a mark in brackets',
      `import pytest\n\npytestmark = (pytest.mark.slow)\n\n${TWO}`,
      `import pytest\n\npytestmark = ([pytest.mark.slow, ${MARK}])\n\n${TWO}`,
    ],
    [
      'joining a list',
      `import pytest\n\npytestmark = [pytest.mark.slow]\n\n${TWO}`,
      `import pytest\n\npytestmark = [pytest.mark.slow, ${MARK}]\n\n${TWO}`,
    ],
    [
      'joining an empty list',
      `import pytest\n\npytestmark = []\n\n${TWO}`,
      `import pytest\n\npytestmark = [${MARK}]\n\n${TWO}`,
    ],
    [
      'joining a list of lines',
      `import pytest\n\npytestmark = [\n    pytest.mark.slow,  # why\n]\n\n${TWO}`,
      `import pytest\n\npytestmark = [\n    pytest.mark.slow,  # why\n    ${MARK},\n]\n\n${TWO}`,
    ],
    [
      'joining a list of lines that ends in no comma',
      `import pytest\n\npytestmark = [\n    pytest.mark.unit,\n    pytest.mark.slow  # why\n]\n\n${TWO}`,
      `import pytest\n\npytestmark = [\n    pytest.mark.unit,\n    pytest.mark.slow,  # why\n    ${MARK}\n]\n\n${TWO}`,
    ],
    [
      'joining an annotated list',
      `import pytest\n\npytestmark: list = [pytest.mark.slow]\n\n${TWO}`,
      `import pytest\n\npytestmark: list = [pytest.mark.slow, ${MARK}]\n\n${TWO}`,
    ],
  ])('gets one mark %s', (_, code, expected) => {
    expect(fix(code, 'module')).toBe(expected);
    expect(fix(expected, 'module')).toBe(expected);
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(fix(crlf(code), 'module')).toBe(crlf(expected));
  });

  it('gets a mark for each test where its marks are computed', () => {
    const code = `import pytest\nfrom .marks import pytestmark\n\n${test('a')}`;
    expect(fix(code, 'module')).toBe(
      `import pytest\nfrom .marks import pytestmark\n\n@${MARK}\n${test('a')}`,
    );
  });
});

describe('a class', () => {
  it('gets a mark above it', () => {
    const code =
      'import pytest\n\n@pytest.mark.slow\nclass TestIt:\n    async def test_a(self): ...\n    async def test_b(self): ...\n';
    expect(fix(code, 'class')).toBe(code.replace('@pytest.mark.slow', `@${MARK}\n@pytest.mark.slow`));
  });

  it('gets it among its marks', () => {
    const code =
      'import pytest\n\nclass TestIt:\n    pytestmark = pytest.mark.slow\n    async def test_a(self): ...\n';
    expect(fix(code, 'class')).toBe(code.replace('pytest.mark.slow', `[pytest.mark.slow, ${MARK}]`));
  });

  it('is not needed', () => {
    expect(fix(`import pytest\n\n${test('a')}`, 'class')).toBe(`import pytest\n\n@${MARK}\n${test('a')}`);
  });
});

describe('the scope that suits', () => {
  const bounded = `@pytest.mark.timeout(5)\n${test('c')}`;

  it('is the module where most tests have no timeout', () => {
    const code = `import pytest\n\n${TWO}${bounded}`;
    expect(fix(code, 'auto')).toBe(`import pytest\n\npytestmark = ${MARK}\n\n${TWO}${bounded}`);
  });

  it('is the test where most have one, or it is alone', () => {
    const code = `import pytest\n\n${test('a')}${bounded}`;
    expect(fix(code, 'auto')).toBe(`import pytest\n\n@${MARK}\n${test('a')}${bounded}`);
    expect(fix(`import pytest\n\n${test('a')}`, 'auto')).toBe(`import pytest\n\n@${MARK}\n${test('a')}`);
  });
});
