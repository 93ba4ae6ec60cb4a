import path from 'node:path';

/** The runners whose configuration modules the set-up is registered in. */
export type ConfiguredRunner = 'vitest' | 'jest' | 'mocha' | 'playwright';

/** The package that gives a suite its set-up. */
const PACKAGE = '@cogniverse/test-setup';

/** The entry of the set-up package for a runner, as configurations write it. */
export function setupEntry(runner: ConfiguredRunner): string {
  return `${PACKAGE}/${runner}`;
}

/**
 * Whether a text names the entry for a runner: as a package, or as a path into one that is installed, whatever
 * the file's ending.
 */
export function namesEntry(text: string, runner: ConfiguredRunner): boolean {
  const [, inside] = /(?:^|\/)@cogniverse\/test-setup\/(.+)$/.exec(text.replaceAll('\\', '/')) ?? [];
  return inside !== undefined && /[^/]*$/.exec(inside)?.[0].replace(/\.[cm]?[jt]s$/, '') === runner;
}

const CONFIG_FILES: Readonly<Record<ConfiguredRunner, RegExp>> = {
  vitest:
    /^(?:vite|vitest)(?:\.[\w-]+)*\.config(?:\.[\w-]+)*\.[cm]?[jt]s$|^vitest\.(?:workspace|projects)\.[cm]?[jt]s$/,
  jest: /^jest(?:[.-][\w-]+)*\.config(?:\.[\w-]+)*\.[cm]?[jt]s$/,
  mocha: /^\.mocharc(?:\.[\w-]+)*\.[cm]?js$/,
  playwright: /^playwright(?:-ct)?(?:\.[\w-]+)*\.config(?:\.[\w-]+)*\.[cm]?[jt]s$/,
};

/** Tests of configurations, and the copies that Vite makes while it loads one. */
const NO_CONFIG = /\.(?:test|spec|d)\.[cm]?[jt]s$|\.timestamp-/;

/** The runner that a file configures, by its name; a configuration of Vite may be one of Vitest. */
export function configuredRunner(file: string): ConfiguredRunner | undefined {
  const name = path.basename(file.replaceAll('\\', '/'));
  if (NO_CONFIG.test(name)) return undefined;
  for (const runner of ['vitest', 'jest', 'mocha', 'playwright'] as const) {
    if (CONFIG_FILES[runner].test(name)) return runner;
  }
  return undefined;
}

/** Whether a file is named as a configuration of Vite, which need not be about tests. */
export function isViteConfig(file: string): boolean {
  return path.basename(file.replaceAll('\\', '/')).startsWith('vite.');
}
