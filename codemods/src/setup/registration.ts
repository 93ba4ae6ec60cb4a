/** The runners that the set-up can be registered with, in the order in which help and reports name them. */
export const RUNNERS = ['vitest', 'jest', 'mocha', 'node', 'playwright'] as const;

/** A runner that the set-up can be registered with. */
export type Runner = (typeof RUNNERS)[number];

/** All that `setup` knows: pytest takes a plugin of its own, and the other ones the package. */
export const ALL_RUNNERS = [...RUNNERS, 'pytest'] as const;

/** A runner that `setup` knows. */
export type AnyRunner = (typeof ALL_RUNNERS)[number];

/** The package that is registered. */
export const SETUP_PACKAGE = '@cogniverse/test-setup';

/** What a runner is called in sentences. */
export const RUNNER_TITLES: Readonly<Record<Runner, string>> = {
  vitest: 'Vitest',
  jest: 'Jest',
  mocha: 'Mocha',
  node: 'node:test',
  playwright: 'Playwright',
};

/** What any runner is called in sentences. */
export function runnerTitle(runner: AnyRunner): string {
  return runner === 'pytest' ? runner : RUNNER_TITLES[runner];
}

/** What to register in a configuration file. */
export interface Registration {
  readonly runner: Runner;
  /** The entry for that runner: `@cogniverse/test-setup/vitest`. */
  readonly entry: string;
  /** The major version of the runner that runs the file; `undefined` where it is not known. */
  readonly runnerMajor: number | undefined;
  /**
   * Absolute paths of configuration files that the set-up is registered in, or will be by the same plan: what
   * a configuration takes over from one of these need not be registered once more.
   */
  readonly registered: ReadonlySet<string>;
}

/** The entry of the set-up package for a runner. */
export function setupEntry(runner: Runner): string {
  return `${SETUP_PACKAGE}/${runner}`;
}

/**
 * Whether a text in a configuration names the entry for a runner: as a package, or as a path into one that is
 * installed, whatever the file's ending.
 */
export function namesSetup(text: string, runner: Runner): boolean {
  const [, entry] = /(?:^|\/)@cogniverse\/test-setup\/(.+)$/.exec(text.replaceAll('\\', '/')) ?? [];
  return entry !== undefined && /[^/]*$/.exec(entry)?.[0].replace(/\.[cm]?js$/, '') === runner;
}
