import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { describe, expect, inject, test } from 'vitest';

import { Project } from './project.ts';
import { Terminal } from './terminal.ts';

const { eslint10 } = inject('installed');

const CTRL_C = '\u0003';
/** No progress, however slow the machine is. */
const QUIET = { CI: 'true' };

const PYTHON = [
  'import asyncio',
  'import pytest',
  '',
  '',
  '@pytest.mark.asyncio',
  'async def test_one():',
  '    await asyncio.sleep(0)',
  '',
  '',
  '@pytest.mark.asyncio',
  'async def test_two():',
  '    await asyncio.sleep(0)',
  '',
].join('\n');
const TYPESCRIPT = [
  "import { test } from 'vitest';",
  '',
  "test('one', async () => {",
  '  await run();',
  '});',
  '',
  "test('two', async () => {",
  '  await run();',
  '});',
  '',
].join('\r\n');
const WORKERS = [
  "import { Worker } from 'node:worker_threads';",
  "import { test } from 'vitest';",
  '',
  ...['one', 'two'].flatMap((name) => [
    `test('${name}', async () => {`,
    "  const worker = new Worker(new URL('./worker.js', import.meta.url));",
    '  await worker.terminate();',
    '}, 1000);',
    '',
  ]),
].join('\n');
const FILES = { 'a.test.ts': TYPESCRIPT, 'tests/test_b.py': PYTHON, 'pytest.ini': '[pytest]\n' };
/** Two changes in the Python file too: one mark for all of it would be one. */
const BY_FUNCTION = ['add-timeouts', '--interactive', '--scope', 'function'];
/** What ends each line of progress, which a slow machine shows while it works. */
const CLEAR = '\u001B[K';
const MARK = '@pytest.mark.timeout(30)\n';

function withMark(name: string): string {
  return PYTHON.replace(`@pytest.mark.asyncio\nasync def test_${name}`, `${MARK}$&`);
}

describe('--interactive', () => {
  test('makes the changes that are answered with yes, and no others', async () => {
    const project = await Project.of(eslint10, FILES);
    const terminal = Terminal.run(project, BY_FUNCTION);
    const first = await terminal.answer('y');
    await terminal.answer('n');
    await terminal.answer('n');
    await terminal.answer('y');
    expect(await terminal.end()).toBe(1);
    const texts = await project.read();
    expect(texts['a.test.ts']).toBe(TYPESCRIPT.replace('});', '}, 30_000);'));
    expect(texts['tests/test_b.py']).toBe(withMark('two'));
    expect(first).toContain('a.test.ts:3:1');
    const lines = await terminal.lines();
    expect(lines).toEqual(expect.arrayContaining(['  @@ -2,7 +2,7 @@', '  -});', '  +}, 30_000);']));
    expect(lines).toContain('a.test.ts (file 1 of 2, change 1 of 2)');
    expect(lines).toContain('tests/test_b.py (file 2 of 2, change 2 of 2)');
    expect(lines).toContain('Make this change? [y]es [n]o [f]ile [a]ll [q]uit [?] yes');
    expect(lines).toContain('fixed 1 finding in a.test.ts');
    expect(lines).toContain('✖ 2 findings in 2 files');
  });

  test('writes what the command writes by itself where all is wanted', async () => {
    const [asked, silent] = [await Project.of(eslint10, FILES), await Project.of(eslint10, FILES)];
    const terminal = Terminal.run(asked, ['fix', '--interactive']);
    await terminal.answer('a');
    expect(await terminal.end()).toBe(0);
    expect((await silent.codemod('fix')).code).toBe(0);
    expect(await asked.read()).toEqual(await silent.read());
  });

  test('takes all of a file, helps, passes over other keys, and quits with what it was told so far', async () => {
    const project = await Project.of(eslint10, { ...FILES, 'c.test.ts': TYPESCRIPT });
    const terminal = Terminal.run(project, ['add-timeouts', '--interactive'], { columns: 60 });
    await terminal.answer('f');
    await terminal.answer('x');
    expect(await terminal.answer('\r')).toContain('quit: what was answered with yes is written');
    terminal.press('y');
    await terminal.answer('q');
    expect(await terminal.end()).toBe(1);
    const texts = await project.read();
    expect(texts['a.test.ts']).toBe(TYPESCRIPT.replaceAll('});', '}, 30_000);'));
    expect(texts['c.test.ts']).toBe(TYPESCRIPT.replace('});', '}, 30_000);'));
    expect(texts['tests/test_b.py']).toBe(PYTHON);
  });

  test('leaves a file as it was on Ctrl-C, and says which ones are written', async () => {
    const project = await Project.of(eslint10, FILES);
    const terminal = Terminal.run(project, BY_FUNCTION);
    await terminal.answer('f');
    await terminal.answer('y');
    await terminal.answer(CTRL_C);
    expect(await terminal.end()).toBe(130);
    const texts = await project.read();
    expect(texts['a.test.ts']).toBe(TYPESCRIPT.replaceAll('});', '}, 30_000);'));
    expect(texts['tests/test_b.py']).toBe(PYTHON);
    expect((await terminal.lines()).slice(-3)).toEqual([
      'Stopped at tests/test_b.py, which is left as it was.',
      'Written before: 1 file',
      '  a.test.ts',
    ]);
  });

  test('works for codemods by structure: each change for itself, with the import that it needs', async () => {
    const project = await Project.of(eslint10, { 'a.test.ts': WORKERS });
    const terminal = Terminal.run(project, ['manage-threads', '--interactive']);
    expect(await terminal.answer('n')).toContain("+import { managedWorker } from '@cogniverse/test-setup';");
    expect(await terminal.answer('y')).toContain("+import { managedWorker } from '@cogniverse/test-setup';");
    expect(await terminal.end()).toBe(1);
    const text = (await project.read())['a.test.ts'] ?? '';
    expect(text.match(/new Worker\(/g)).toHaveLength(1);
    expect(text.indexOf('managedWorker(new')).toBeGreaterThan(text.indexOf('new Worker('));
  });

  test('offers suggestions with --unsafe, and says that they are', async () => {
    const marker = '[pytest]\nmarkers =\n    slow: takes long\n';
    const test_ = '@pytest.mark.slwo\ndef test_three():\n    assert True\n';
    const project = await Project.of(eslint10, { 'pytest.ini': marker, 'tests/test_c.py': `import pytest\n\n\n${test_}` });
    const safe = Terminal.run(project, ['fix', '--interactive']);
    expect(await safe.end()).toBe(1);
    const unsafe = Terminal.run(project, ['fix', '--interactive', '--unsafe']);
    const shown = await unsafe.answer('y');
    expect(shown).toMatch(/suggestion: .*It may change what the code\s+does\./s);
    expect(await unsafe.end()).toBe(0);
    expect((await project.read())['tests/test_c.py']).toContain('@pytest.mark.slow\n');
  });

  test('does not ask about files that it may not write', async () => {
    const project = await Project.of(eslint10, { ...FILES, 'c.test.ts': TYPESCRIPT });
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: project.directory });
    };
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message=all');
    await project.write('a.test.ts', `${TYPESCRIPT}// changed\r\n`);
    await chmod(path.join(project.directory, 'c.test.ts'), 0o444);
    const terminal = Terminal.run(project, BY_FUNCTION);
    expect(await terminal.answer('f')).toContain('tests/test_b.py');
    expect(await terminal.end()).toBe(2);
    const said = (await terminal.lines()).join(' ');
    expect(said).toContain('a.test.ts: not written: it has uncommitted changes');
    expect(said).toContain('c.test.ts: not written: it is read-only');
    expect((await project.read())['tests/test_b.py']).toContain(MARK);
  });
});

describe('the report at a terminal', () => {
  test.each([44, 80])('holds to %i columns, with colours', async (columns) => {
    const project = await Project.of(eslint10, FILES);
    const terminal = Terminal.run(project, ['check'], { columns });
    expect(await terminal.end()).toBe(1);
    expect(terminal.output).toContain('\u001B[31m');
    const written = terminal.output.split(CLEAR).at(-1) ?? '';
    const plain = stripVTControlCharacters(written).split('\r\n');
    const report = plain.slice(0, plain.findIndex((line) => line.startsWith('✖')));
    expect(report.filter((line) => line.length > columns)).toEqual([]);
    expect(report.join('\n')).toContain('> 3 | test(');
  });

  test('has no colours where NO_COLOR says so', async () => {
    const project = await Project.of(eslint10, FILES);
    const terminal = Terminal.run(project, ['check'], { environment: { ...QUIET, NO_COLOR: '1' } });
    expect(await terminal.end()).toBe(1);
    expect(terminal.output).not.toContain('\u001B[');
  });
});

describe('progress', () => {
  const many = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`tests/test_${index}.py`, PYTHON]));

  test('shows rate and time left of a long run within the width, and leaves nothing behind', async () => {
    const project = await Project.of(eslint10, many);
    const terminal = Terminal.run(project, ['check', '--max-findings', '1'], { columns: 60 });
    expect(await terminal.end()).toBe(1);
    const telling = /^\r[\d,]+ of 1,500 files · (?:\d+ min )?\d+ s left · [\d,]+ files\/s$/;
    expect(terminal.output.split(CLEAR)).toContainEqual(expect.stringMatching(telling));
    const lines = await terminal.lines();
    expect(lines[0]).toBe('tests/test_0.py (2 findings)');
    expect(lines.filter((line) => line.includes('files/s'))).toEqual([]);

    const narrow = Terminal.run(project, ['check', '--max-findings', '1'], { columns: 20 });
    expect(await narrow.end()).toBe(1);
    const shown = narrow.output.split(CLEAR).slice(0, -1);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter((line) => line.length > '\r'.length + 19)).toEqual([]);
  });
});
