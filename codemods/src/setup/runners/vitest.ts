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
  type Place,
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
const SNIPPET = `test: { setupFiles: ['${setupEntry('vitest')}'] }`;
const VITE = /^vite\.config\.[cm]?[jt]s$/;

/** Where Vitest reads the configuration of a package from; `undefined` where the package does not use it. */
export async function vitestTargets(context: RunnerContext): Promise<readonly Target[] | undefined> {
  const { owner, invocations, isDependency } = context;
  const named = configsNamed(context, NAMED);
  const vite = configsNamed(context, VITE).filter(configuresTests);
  const isUsed = invocations.length > 0 || named.length > 0 || vite.length > 0;
  const isBare = isDependency && owner.hasTests && !owner.isWorkspaceRoot && !isAbove(context, DEFAULT);
  if (!isUsed && !isBare) return undefined;
  const inPages = new Configs(context);
  const inNode = new Configs(context);
  for (const call of invocations) await (runsInBrowser(call) ? inPages : inNode).addCall(call);
  // `vite.config` is not read where there is a `vitest.config`.
  const visible = vite.filter((file) => firstIn(path.dirname(file), OWN) === undefined);
  for (const file of [...named, ...visible]) if (!inPages.files.has(file)) await inNode.addFile(file);
  if (!isUsed) await inNode.addFolder(owner.directory);
  return targetsOf(context, inNode, inPages);
}

/** Whether a call runs tests in a browser: `--browser`, `--browser.name=chrome`. */
function runsInBrowser({ args }: Invocation): boolean {
  const flags = args.filter(({ text }) => /^--browser(?:[.=]|$)/.test(text));
  return flags.length > 0 && !flags.some(({ text }) => /^--browser(?:\.enabled)?=false$/.test(text));
}

/** Where the set-up goes: into what runs in Node.js, and never into what runs in a browser. */
function targetsOf(context: RunnerContext, inNode: Configs, inPages: Configs): readonly Target[] {
  const because = evidence(context, 'vitest');
  const onlyPages = [...inPages.files].filter((file) => !inNode.files.has(file));
  return [
    ...inNode.manual,
    ...[...inNode.files].flatMap((file): Target | [] => {
      // A workspace in JSON holds paths alone, which stand for the projects' own configurations.
      if (file.endsWith('.json')) return [];
      return inPages.files.has(file) ? sharedConfig(file) : { kind: 'module', file };
    }),
    ...[...inNode.missing].map((folder) =>
      inPages.missing.has(folder) ? shared(because) : newConfig('vitest', folder, { ...context, because }),
    ),
    ...onlyPages.map((file): Target => {
      return { kind: 'unneeded', file, reason: 'a script runs its tests in a browser' };
    }),
  ];
}

/** A configuration that scripts run in Node.js and in a browser. */
function sharedConfig(file: string): Target {
  const isRegistered = readFileSync(file, 'utf8').includes(setupEntry('vitest'));
  return isRegistered ? { kind: 'present', file } : shared({ file, line: 1, column: 1 });
}

function shared(place: Place): Target {
  return {
    kind: 'manual',
    ...place,
    snippet:
      "const isBrowser = process.argv.some((argument) => argument.startsWith('--browser'));\n" +
      `test: { setupFiles: isBrowser ? [] : ['${setupEntry('vitest')}'] }`,
    reason: 'scripts run its tests in Node.js and in a browser, where the set-up must not be loaded',
  };
}

/** Gathers configurations, and those of the projects that they name by paths. */
class Configs {
  readonly files = new Set<string>();
  /** Folders whose tests run without a configuration. */
  readonly missing = new Set<string>();
  /** Configurations that calls name and that are not there. */
  readonly manual: Target[] = [];
  readonly #context: RunnerContext;

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  /** Adds what a call in a script names, or what Vitest finds for it. */
  async addCall(call: Invocation): Promise<void> {
    const folder = folderOf(this.#context, call);
    const [root = '.'] = optionValues(call.args, ['--root', '-r']);
    const configs = optionValues(call.args, ['--config', '-c', '--workspace']);
    if (configs.length === 0) await this.addFolder(path.resolve(folder, root));
    for (const config of configs) {
      const file = path.resolve(folder, root, config);
      if (existsSync(file)) await this.addFile(file);
      else this.manual.push(missingConfig(this.#context, call, { config, snippet: SNIPPET }));
    }
  }

  /** Adds what Vitest finds for a folder. */
  async addFolder(folder: string): Promise<void> {
    const found = configFor(this.#context, folder);
    if (found.length === 0) this.missing.add(folder);
    for (const file of found) await this.addFile(file);
  }

  async addFile(file: string): Promise<void> {
    if (this.files.has(file) || !existsSync(file)) return;
    this.files.add(file);
    for (const project of await expandProjects(configuredProjects('vitest', file), path.dirname(file))) {
      if (!project.isFolder) {
        await this.addFile(project.path);
        continue;
      }
      const config = firstIn(project.path, DEFAULT);
      if (config !== undefined) await this.addFile(config);
      else if (await holdsTests(project.path)) this.missing.add(project.path);
    }
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
