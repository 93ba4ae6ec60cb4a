import path from 'node:path';

import { packageManifest } from '../package-files.ts';
import { type Dependency, stateDependency } from '../setup/dependency.ts';
import { Manifest } from '../setup/manifest.ts';
import { managerOf } from '../setup/package-manager.ts';
import { manifestsUp } from './eslint/config-homes.ts';
import type { InitProject } from './project.ts';

/** A package that `init` may state. */
export type InitPackage =
  'eslint' | 'eslint-plugin-cogniverse' | 'cogniverse-codemod' | 'typescript-eslint' | 'typescript';

/** The TypeScript that typescript-eslint reads at most; its next minor version may be one too many. */
const TYPESCRIPT = '6.0.0';

/**
 * States packages among the development dependencies of a folder's package: in the manifest that states ESLint,
 * else the nearest one. What a manifest on the way states already is left as it is.
 *
 * @returns The manifest, if it was changed.
 */
export function statePackages(
  folder: string,
  names: readonly InitPackage[],
  { root, files }: InitProject,
): string | undefined {
  const manifests = manifestsUp(folder, root);
  const home = (manifests.find((manifest) => manifest.dependsOn(['eslint'])) ?? manifests[0])?.file;
  if (home === undefined) return undefined;
  files.read(home);
  const stated = (name: string): boolean =>
    [...manifests, new Manifest(home, files.read(home))].some(
      (each) => each.name === name || each.rangeOf(name) !== undefined,
    );
  const missing = names.filter((name) => !stated(name));
  const manager = managerOf(path.dirname(home), root);
  for (const name of missing) stateDependency(home, { files, manager, dependency: dependencyOf(name) });
  return missing.length > 0 ? home : undefined;
}

/** The major version of a package that a project states, where it states one. */
export function statedMajor(
  name: string,
  folder: string,
  { root, files }: Pick<InitProject, 'root' | 'files'>,
): number | undefined {
  for (const { file } of manifestsUp(folder, root)) {
    const range = new Manifest(file, files.read(file)).rangeOf(name);
    const [, major] = /^[\^~>=v\s]*(\d+)/.exec(range ?? '') ?? [];
    if (range !== undefined) return major === undefined ? undefined : Number(major);
  }
  return undefined;
}

/** A package in the version that this program goes with. */
export function dependencyOf(name: InitPackage): Dependency {
  switch (name) {
    case 'typescript':
      return { name, version: TYPESCRIPT, prefix: '~' };
    case 'typescript-eslint':
      return { name, version: lowest('@typescript-eslint/scope-manager') };
    case 'eslint':
      return { name, version: lowest('eslint') };
    default:
      return { name, version: packageManifest().version };
  }
}

/** The lowest version that this program's own dependency takes. */
function lowest(name: string): string {
  return packageManifest().dependencies[name]?.replace(/^[\^~]/, '') ?? '*';
}
