import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Debian's browser; Playwright's own cannot be had from a package registry. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** What pages are held to. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How a page is looked at. */
export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  /** The fragment of the address. */
  readonly fragment?: string;
}

/** Starts the browser. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
}

/** A report in the browser. It fails on what the page says to the console, and on what it asks of others. */
export class ReportPage {
  readonly page: Page;
  readonly #complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => this.#complaints.push(message.text()));
    page.on('pageerror', (error) => this.#complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) this.#complaints.push(request.url());
    });
  }

  /** Opens a report. */
  static async open(browser: Browser, file: string, look: Look = {}): Promise<ReportPage> {
    const { scheme = 'light', width = 1280, fragment = '' } = look;
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const opened = new ReportPage(page);
    await page.goto(pathToFileURL(path.resolve(file)).href + fragment);
    await page.waitForSelector('main');
    return opened;
  }

  /** The count above the list. */
  count(): Promise<string> {
    return this.page.locator('.count').innerText();
  }

  /** Messages of the findings that the page of the list shows. */
  messages(): Promise<string[]> {
    return this.page.locator('button.open').allInnerTexts();
  }

  /** What accessibility checkers object to, a line each. */
  async objections(): Promise<string[]> {
    // The page's policy runs no other script, so it is run as the debugger runs one.
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify({ runOnly: STANDARDS })})`,
    );
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
    );
  }

  /** Closes the page. */
  async close(): Promise<void> {
    await this.page.close();
    expect(this.#complaints).toEqual([]);
  }
}
