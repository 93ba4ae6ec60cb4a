import path from 'node:path';

import { entriesOf, remembered, textOf } from '../disk.ts';
import { directoriesAbove } from '../project-files.ts';
import { markerPackages } from './plugin-markers.ts';
import { PYTEST_CONFIG_FILES } from './pytest-config.ts';
import { packagesStatedIn } from './stated-packages.ts';

/** Folders whose files say what is installed, too. */
const FOLDERS = [
  'requirements',
  path.join('.github', 'workflows'),
  'continuous_integration',
  'ci',
  'conda',
  'dev',
  'docker',
  'scripts',
  'tools',
  '.azure-pipelines',
  '.buildkite',
  '.circleci',
  '.devcontainer',
  '.gitlab',
];
/** Files of which one may install a package, whether as a dependency or by a command. */
const INSTALLS = oneOf([
  /\.(?:toml|lock|ini|cfg|in|pip|ya?ml|sh|dockerfile)$/,
  /(?:requirements|constraints)[\w.-]*\.txt$|^requirements\/.*\.txt$/,
  /(?:^|\/)(?:setup|noxfile|conftest|tasks|dodo)\.py$/,
  /(?:^|\/)(?:Pipfile(?:\.lock)?|Makefile|[Jj]ustfile|Dockerfile.*)$/,
]);

/** What the files of a project say of plugins of pytest, from a directory up to the repository's root. */
export interface PluginStatements {
  /** The file that states pytest as a dependency, as an absolute path: the nearest one. */
  readonly pytest: string | undefined;
  /**
   * Packages that have to do with pytest or bring markers, and are spoken of in any way, by normalized names.
   */
  readonly mentioned: ReadonlySet<string>;
  /** Those of them that are stated as dependencies. */
  readonly stated: ReadonlySet<string>;
  /** Somewhere pytest is started with a configuration that is not found by looking upwards. */
  readonly hasOtherConfig: boolean;
}

/** What is said of plugins in the files that hold for a directory. */
export const pluginStatements = remembered((directory: string): PluginStatements => {
  const all = path.isAbsolute(directory) ? directoriesAbove(directory).map(statementsIn) : [];
  return {
    pytest: all.find(({ pytest }) => pytest !== undefined)?.pytest,
    mentioned: new Set(all.flatMap(({ mentioned }) => [...mentioned])),
    stated: new Set(all.flatMap(({ stated }) => [...stated])),
    hasOtherConfig: all.some(({ hasOtherConfig }) => hasOtherConfig),
  };
});

/**
 * The file of a project that states pytest as a dependency where no file of it, from the directory up to the
 * repository's root, speaks of a plugin in any way: its marks and options do nothing there. `undefined` where
 * it is spoken of, or the project does not state what its tests need.
 *
 * @param packages - Normalized names of packages of which each brings the plugin.
 */
export function dependenciesWithout(packages: readonly string[], directory: string): string | undefined {
  const { pytest, mentioned } = pluginStatements(directory);
  return packages.some((name) => mentioned.has(name)) ? undefined : pytest;
}

const MENTION = new RegExp(
  `pytest[-_.\\w]*|(?<!\\w)(?:${[...markerPackages]
    .filter((name) => !name.startsWith('pytest'))
    .map((name) => name.replaceAll('-', '[-_.]'))
    .join('|')})(?!\\w)`,
  'gi',
);

/** What matches any of some patterns. */
function oneOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));
}

const statementsIn = remembered((directory: string): PluginStatements => {
  const names = [
    ...entriesOf(directory).matching(INSTALLS),
    ...FOLDERS.flatMap((folder) =>
      [...entriesOf(path.join(directory, folder))].map((name) => path.join(folder, name)),
    ),
  ]
    .filter((name) => INSTALLS.test(name.split(path.sep).join('/')))
    // What states a dependency is the file that people write, not the lock that is made of it.
    .toSorted((left, right) => Number(isLock(left)) - Number(isLock(right)));
  const mentioned = new Set<string>();
  const stated = new Set<string>();
  let pytest: string | undefined;
  let hasOtherConfig = false;
  for (const name of names) {
    const text = textOf(path.join(directory, name)) ?? '';
    for (const [mention] of text.matchAll(MENTION)) mentioned.add(normalized(mention));
    if (!/pytest/i.test(text)) continue;
    hasOtherConfig ||= namesOtherConfig(text);
    const packages = packagesStatedIn(name, text);
    if (packages.has('pytest')) pytest ??= path.join(directory, name);
    for (const each of packages) if (/(?:^|-)pytest(?:-|$)/.test(each)) stated.add(each);
  }
  return { pytest, mentioned, stated, hasOtherConfig };
});

function isLock(name: string): boolean {
  return /\.lock$|(?:^|[\\/])pylock(?:\.[^\\/]+)?\.toml$/.test(name);
}

const STARTED_WITH = /\bpytest\b[^\n#]*?\s(?:-c|--config-file)[= ]\s*["']?(?<config>[^\s"']+)/g;

/** `pytest -c config/pytest.ini`; a file at the root of the project is found anyway. */
function namesOtherConfig(text: string): boolean {
  return [...text.matchAll(STARTED_WITH)].some(({ groups }) => {
    const file = groups?.['config']?.replace(/^\.\//, '') ?? '';
    return /\.(?:ini|toml|cfg)$/.test(file) && !PYTEST_CONFIG_FILES.includes(file);
  });
}

function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/-$/, '');
}
