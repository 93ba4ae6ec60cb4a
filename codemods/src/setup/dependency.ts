import { readFileSync } from 'node:fs';
import path from 'node:path';

import { isMap, isScalar, type YAMLMap } from 'yaml';

import { textOf } from '../files/text-of.ts';
import { isRecord } from '../is-record.ts';
import type { DraftFiles } from './draft-files.ts';
import type { ProjectPackage } from './find-packages.ts';
import { RUNNER_PACKAGES } from './find-runners.ts';
import { Manifest } from './manifest.ts';
import { foldersUp, type PackageManager, yamlIn } from './package-manager.ts';
import { type Runner, SETUP_PACKAGE } from './registration.ts';
import { insertProperty } from './text/edit-json.ts';
import { insertYamlText, pairOf, parseYamlMap } from './text/edit-yaml.ts';
import { propertiesOf, propertyOf } from './text/json-tree.ts';
import { applySplices, splitMark } from './text/splice.ts';

const CATALOG = 'catalog:';

/**
 * The `package.json` that is to state the set-up package for a package that uses a runner: the one that states the
 * runner, in the package's folder or above, else the package's own. `undefined` where one of these states it
 * already.
 */
export function dependencyHome(
  owner: ProjectPackage,
  runners: readonly Runner[],
  root: string,
): string | undefined {
  const folders = owner.manager.isStrict ? [owner.directory] : foldersUp(owner.directory, root);
  const manifests = folders.flatMap((folder) => readManifest(path.join(folder, 'package.json')) ?? []);
  if (manifests.some((manifest) => isStated(manifest))) return undefined;
  const names = runners.flatMap((runner) => RUNNER_PACKAGES[runner]);
  // node:test comes with Node.js.
  const home = names.length === 0 ? undefined : manifests.find((manifest) => manifest.dependsOn(names));
  return (home ?? owner.manifest).file;
}

function isStated(manifest: Manifest): boolean {
  return manifest.name === SETUP_PACKAGE || manifest.rangeOf(SETUP_PACKAGE) !== undefined;
}

function readManifest(file: string): Manifest | undefined {
  try {
    return new Manifest(file, readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A package to state, and in which version. */
export interface Dependency {
  readonly name: string;
  /** The lowest version to ask for, without a range's prefix. */
  readonly version: string;
  /** What has to stand in front of it, where what the project has there elsewhere will not do. */
  readonly prefix?: string;
}

interface Stating {
  readonly files: DraftFiles;
  readonly manager: PackageManager;
  readonly dependency: Dependency;
}

/**
 * States a package among the development dependencies, as the package states its others: in a catalog if the runner
 * is in one, with the same kind of range, and in order if they are.
 */
export function stateDependency(file: string, stating: Stating): void {
  const { files, manager, dependency } = stating;
  const { name, version } = dependency;
  const text = files.read(file);
  const manifest = new Manifest(file, text);
  const ranges = ['devDependencies', 'dependencies'].flatMap((field) => [...manifest.texts(field).values()]);
  const catalog = catalogOf(manifest, ranges);
  const isInCatalog = catalog !== undefined && stateInCatalog(catalog, stating);
  const prefix = dependency.prefix ?? prefixOf(manager, path.dirname(file), ranges);
  const range = isInCatalog ? catalog : prefix + version;
  const { mark, body } = splitMark(text);
  const own = propertyOf(manifest.tree, 'devDependencies');
  const splices =
    own?.value.type === 'object'
      ? insertProperty(body, own.value, {
          key: name,
          value: range,
          before: following(
            name,
            propertiesOf(own.value).map(({ key }) => key),
          ),
        })
      : insertProperty(body, manifest.tree, {
          key: 'devDependencies',
          value: { [name]: range },
          before: keyBehindDependencies(manifest),
        });
  files.edit(file, mark + applySplices(body, splices));
}

/** The catalog that a package takes its runner from, or most of its dependencies. */
function catalogOf(manifest: Manifest, ranges: readonly string[]): string | undefined {
  const runners = Object.values(RUNNER_PACKAGES).flat();
  const ofRunner = runners.map((name) => manifest.rangeOf(name)).find((range) => range !== undefined);
  if (ofRunner !== undefined) return ofRunner.startsWith(CATALOG) ? ofRunner : undefined;
  const catalogs = ranges.filter((range) => range.startsWith(CATALOG));
  return catalogs.length * 2 > ranges.length ? mostFrequent(catalogs) : undefined;
}

/** Puts the package into a catalog of pnpm or Yarn, unless it is there; whether there is such a catalog. */
function stateInCatalog(catalog: string, { files, manager, dependency }: Stating): boolean {
  const name = catalog.slice(CATALOG.length);
  const file = path.join(manager.root, manager.name === 'yarn' ? '.yarnrc.yml' : 'pnpm-workspace.yaml');
  if (!files.has(file)) return false;
  const { mark, body } = splitMark(files.read(file));
  const top = parseYamlMap(body);
  const isDefault = name === '' || (name === 'default' && pairOf(top, 'catalog') !== undefined);
  const map = isDefault ? mapAt(top, 'catalog') : mapAt(mapAt(top, 'catalogs'), name);
  if (!map) return false;
  const pairs = map.items.filter(({ key }) => isScalar(key));
  const keys = pairs.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  if (keys.includes(dependency.name)) return true;
  const ranges = map.items.flatMap(({ value }) => (isScalar(value) ? String(value.value) : []));
  const before = following(dependency.name, keys);
  const splices = insertYamlText(body, map, {
    key: dependency.name,
    value: (dependency.prefix ?? prefixOf(manager, manager.root, ranges)) + dependency.version,
    before: pairs.find((_, index) => keys[index] === before),
  });
  if (typeof splices === 'string') return false;
  files.edit(file, mark + applySplices(body, splices));
  return true;
}

function mapAt(map: YAMLMap | undefined, key: string): YAMLMap | undefined {
  const value = pairOf(map, key)?.value;
  return isMap(value) ? value : undefined;
}

/** What stands in front of a version in a range: what the project's settings say, or most of its dependencies. */
function prefixOf(manager: PackageManager, folder: string, ranges: readonly string[]): string {
  const configured = configuredPrefix(manager, folder);
  if (configured !== undefined) return configured;
  return mostFrequent(prefixesOf(ranges)) ?? rootPrefix(manager) ?? '^';
}

/** The prefix that most dependencies of the workspace's root have. */
function rootPrefix({ root }: PackageManager): string | undefined {
  const manifest = readManifest(path.join(root, 'package.json'));
  const ranges = ['devDependencies', 'dependencies'].flatMap((field) => [
    ...(manifest?.texts(field).values() ?? []),
  ]);
  return mostFrequent(prefixesOf(ranges));
}

function prefixesOf(ranges: readonly string[]): readonly string[] {
  return ranges.flatMap((range) => /^(?:npm:.+@)?([~^]?)\d+\.\d+\.\d/.exec(range)?.[1] ?? []);
}

function configuredPrefix(manager: PackageManager, folder: string): string | undefined {
  const settings = new Set([folder, manager.root].map((at) => textOf(path.join(at, '.npmrc')) ?? ''));
  for (const text of settings) {
    if (/^\s*save-exact\s*=\s*true/m.test(text)) return '';
    const [, prefix] = /^\s*save-prefix\s*=\s*["']?([~^]?)/m.exec(text) ?? [];
    if (prefix !== undefined) return prefix;
  }
  const pnpm = yamlIn(manager.root, 'pnpm-workspace.yaml');
  if (isRecord(pnpm) && pnpm['saveExact'] === true) return '';
  const yarn = yamlIn(manager.root, '.yarnrc.yml');
  const stated = [isRecord(pnpm) && pnpm['savePrefix'], isRecord(yarn) && yarn['defaultSemverRangePrefix']];
  return stated.find((prefix) => typeof prefix === 'string');
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The key that a package goes in front of; `undefined` for the end, as in a list without order. */
function following(name: string, keys: readonly string[]): string | undefined {
  const orders = [
    (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0),
    (a: string, b: string): number => a.localeCompare(b, 'en'),
  ];
  for (const compare of orders) {
    const isSorted = keys.every((key, index) => index === 0 || compare(keys[index - 1] ?? '', key) < 0);
    if (isSorted) return keys.find((key) => compare(key, name) > 0);
  }
  return undefined;
}

/** The field that development dependencies stand in front of, where there are none yet. */
function keyBehindDependencies(manifest: Manifest): string | undefined {
  const keys = propertiesOf(manifest.tree).map(({ key }) => key);
  const index = keys.indexOf('dependencies');
  return index === -1 ? keys.find((key) => /^(?:peer|optional)Dependencies$/.test(key)) : keys[index + 1];
}
