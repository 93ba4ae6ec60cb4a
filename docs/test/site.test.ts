/** The built site, driven in a browser. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sidebar } from '../.vitepress/navigation.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { serve, type StaticServer } from './static-server.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const DOCS = path.resolve(import.meta.dirname, '..');
const SITE = path.join(DOCS, '.vitepress/dist');

/** The site's pages, as a browser asks for them. */
const PAGES = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.html') && name !== '404.html')
  .map((name) => `/${name.replace(/(?:index)?\.html$/, '')}`);

/** What axe finds by WCAG of a page's content; what is around it is VitePress's own. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => {
    const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
    return window.axe.run('#VPContent', { runOnly: standard, selectors: false });
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

test('every page of the documentation is in the navigation', () => {
  const linked = sidebar.flatMap(function links({ link, items = [] }): string[] {
    return [...(link === undefined ? [] : [link]), ...items.flatMap(links)];
  });
  expect([...linked].sort()).toEqual(PAGES.filter((page) => page !== '/').sort());
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let server: StaticServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serve(SITE);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** A new page that keeps what goes wrong on it. */
  async function open(address: string, options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(15_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await page.goto(server.url + address);
    return { page, errors };
  }

  test('every page is there, says what it is and has nothing to complain about', { timeout: 120_000 }, async () => {
    const { page, errors } = await open('/');
    for (const address of PAGES) {
      const response = await page.goto(server.url + address);
      expect(response?.status(), address).toBe(200);
      await page.locator('h1').first().waitFor();
      expect(await page.title(), address).toContain('Cogniverse test toolkit');
      expect(errors, address).toEqual([]);
    }
    expect(PAGES.length).toBeGreaterThan(40);
    await page.close();
  });

  test('the search finds a rule, and the keyboard alone leads to it', async () => {
    const { page, errors } = await open('/');
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+k');
          return page.locator('.search-input').isVisible();
        },
        { timeout: 15_000, interval: 300 },
      )
      .toBe(true);
    await page.keyboard.type('no-manual-threads');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/rules/no-manual-threads*');
    await page.locator('h1', { hasText: 'no-manual-threads' }).waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  test('the navigation leads from the first page to a rule and on to its example in the playground', async () => {
    const { page, errors } = await open('/');
    await page.getByRole('navigation', { name: 'Main Navigation' }).getByRole('link', { name: 'Rules' }).click();
    await page.waitForURL('**/rules/');
    await page.locator('main').getByRole('link', { name: 'allowed-models', exact: true }).click();
    await page.waitForURL('**/rules/allowed-models');
    await page.getByRole('link', { name: 'Open in the playground' }).first().click();
    await page.waitForURL('**/playground#code=*');
    await page.locator('.finding').first().waitFor();
    expect(await page.locator('.finding .origin a').allTextContents()).toEqual(
      expect.arrayContaining(['allowed-models']),
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  test('a page that is not there says so', async () => {
    const page = await browser.newPage();
    const response = await page.goto(`${server.url}/rules/no-such-rule`);
    expect(response?.status()).toBe(404);
    await page.getByText('PAGE NOT FOUND').waitFor();
    await page.close();
  });

  test.each(['light', 'dark'] as const)('is accessible when %s', { timeout: 120_000 }, async (colorScheme) => {
    for (const address of ['/', '/rules/ci-time-limit', '/playground']) {
      const { page } = await open(address, { colorScheme, reducedMotion: 'reduce' });
      if (address === '/playground') await page.locator('.finding').first().waitFor();
      expect(await violations(page), address).toEqual([]);
      await page.close();
    }
  });

  test('fits a narrow screen', async () => {
    for (const address of ['/', '/rules/', '/guide', '/recipes/', '/playground']) {
      const { page } = await open(address, { viewport: { width: 360, height: 740 } });
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content, address).toBeLessThanOrEqual(screen);
      await page.close();
    }
  });
});
