import path from 'node:path';

import { isInside } from '../../files/expand-path.ts';
import { type Manifest, manifestIn } from '../../setup/manifest.ts';
import { foldersUp } from '../../setup/package-manager.ts';
import type { InitProject, TestedPackage } from '../project.ts';

/** What configures ESLint for some packages. */
export type ConfigHome =
  /** A flat configuration. */
  | { readonly kind: 'flat'; readonly file: string; readonly packages: readonly TestedPackage[] }
  /** One of the older kind, or the `package.json` that holds one. */
  | { readonly kind: 'legacy'; readonly file: string; readonly packages: readonly TestedPackage[] }
  /** None; one can be made in the folder. */
  | { readonly kind: 'none'; readonly folder: string; readonly packages: readonly TestedPackage[] };

const FLAT = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);
const LEGACY = ['.js', '.cjs', '.yaml', '.yml', '.json', ''].map((ending) => `.eslintrc${ending}`);

/**
 * Where ESLint is configured, or has to be, for the packages with tests. Where none has any, that is the first one,
 * unless all tests are in Python, and elsewhere.
 */
export function configHomes(project: InitProject): readonly ConfigHome[] {
  const { packages, pytest } = project;
  const tested = packages.filter(({ tests }) => tests.length > 0);
  const untested = packages
    .slice(0, 1)
    .filter(({ owner }) => pytest.length === 0 || pytest.some(({ directory }) => isInside(directory, owner.directory)));
  const homes = new Map<string, ConfigHome>();
  for (const each of tested.length > 0 ? tested : untested) {
    const home = homeOf(each, project);
    const key = home.kind === 'none' ? home.folder : home.file;
    const known = homes.get(key);
    homes.set(key, known ? { ...known, packages: [...known.packages, each] } : home);
  }
  return [...homes.values()];
}

function homeOf(each: TestedPackage, project: InitProject): ConfigHome {
  const packages = [each];
  const { directory } = each.owner;
  for (const folder of foldersUp(directory, project.root)) {
    const flat = existing(folder, FLAT, project);
    if (flat !== undefined) return { kind: 'flat', file: flat, packages };
    const legacy = existing(folder, LEGACY, project) ?? manifestWithConfig(folder);
    if (legacy !== undefined) return { kind: 'legacy', file: legacy, packages };
  }
  const outer = project.packages
    .map(({ owner }) => owner.directory)
    .filter((folder) => isInside(directory, folder))
    .sort((a, b) => a.length - b.length)[0];
  return { kind: 'none', folder: outer ?? directory, packages };
}

function existing(folder: string, names: readonly string[], { files }: InitProject): string | undefined {
  return names.map((name) => path.join(folder, name)).find((file) => files.has(file));
}

/** The flat configuration that ESLint finds from a folder, where there is one. */
export function flatConfigAbove(folder: string, project: InitProject): string | undefined {
  for (const at of foldersUp(folder, project.root)) {
    const file = existing(at, FLAT, project);
    if (file !== undefined) return file;
  }
  return undefined;
}

function manifestWithConfig(folder: string): string | undefined {
  const manifest = manifestIn(folder);
  return manifest?.field('eslintConfig') === undefined ? undefined : manifest.file;
}

/** The manifests of a folder and those above it, nearest first. */
export function manifestsUp(folder: string, root: string): readonly Manifest[] {
  return foldersUp(folder, root).flatMap((at) => manifestIn(at) ?? []);
}

interface OtherLinter {
  readonly title: string;
  /** Its configurations. */
  readonly names: readonly string[];
  /** What it is installed as; some lint without a configuration. */
  readonly packages: readonly string[];
}

const OTHER_LINTERS: readonly OtherLinter[] = [
  { title: 'oxlint', names: ['.oxlintrc.json', '.oxlintrc.jsonc', 'oxlint.config.ts'], packages: ['oxlint'] },
  {
    title: 'Biome',
    names: ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'],
    packages: ['@biomejs/biome'],
  },
  { title: 'Deno', names: ['deno.json', 'deno.jsonc'], packages: [] },
];

/** Another linter that a project uses instead of ESLint. */
export function otherLinter(folder: string, { root, files }: InitProject): string | undefined {
  const manifests = manifestsUp(folder, root);
  if (manifests.some((manifest) => manifest.dependsOn(['eslint']))) return undefined;
  const folders = foldersUp(folder, root);
  return OTHER_LINTERS.find(
    ({ names, packages }) =>
      folders.some((at) => names.some((name) => files.has(path.join(at, name)))) ||
      manifests.some((manifest) => manifest.dependsOn(packages)),
  )?.title;
}
