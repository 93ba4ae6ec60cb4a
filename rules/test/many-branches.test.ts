import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import plugin from '../src/index.ts';

const BRANCHES = 80;

/** Names that each branch sets from themselves have more meanings than anything could look at. */
const code = [
  'import pytest',
  'pytestmark = []',
  ...Array.from({ length: BRANCHES }, () => [
    'if a:',
    '    x = x(x)',
    '    pytestmark = pytestmark + [x]',
    'else:',
    '    x = x.b(x)',
    '    pytestmark = [x] + pytestmark',
  ]).flat(),
  '@x',
  'async def test_a():',
  '    x.from_pretrained(x)',
  '    x.Thread(model_name=x)',
  '',
].join('\n');

it.each(Object.keys(plugin.rules))('%s ends soon on names that are set over and over', (rule) => {
  const linter = new Linter({ cwd: '/project' });
  const config: Linter.Config = {
    files: ['**/*.py'],
    plugins: { cogniverse: plugin },
    language: 'cogniverse/python',
    rules: { [`cogniverse/${rule}`]: 'error' },
  };
  const messages = linter.verify(code, config, { filename: '/project/test_a.py' });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
});
