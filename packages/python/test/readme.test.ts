import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const directory = path.resolve(import.meta.dirname, '..');
const page = readFileSync(path.join(directory, 'README.md'), 'utf8');
const snippets = Array.from(page.matchAll(/```js\n(.*?)```/gsu), ([, code = '']) => code);

test.each([...snippets.entries()])('the page says what its example %i prints', (_, code) => {
  const args = ['--input-type=module', '--eval', code];
  const printed = execFileSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
  const said = Array.from(code.matchAll(/console\.log\(.*\); \/\/ (.*)/gu), ([, text = '']) => text);
  expect(said.length).toBeGreaterThan(0);
  expect(printed).toBe(`${said.join('\n')}\n`);
});
