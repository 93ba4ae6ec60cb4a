import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { isRecord } from '../../is-record.ts';
import type { ProjectPackage } from '../find-packages.ts';
import { isForeign } from '../foreign-folders.ts';
import { foldersUp, yamlIn } from '../package-manager.ts';
import type { Runner } from '../registration.ts';
import type { Invocation } from './invocations.ts';

/** A place in a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where the set-up has to be registered for a runner. */
export type Target =
  /** A configuration module. */
  | { readonly kind: 'module'; readonly file: string }
  /** A list in a JSON file, below these keys. */
  | {
      readonly kind: 'json';
      readonly file: string;
      readonly way: readonly string[];
      readonly list: 'jest' | 'mocha';
    }
  /** A list in a YAML file. */
  | { readonly kind: 'yaml'; readonly file: string }
  /** A script of `package.json`. */
  | {
      readonly kind: 'script';
      readonly file: string;
      readonly invocation: Invocation;
      readonly flag: 'node' | 'mocha';
    }
  /** A file that is not looked into further, since the set-up is there. */
  | { readonly kind: 'present'; readonly file: string }
  /** A configuration that must not get it. */
  | { readonly kind: 'unneeded'; readonly file: string; readonly reason: string }
  /** A configuration that is yet to be made; the place tells why there should be one. */
  | { readonly kind: 'create'; readonly file: string; readonly text: string; readonly because: Place }
  | ManualTarget;

/** A place where only the author can register it. */
export interface ManualTarget extends Place {
  readonly kind: 'manual';
  readonly snippet: string;
  readonly reason: string;
  /** Whether nothing may be missing there after all. */
  readonly isDoubtful?: boolean;
}

/** A runner that a package uses. */
export interface RunnerUse {
  readonly runner: Runner;
  readonly owner: ProjectPackage;
  readonly major: number | undefined;
  readonly targets: readonly Target[];
}

/** What is known of a package when its runners are looked for. */
export interface RunnerContext {
  readonly owner: ProjectPackage;
  /** The project's root. */
  readonly root: string;
  /** The calls of the runner in the package's scripts. */
  readonly invocations: readonly Invocation[];
  readonly major: number | undefined;
  /** Whether the runner is a dependency of the package's own. */
  readonly isDependency: boolean;
}

/** The absolute folder that a call runs in. */
export function folderOf({ owner }: RunnerContext, { folder }: Invocation): string {
  return path.resolve(owner.directory, folder);
}

/** The first of some names that a folder has a file of. */
export function firstIn(folder: string, names: readonly string[]): string | undefined {
  return names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

/** Whether a folder above that of a package has a file of one of some names. */
export function isAbove({ owner, root }: RunnerContext, names: readonly string[]): boolean {
  return foldersUp(owner.directory, root)
    .slice(1)
    .some((folder) => firstIn(folder, names) !== undefined);
}

/** Whether a path is a folder. */
export function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The absolute paths of the configurations of a package with such a name; not those that are inputs of tests. */
export function configsNamed({ owner }: RunnerContext, name: RegExp): readonly string[] {
  return (
    owner.configs
      .filter((file) => name.test(path.posix.basename(file)))
      // Vite leaves compiled configurations behind where it is stopped.
      .filter((file) => !isForeign(path.posix.dirname(file)) && !file.includes('.timestamp-'))
      .map((file) => path.resolve(owner.directory, file))
  );
}

/** The place that tells that a package uses a runner: the script that calls it, or the dependency. */
export function evidence({ owner, invocations }: RunnerContext, dependency: string): Place {
  const { manifest } = owner;
  const [call] = invocations;
  const scripts = call ? [['scripts', call.script]] : [];
  const place = manifest.placeOf(...scripts, ['devDependencies', dependency], ['dependencies', dependency]);
  return { file: manifest.file, ...place };
}

/** A script, as the place of something to be done by hand. */
export function inScript({ owner }: RunnerContext, { script }: Invocation): Place {
  return { file: owner.manifest.file, ...owner.manifest.placeOf(['scripts', script]) };
}

/** A configuration that a script names and that is not there, or is called so only when the script runs. */
export function missingConfig(
  context: RunnerContext,
  call: Invocation,
  { config, snippet }: { readonly config: string; readonly snippet: string },
): ManualTarget {
  const reason = `the script "${call.script}" names the configuration ${config}, which is not there`;
  // The script may be one that nobody runs any more.
  return { kind: 'manual', ...inScript(context, call), snippet, reason, isDoubtful: true };
}

/** Whether a folder holds files that are called as tests are. */
export async function holdsTests(folder: string): Promise<boolean> {
  const { globby } = await import('globby');
  const tests = await globby(
    ['**/*.{test,spec}.{js,jsx,ts,tsx,mjs,cjs,mts,cts}', '**/__tests__/**/*.{js,jsx,ts,tsx}'],
    {
      cwd: folder,
      followSymbolicLinks: false,
      ignore: ['**/node_modules/**', '**/dist/**'],
      suppressErrors: true,
    },
  );
  return tests.length > 0;
}

/** Whether a package is written in TypeScript. */
export function isTypeScript({ owner, root }: RunnerContext): boolean {
  const isConfigured = firstIn(owner.directory, ['tsconfig.json', 'tsconfig.base.json']) !== undefined;
  if (isConfigured || owner.manifest.dependsOn(['typescript'])) return true;
  return foldersUp(owner.directory, root).some((folder) => existsSync(path.join(folder, 'tsconfig.json')));
}

/**
 * The major version of a runner in a package: of what is installed, else of what `package.json` asks for, here or
 * in a folder above.
 */
export function majorOf(dependency: string, directory: string, root: string): number | undefined {
  for (const folder of foldersUp(directory, root)) {
    const installed = jsonField(path.join(folder, 'node_modules', dependency, 'package.json'), 'version');
    const major = majorOfRange(installed ?? statedRange(dependency, folder));
    if (major !== undefined) return major;
  }
  return undefined;
}

function statedRange(dependency: string, folder: string): unknown {
  const file = path.join(folder, 'package.json');
  for (const field of ['devDependencies', 'dependencies', 'peerDependencies']) {
    const stated = jsonField(file, field);
    const range = isRecord(stated) ? stated[dependency] : undefined;
    if (range !== undefined) return range;
  }
  const workspace = yamlIn(folder, 'pnpm-workspace.yaml');
  if (!isRecord(workspace)) return undefined;
  const catalogs = isRecord(workspace['catalogs']) ? Object.values(workspace['catalogs']) : [];
  return [workspace['catalog'], ...catalogs]
    .map((catalog) => (isRecord(catalog) ? catalog[dependency] : undefined))
    .find((range) => range !== undefined);
}

/** The first number of `1.2.3`, `^1.2.3` or `>=1.2 <3`. */
function majorOfRange(range: unknown): number | undefined {
  const [, digits] = /^(?:npm:[^@]*@)?[~^>=v\s]*(\d+)/.exec(typeof range === 'string' ? range : '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function jsonField(file: string, field: string): unknown {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return isRecord(data) ? data[field] : undefined;
  } catch {
    return undefined;
  }
}
