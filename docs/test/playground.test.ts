/** The playground, driven in a browser as its users do. */
import path from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { hasBrowser, startBrowser } from './browser.ts';
import { serve, type StaticServer } from './static-server.ts';

const SITE = path.resolve(import.meta.dirname, '../.vitepress/dist');

const LATE_IMPORT = `import pytest


@pytest.mark.timeout(30)
async def test_reads():
    import json

    assert json.loads("1") == 1
`;

const OPEN_SERVER = `import socket

import pytest


@pytest.fixture
def server():
    server = socket.create_server(("", 0))
    yield server
`;

describe.skipIf(!hasBrowser)('the playground', () => {
  let server: StaticServer;
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];

  beforeAll(async () => {
    server = await serve(SITE);
    browser = await startBrowser();
  });
  afterEach(async () => {
    expect(errors).toEqual([]);
    await page.close();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function open(address = '/playground'): Promise<void> {
    errors = [];
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(server.url + address);
    await page.locator('.findings[aria-busy="false"]').waitFor();
  }

  /** Replaces the text of an editor by typing it in at once. */
  async function write(label: string, text: string): Promise<void> {
    await page.getByRole('textbox', { name: label, exact: true }).fill(text);
  }

  async function text(): Promise<string> {
    const lines = await page.locator('.cm-content[aria-label="Code"] .cm-line').allTextContents();
    return lines.join('\n');
  }

  async function untilFound(count: number): Promise<string[]> {
    const words = count === 1 ? '1 finding' : `${count} findings`;
    await page.getByRole('heading', { name: words, exact: true }).waitFor();
    await page.locator('.findings[aria-busy="false"]').waitFor();
    return page.locator('.finding .origin a').allTextContents();
  }

  test('finds while one types, and fixes by a click', async () => {
    await open();
    expect(await untilFound(1)).toEqual(['require-async-timeout']);
    await write('Code', "import { test } from 'vitest';\n\ntest('waits', async () => {\n  await forever();\n});\n");
    await page.getByRole('textbox', { name: 'Code' }).press('Control+End');
    await page.keyboard.type("\ntest('waits again', async () => { await forever(); });");
    expect(await untilFound(2)).toEqual(['require-async-timeout', 'require-async-timeout']);
    expect(await page.locator('.cm-lintRange-error').count()).toBe(2);
    await page.locator('.finding').first().getByRole('button', { name: 'Fix' }).click();
    await untilFound(1);
    expect(await text()).toContain('}, 30_000);');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('findings-title');
  });

  test('runs on Python, and loads TypeScript only where it is needed', async () => {
    await open();
    await page.getByText('Python', { exact: true }).click();
    await untilFound(1);
    await page.waitForURL('**/playground#code=*');
    const address = new URL(page.url());
    await page.close();
    const loaded: string[] = [];
    page = await browser.newPage();
    page.context().on('request', (request) => loaded.push(request.url()));
    await page.goto(address.href);
    await untilFound(1);
    expect(await text()).toContain('async def test_finds_the_page_about_anchors');
    expect(loaded.filter((url) => url.includes('/engine/worker-'))).toHaveLength(1);
    expect(loaded.filter((url) => /\/engine\/(?:typescript|text)-/.test(url))).toEqual([]);
    await write('Code', LATE_IMPORT);
    expect(await untilFound(1)).toEqual(['no-late-system-imports']);
    await page.getByRole('button', { name: 'Fix all' }).click();
    await untilFound(0);
    expect(await text()).toBe(LATE_IMPORT.replace('    import json\n\n', '').replace('import pytest', 'import json\n\nimport pytest'));
  });

  test('shows what the fixes would change before they are applied', async () => {
    await open();
    await untilFound(1);
    const before = await text();
    await page.getByRole('button', { name: 'Preview fixes' }).click();
    await page.locator('.difference .cm-changedLine').waitFor();
    expect(await page.locator('.difference .cm-changedLine').allTextContents()).toEqual(['}, 30_000);']);
    await page.keyboard.press('Escape');
    await page.locator('.difference').waitFor({ state: 'detached' });
    expect(await text()).toBe(before);
    await page.getByRole('button', { name: 'Preview fixes' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await untilFound(0);
    expect(await text()).toBe(before.replace('\n});\n', '\n}, 30_000);\n'));
  });

  test('applies a suggestion by a click, and goes to the place of a finding', async () => {
    await open();
    await page.getByLabel('Preset').selectOption('strict');
    await page.getByText('Python', { exact: true }).click();
    await write('Code', OPEN_SERVER);
    expect(await untilFound(1)).toEqual(['cleanup-resources']);
    await page.getByRole('button', { name: /go to this place$/ }).click();
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('socket.create_server');
    await page.locator('.finding .actions .action').first().click();
    await untilFound(0);
    expect(await text()).toBe(`${OPEN_SERVER}    server.close()\n`);
  });

  test('holds the code to the policy, and says what is wrong with it', async () => {
    await open();
    await page.getByLabel('Example').selectOption({ label: 'A model too large for a test' });
    expect(await untilFound(1)).toEqual(['allowed-models']);
    await page.getByRole('tab', { name: 'cogniverse.config.json' }).click();
    await write('cogniverse.config.json', '{ "models": { "allow": ["vidore/colpali-v1.2"] } }');
    await untilFound(0);
    await write('cogniverse.config.json', '{ "models": { "alow": [] } }');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/^cogniverse\.config\.json: models\.alow: unknown key\./);
  });

  test('asks the file name whether it is a test, and takes rules on top of the preset', async () => {
    await open();
    await write('Code', 'globalThis.later = import("node:fs");\nconst load = async () => await import("node:os");\nawait load();\n');
    expect(await untilFound(1)).toEqual(['no-late-system-imports']);
    await page.getByRole('textbox', { name: 'File' }).fill('src/search.ts');
    await page.getByRole('textbox', { name: 'File' }).press('Enter');
    await untilFound(0);
    await page.getByRole('tab', { name: 'ESLint rules' }).click();
    await page.getByRole('textbox', { name: 'File' }).fill('test/search.ts');
    await page.getByRole('textbox', { name: 'File' }).press('Enter');
    await untilFound(1);
    await write('rules', '{ "cogniverse/no-late-system-imports": "off" }');
    await untilFound(0);
  });

  test('looks at CI workflows', async () => {
    await open();
    await page.getByText('CI', { exact: true }).click();
    expect((await untilFound(2)).sort()).toEqual(['ci-thread-environment', 'ci-time-limit']);
  });

  test('has links that keep all of it', async () => {
    await open();
    await page.getByLabel('Preset').selectOption('strict');
    await page.getByLabel('Runner').selectOption('mocha');
    await write('Code', "it('é 𝒳 waits', async () => { await forever(); });\n");
    await page.getByRole('tab', { name: 'cogniverse.config.json' }).click();
    await write('cogniverse.config.json', '{ "timeouts": { "default": "7s" } }');
    const found = await untilFound(1);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByText('Link copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.close();
    await open(link.replace(server.url, ''));
    expect(await untilFound(1)).toEqual(found);
    expect(await text()).toBe("it('é 𝒳 waits', async () => { await forever(); });\n");
    expect(await page.getByLabel('Preset').inputValue()).toBe('strict');
    expect(await page.getByLabel('Runner').inputValue()).toBe('mocha');
    await page.getByRole('button', { name: 'Fix', exact: true }).click();
    await untilFound(0);
    expect(await text()).toContain('.timeout(7000)');
  });

  test('passes over a link that is cut off', async () => {
    await open('/playground#code=q1YqSS0qAQ');
    await untilFound(1);
  });

  test('can be used by the keyboard alone', async () => {
    await open();
    await untilFound(1);
    await page.getByRole('radio', { name: 'TypeScript' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'tests/test_search.py' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('cogniverse.config.json');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Code');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n\nasync def test_b(): ...');
    await untilFound(2);
    for (const name of ['Preview fixes', 'Fix all']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe(name);
    }
    await page.keyboard.press('Enter');
    await untilFound(0);
  });
});
