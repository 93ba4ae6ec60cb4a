import { existsSync } from 'node:fs';

import { step } from './step.mjs';

/** Where Debian's package puts it, and where the tests look for it. */
const CHROMIUM = '/usr/bin/chromium';

/**
 * Installs Debian's Chromium, which one test drives, where it is not there and root may install it: in a container
 * or in CI. Elsewhere, and where it fails, that test is skipped and says so.
 */
export async function installChromium() {
  const isMissing = !existsSync(CHROMIUM) && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!isMissing) return;
  const install = 'apt-get update -q && apt-get install -yq --no-install-recommends chromium';
  await step("Install Debian's Chromium", { program: 'sh', args: ['-c', install] }, () => true);
  if (!existsSync(CHROMIUM)) console.log('  It could not be installed: the test that needs a browser is skipped.');
}
