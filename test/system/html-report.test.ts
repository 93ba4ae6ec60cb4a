import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { expectExit, Project } from './project.ts';
import { CHROMIUM, ReportPage, startBrowser } from './report-page.ts';

const { eslint10 } = inject('installed');

const LATE = `import pytest

async def test_answers(client):
    assert await client.get('/')

def test_late():
    import subprocess
    assert subprocess
`;
const ASKS = `
async def test_asks(client):
    assert await client.post('/')
`;
const DENIED = `import { pipeline } from '@huggingface/transformers';
import { expect, it } from 'vitest';

it('answers', async () => {
  expect(await pipeline('feature-extraction', 'vidore/colpali-v1.2')).toBeDefined();
}, 9_000);
`;
const THREAD = `import { Worker } from 'node:worker_threads';
import { it } from 'vitest';

it('works', () => {
  const worker = new Worker('./work.js');
  worker.postMessage(1);
});
`;
const EVIL = '</script><img src=x onerror=alert(1)>';
const HOSTILE = `import { pipeline } from '@huggingface/transformers';
import { it } from 'vitest';

// \u202E ${EVIL} \u2028
it('${EVIL} & "quoted" \u200B', async () => { await pipeline('text', 'vidore/colpali-v1.2'); }, 9_000);
`;
const FILES = {
  'tests/unit/test_answers.py': LATE,
  'tests/unit/test_more.py': LATE.replaceAll('answers', 'more'),
  'web/answers.test.ts': DENIED,
  'web/thread.test.ts': THREAD,
  'web/<b>bold</b> & "it\'s" \u202Etxt.test.ts': HOSTILE,
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  "<i>unit</i>":\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n',
  'pyproject.toml': '[project]\nname = "a"\nversion = "0"\ndependencies = ["torch", "pytest-timeout"]\n',
};

/** Makes the report of a project, and says where it lies. */
async function report(
  project: Project,
  name = 'report.html',
  ...options: readonly string[]
): Promise<string> {
  await project.codemod('check', '--project', '--format', 'html', '--output', name, ...options);
  return path.join(project.directory, name);
}

describe.skipIf(CHROMIUM === undefined)('the report in a browser', () => {
  let browser: Browser;
  let project: Project;
  let file: string;
  beforeAll(async () => {
    browser = await startBrowser();
    project = await Project.of(eslint10, FILES);
    file = await report(project);
  });
  afterAll(() => browser.close());

  test('shows what check finds, asks nothing of others and heeds its own policy', async () => {
    const found = await project.codemod('check', '--project', '--format', 'json');
    const results = JSON.parse(found.stdout) as { messages: { message: string }[] }[];
    const messages = results.flatMap((result) => result.messages.map(({ message }) => message));
    const opened = await ReportPage.open(browser, file);
    expect(await opened.count()).toBe(`${messages.length} findings`);
    expect(await opened.page.locator('button.open').count()).toBe(messages.length);
    expect(await opened.page.title()).toMatch(/^project-\w+: suite report$/);
    await opened.close();
  });

  test.each(['light', 'dark'] as const)(
    'is accessible in its %s theme, with findings open',
    async (scheme) => {
      const opened = await ReportPage.open(browser, file, { scheme });
      for (const button of await opened.page.locator('button.open').all()) await button.click();
      for (const button of await opened.page.locator('.twisty').all()) await button.click();
      await opened.page.locator('.mend > summary').click();
      await opened.page.locator('button.card').first().click();
      expect(await opened.objections()).toEqual([]);
      await opened.page.getByRole('button', { name: /theme$/ }).click();
      expect(await opened.objections()).toEqual([]);
      await opened.close();
    },
  );

  test('fits a narrow screen', async () => {
    const opened = await ReportPage.open(browser, file, { width: 360 });
    for (const button of await opened.page.locator('button.open').all()) await button.click();
    const width = await opened.page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    expect(await opened.objections()).toEqual([]);
    await opened.close();
  });

  test('is walked by the keyboard', async () => {
    const opened = await ReportPage.open(browser, file);
    const { page } = opened;
    const focused = (): Promise<string> =>
      page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the findings');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('zebra subprocess');
    expect(await opened.messages()).toEqual([]);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('subprocess');
    await expect.poll(() => opened.count()).toMatch(/^2 of \d+ findings$/);
    await expect.poll(() => page.locator('[role=status]').textContent()).toMatch(/^2 of \d+ findings$/);
    await page.locator('button.open').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(
      await page.evaluate("document.activeElement === document.querySelectorAll('button.open')[1]"),
    ).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail').count()).toBe(1);
    expect(await page.locator('button.open').nth(1).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Copy the place');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await opened.close();
  });

  test('filters by practice, folder, rule and words, and the address keeps it', async () => {
    const opened = await ReportPage.open(browser, file);
    const { page } = opened;
    await page.getByRole('button', { name: /^Import timing/ }).click();
    await page.getByRole('button', { name: 'tests/unit/', exact: true }).click();
    expect(await opened.count()).toMatch(/^2 of /);
    await page.getByLabel('Search').fill('test_more');
    expect(await opened.count()).toMatch(/^1 of /);
    await page.locator('button.open').click();
    const address = new URL(page.url()).hash;
    const again = await ReportPage.open(browser, file, { fragment: address });
    expect(await again.count()).toMatch(/^1 of /);
    await expect.poll(() => again.page.evaluate('document.activeElement.className')).toBe('open');
    expect(await again.page.locator('.detail .place').innerText()).toContain('tests/unit/test_more.py:7:5');
    await again.page.getByRole('button', { name: 'Clear all' }).click();
    expect(await again.count()).toMatch(/^\d+ findings$/);
    await again.page.goBack();
    expect(await again.count()).toMatch(/^1 of /);
    await again.close();
    await opened.close();
  });

  test('shows code and diff of a finding, and texts of files as they are', async () => {
    const opened = await ReportPage.open(browser, file, {
      fragment: '#q=subprocess&path=tests/unit/test_more.py',
    });
    await opened.page.locator('button.open').click();
    expect(await opened.page.locator('.detail mark').innerText()).toBe('import subprocess');
    const lines = await opened.page.locator('.proposal .line').allInnerTexts();
    expect(
      lines.filter((line) => /^[+-]/.test(line)).map((line) => line.replace(/\s+/g, ' ').trim()),
    ).toEqual(['+import subprocess', '+', '- import subprocess']);
    await opened.close();
    const hostile = await ReportPage.open(browser, file, { fragment: '#q=bold' });
    await hostile.page.locator('button.open').click();
    expect(await hostile.page.locator('.group bdi').innerText()).toBe(
      'web/<b>bold</b> & "it\'s" \\u202Etxt.test.ts',
    );
    const shown = await hostile.page.locator('.detail').innerText();
    expect([shown.includes(EVIL), shown.includes('\\u202E'), shown.includes('\\u200B')]).toEqual([
      true,
      true,
      true,
    ]);
    await hostile.page.getByRole('button', { name: 'Clear all' }).click();
    expect((await hostile.messages()).join('\n')).toContain('<i>unit</i>');
    expect(await hostile.page.locator('main img, main i').count()).toBe(0);
    await hostile.close();
  });

  test('gives the command that mends what is selected, and no more', async () => {
    const own = await Project.of(eslint10, FILES);
    const opened = await ReportPage.open(browser, await report(own), {
      fragment: '#fix=fix&path=tests/unit/test_more.py',
    });
    await opened.page.locator('.mend > summary').click();
    const command = await opened.page.locator('.mend pre').innerText();
    await opened.close();
    const args = command.replace(/^npx cogniverse-codemod /, '').split(' ');
    expectExit(await own.codemod(...args), 0);
    const files = await own.read();
    expect(files['tests/unit/test_more.py']).not.toBe(FILES['tests/unit/test_more.py']);
    expect(files['tests/unit/test_answers.py']).toBe(FILES['tests/unit/test_answers.py']);
    expect(files['web/answers.test.ts']).toBe(FILES['web/answers.test.ts']);
  });

  test('prints without what only a screen has', async () => {
    const opened = await ReportPage.open(browser, file);
    await opened.page.emulateMedia({ media: 'print' });
    expect(await opened.page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await opened.page.locator('.tile').first().isVisible()).toBe(true);
    expect((await opened.page.pdf()).length).toBeGreaterThan(10_000);
    await opened.close();
  });

  test('tells what is new, fixed and remaining, and carries the history on', async () => {
    const own = await Project.of(eslint10, FILES);
    await report(own, 'first.html');
    await own.write('tests/unit/test_answers.py', `# moved\n\n${LATE.replace(/\ndef test_late[^]*/, '\n')}`);
    await own.write('tests/unit/test_more.py', `${LATE.replaceAll('answers', 'more')}\n${ASKS}`);
    await report(own, 'second.html', '--history', 'first.html');
    const last = await report(own, 'third.html', '--history', 'second.html');
    const second = await ReportPage.open(browser, path.join(own.directory, 'second.html'), {
      fragment: '#state=new',
    });
    expect(await second.messages()).toEqual([expect.stringContaining('asks')]);
    await second.page.getByLabel('Since the last report', { exact: true }).selectOption('fixed');
    expect(await second.messages()).toEqual([expect.stringContaining('subprocess')]);
    await second.page.locator('button.open').click();
    expect(await second.page.locator('.detail').innerText()).toContain('gone since the last report');
    expect(await second.objections()).toEqual([]);
    await second.close();
    const third = await ReportPage.open(browser, last);
    expect(await third.page.locator('#history circle').count()).toBe(3);
    await third.page.locator('#history summary').click();
    expect(await third.page.locator('#history tbody tr').count()).toBe(3);
    expect(await third.objections()).toEqual([]);
    await third.close();
  });

  test.each([
    ['nothing was found', { 'tests/test_a.py': 'def test_a():\n    assert True\n' }, 'Nothing to do.'],
    ['there is no file', {}, 'No file was read.'],
  ])('looks good where %s', async (_, files, said) => {
    const clean = await Project.of(eslint10, files);
    const opened = await ReportPage.open(browser, await report(clean));
    expect(await opened.page.locator('.none').innerText()).toContain(said);
    expect(await opened.objections()).toEqual([]);
    await opened.close();
  });

  test('says what could not be looked at', async () => {
    const broken = await Project.of(eslint10, { 'tests/test_a.py': LATE, 'cogniverse.config.json': '{' });
    const opened = await ReportPage.open(browser, await report(broken));
    await opened.page.locator('.problems summary').click();
    expect(await opened.page.locator('.problems').innerText()).toContain('cogniverse.config.json');
    await opened.close();
  });

  test('opens and filters 50,000 findings at once', async () => {
    const many = await Project.of(eslint10, {});
    const cases = Array.from(
      { length: 500 },
      (_, index) => `async def test_${index}(client):\n    assert await client.get(${index})\n`,
    );
    const texts = Array.from({ length: 100 }, (_, index) =>
      many.write(`area_${index % 10}/tests/test_${index}.py`, ['import pytest\n', ...cases].join('\n\n')),
    );
    await Promise.all(texts);
    const page = await report(many);
    expect((await stat(page)).size).toBeLessThan(24e6);
    const started = performance.now();
    const opened = await ReportPage.open(browser, page);
    const openedIn = performance.now() - started;
    expect(await opened.count()).toBe('50,000 findings');
    const filteredIn = await opened.page.evaluate<number>(`(async () => {
      const search = document.getElementById('search');
      const begun = performance.now();
      search.value = 'area_7 test_499';
      search.dispatchEvent(new Event('input'));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - begun;
    })()`);
    expect(await opened.count()).toBe('10 of 50,000 findings');
    console.log(
      `50,000 findings: opened in ${Math.round(openedIn)} ms, filtered in ${Math.round(filteredIn)} ms`,
    );
    expect([openedIn < 10_000, filteredIn < 2_000]).toEqual([true, true]);
    await opened.close();
  });
});

test('refuses what can not be a history, and a history without a page', async () => {
  const project = await Project.of(eslint10, { 'a.html': '<p>' });
  const asPage = await project.codemod(
    'check',
    '--format',
    'html',
    '--output',
    'b.html',
    '--history',
    'a.html',
  );
  expectExit(asPage, 2);
  expect(asPage.stderr).toContain('is no report');
  const asText = await project.codemod('check', '--history', 'a.html');
  expectExit(asText, 2);
  expect(asText.stderr).toContain('--format html');
});

test('is the same to the byte where SOURCE_DATE_EPOCH is', async () => {
  const project = await Project.of(eslint10, FILES);
  const make = async (): Promise<string> => {
    const program = path.join(eslint10, 'node_modules/cogniverse-codemod/bin/cogniverse-codemod.js');
    const options = {
      cwd: project.directory,
      env: { ...process.env, SOURCE_DATE_EPOCH: '1' },
      maxBuffer: 1 << 26,
    };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, 'check', 'web', '--format', 'html'],
      options,
    ).catch((error: unknown) => error as { stdout: string });
    return stdout;
  };
  const page = await make();
  expect(page).toContain('"made":"1970-01-01T00:00:01.000Z"');
  expect(await make()).toBe(page);
});
