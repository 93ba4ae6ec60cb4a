import path from 'node:path';

import { entriesOf } from '../../resolve/disk.ts';
import { directoriesAbove } from '../../resolve/project-files.ts';
import { type PytestConfig, valuesOfFlag } from '../../resolve/python/pytest-config.ts';
import { pluginStatements } from '../../resolve/python/stated-plugins.ts';

/** The distribution that gives a suite its set-up, and the package in it. */
const DISTRIBUTION = 'pytest-cogniverse';
/** What a copy of the package is called. */
export const VENDORED_PACKAGE = 'pytest_cogniverse';
/** Where `setup` keeps a copy, from the folder of a configuration or one above it. */
export const VENDORED_FOLDERS = ['tests/_vendor', 'test/_vendor', '_vendor'] as const;
/** The module of a copy that pytest is to load. */
export const VENDORED_MODULE = `${VENDORED_PACKAGE}.vendored`;

/** How the tests of a directory come by the plugin. */
export type PluginRegistration =
  /**
   * A file that holds for them speaks of it: as a dependency, a required plugin, a command that installs it.
   */
  | { readonly kind: 'stated' }
  /** The repository keeps a copy in this folder, given by its absolute path. */
  | { readonly kind: 'vendored'; readonly folder: string };

/**
 * How the tests of a directory come by the plugin: `undefined` where no file, from there up to the
 * repository's root, speaks of it in any way, and no copy is kept.
 *
 * @param config - What pytest is configured to do there.
 */
export function pluginRegistration(directory: string, config: PytestConfig): PluginRegistration | undefined {
  const folder = vendoredFolder(directory, config);
  if (folder !== undefined) return { kind: 'vendored', folder };
  const isMentioned = [...pluginStatements(directory).mentioned].some((name) =>
    name.startsWith(DISTRIBUTION),
  );
  const isLoaded = valuesOfFlag(config.addopts, '-p').includes('cogniverse');
  return isMentioned || isLoaded ? { kind: 'stated' } : undefined;
}

/** The folder of the copy that a repository keeps for the tests of a directory, as an absolute path. */
export function vendoredFolder(directory: string, config: PytestConfig): string | undefined {
  if (!path.isAbsolute(directory)) return undefined;
  const paths = config.file === undefined ? [] : (config.words('pythonpath') ?? []);
  const configured = paths.map((folder) => path.resolve(path.dirname(config.file ?? ''), folder));
  const usual = directoriesAbove(directory).flatMap((above) =>
    VENDORED_FOLDERS.map((folder) => path.join(above, folder)),
  );
  return [...configured, ...usual]
    .map((folder) => path.join(folder, VENDORED_PACKAGE))
    .find((folder) => entriesOf(folder).has('vendored.py'));
}
