import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { configuredProjects } from 'eslint-plugin-cogniverse/project';

import { foldersUp } from '../package-manager.ts';
import { setupEntry } from '../registration.ts';
import { type Invocation, optionValues } from './invocations.ts';
import { newConfig } from './new-config.ts';
import { expandProjects } from './projects.ts';
import {
  configsNamed,
  evidence,
  firstIn,
  folderOf,
  holdsTests,
  isAbove,
  missingConfig,
  type RunnerContext,
  type Target,
} from './target.ts';

const ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];
const OWN = ENDINGS.map((ending) => `vitest.config.${ending}`);
const DEFAULT = [...OWN, ...ENDINGS.map((ending) => `vite.config.${ending}`)];
const WORKSPACE = ['workspace', 'projects'].flatMap((name) =>
  [...ENDINGS, 'json'].map((ending) => `vitest.${name}.${ending}`),
);
const NAMED =
  /^vitest\.(?:[\w-]+\.)*config\.(?:[\w-]+\.)*[cm]?[jt]s$|^vitest\.workspace\.(?:[cm]?[jt]s|json)$/;
const VITE = /^vite\.config\.[cm]?[jt]s$/;

/** Where Vitest reads the configuration of a package from; `undefined` where the package does not use it. */
export async function vitestTargets(context: RunnerContext): Promise<readonly Target[] | undefined> {
  const { owner, invocations, isDependency } = context;
  const named = configsNamed(context, NAMED);
  const vite = configsNamed(context, VITE).filter(configuresTests);
  const isUsed = invocations.length > 0 || named.length > 0 || vite.length > 0;
  const isBare = isDependency && owner.hasTests && !owner.isWorkspaceRoot && !isAbove(context, DEFAULT);
  if (!isUsed && !isBare) return undefined;
  const asked = invocations.flatMap((call) => askedFor(context, call));
  // `vite.config` is not read where there is a `vitest.config`.
  const visible = vite.filter((file) => firstIn(path.dirname(file), OWN) === undefined);
  const found: readonly Asked[] = [...named, ...visible].map((file) => ({ file }));
  const others: readonly Asked[] = isUsed ? found : [{ folder: owner.directory }];
  const configs = new Configs(context);
  for (const { file, folder, call } of [...asked, ...others]) {
    if (file !== undefined && call && !existsSync(file)) configs.addMissing(file, call);
    else if (file !== undefined) await configs.addFile(file);
    else if (folder !== undefined) await configs.addFolder(folder);
  }
  return configs.targets();
}

/** A configuration that is named, or a folder whose configuration is meant. */
interface Asked {
  readonly file?: string;
  readonly folder?: string;
  /** The call that names it. */
  readonly call?: Invocation;
}

function askedFor(context: RunnerContext, call: Invocation): readonly Asked[] {
  const folder = folderOf(context, call);
  const [root] = optionValues(call.args, ['--root', '-r']);
  const rooted = root === undefined ? folder : path.resolve(folder, root);
  const files = optionValues(call.args, ['--config', '-c', '--workspace']).map((config) =>
    path.resolve(rooted, config),
  );
  return files.length > 0 ? files.map((file) => ({ file, call })) : [{ folder: rooted }];
}

/** Gathers configurations, and those of the projects that they name by paths. */
class Configs {
  readonly #context: RunnerContext;
  readonly #files = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #manual: Target[] = [];

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  /** Adds what Vitest finds for a folder. */
  async addFolder(folder: string): Promise<void> {
    const found = configFor(this.#context, folder);
    if (found.length === 0) this.#missing.add(folder);
    for (const file of found) await this.addFile(file);
  }

  async addFile(file: string): Promise<void> {
    if (this.#files.has(file) || !existsSync(file)) return;
    this.#files.add(file);
    for (const project of await expandProjects(configuredProjects('vitest', file), path.dirname(file))) {
      if (!project.isFolder) {
        await this.addFile(project.path);
        continue;
      }
      const config = firstIn(project.path, DEFAULT);
      if (config !== undefined) await this.addFile(config);
      else if (await holdsTests(project.path)) this.#missing.add(project.path);
    }
  }

  /** Adds a configuration that a call names and that is not there. */
  addMissing(file: string, call: Invocation): void {
    const config = path.relative(this.#context.owner.directory, file);
    const snippet = `test: { setupFiles: ['${setupEntry('vitest')}'] }`;
    this.#manual.push(missingConfig(this.#context, call, { config, snippet }));
  }

  targets(): readonly Target[] {
    // A workspace in JSON holds paths alone, which stand for the projects' own configurations.
    const modules = [...this.#files].filter((file) => !file.endsWith('.json'));
    const because = evidence(this.#context, 'vitest');
    return [
      ...this.#manual,
      ...modules.map((file): Target => ({ kind: 'module', file })),
      ...[...this.#missing].map((folder) => newConfig('vitest', folder, { ...this.#context, because })),
    ];
  }
}

/** The configuration that Vitest finds for a folder; before version 5 it looks in the folders above too. */
function configFor({ root, major }: RunnerContext, folder: string): readonly string[] {
  const workspace = major === undefined || major < 4 ? firstIn(folder, WORKSPACE) : undefined;
  const folders = major === undefined || major < 5 ? foldersUp(folder, root) : [folder];
  for (const at of folders) {
    const found = firstIn(at, DEFAULT);
    if (found === undefined) continue;
    // The projects of a workspace take nothing from the configuration beside it unless they extend it.
    if (workspace === undefined) return [found];
    return /\bextends\b/.test(readFileSync(workspace, 'utf8')) ? [found, workspace] : [workspace];
  }
  return workspace === undefined ? [] : [workspace];
}

/** Whether a configuration of Vite has one of Vitest in it. */
function configuresTests(file: string): boolean {
  try {
    return /\btest\s*:\s*[{\w]|\bvitest\/config\b|types=["']vitest/.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
