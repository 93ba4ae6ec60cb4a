/** The browser that the tests drive: Debian's, since Playwright's own cannot be had from a package registry. */
import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** Whether there is a browser to drive. */
export const hasBrowser = CHROMIUM !== undefined;

/** Starts it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
}
