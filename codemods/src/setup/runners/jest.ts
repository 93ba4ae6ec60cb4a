import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { configuredProjects } from 'eslint-plugin-cogniverse/project';

import { isRecord } from '../../is-record.ts';
import { Manifest } from '../manifest.ts';
import type { DraftFiles } from '../draft-files.ts';
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
  inScript,
  isAbove,
  isFolder,
  missingConfig,
  isTypeScript,
  type RunnerContext,
  type Target,
} from './target.ts';

const DEFAULT = ['js', 'ts', 'mjs', 'cjs', 'json', 'cts', 'mts'].map((ending) => `jest.config.${ending}`);
const SNIPPET = `"setupFilesAfterEnv": ["${setupEntry('jest')}"]`;
const NAMED = /^jest\.(?:[\w-]+\.)*config\.(?:[\w-]+\.)*(?:[cm]?[jt]s|json)$/;

/** Where Jest reads the configuration of a package from; `undefined` where the package does not use it. */
export async function jestTargets(
  context: RunnerContext,
  files: DraftFiles,
): Promise<readonly Target[] | undefined> {
  const { owner, invocations, isDependency } = context;
  const scripted = invocations.find(({ program }) => program === 'react-scripts');
  if (scripted) return [createReactApp(context, scripted)];
  const named = configsNamed(context, NAMED);
  const hasField = owner.manifest.field('jest') !== undefined;
  const isUsed = invocations.length > 0 || named.length > 0 || hasField;
  const isBare = isDependency && owner.hasTests && !owner.isWorkspaceRoot && !isAbove(context, DEFAULT);
  if (!isUsed && !isBare) return undefined;
  const configs = new Configs(context, files);
  for (const call of invocations) await configs.addCall(call);
  for (const file of named) await configs.addFile(file);
  if (hasField || !isUsed) await configs.addFolder(owner.directory);
  return configs.targets;
}

/** Gathers configurations, and those of the projects that they name by paths. */
class Configs {
  readonly targets: Target[] = [];
  readonly #context: RunnerContext;
  readonly #files: DraftFiles;
  readonly #seen = new Set<string>();

  constructor(context: RunnerContext, files: DraftFiles) {
    this.#context = context;
    this.#files = files;
  }

  /** Adds what a call in a script names, or what Jest finds for it. */
  async addCall(call: Invocation): Promise<void> {
    const [rootDir = '.'] = optionValues(call.args, ['--rootDir']);
    const folder = path.resolve(folderOf(this.#context, call), rootDir);
    const configs = optionValues(call.args, ['--config', '-c']);
    for (const config of configs) {
      if (config.trimStart().startsWith('{')) this.#addInline(call);
      else if (await this.#addPath(path.resolve(folderOf(this.#context, call), config))) continue;
      else this.targets.push(missingConfig(this.#context, call, { config, snippet: SNIPPET }));
    }
    const projects = optionValues(call.args, ['--projects']);
    for (const project of projects) await this.#addPath(path.resolve(folder, project));
    if (configs.length === 0 && projects.length === 0) await this.addFolder(folder);
  }

  /** Adds what Jest finds for a folder: in the nearest one with a configuration or a `package.json`. */
  async addFolder(folder: string): Promise<void> {
    const { root } = this.#context;
    for (const at of foldersUp(folder, root)) {
      const found = firstIn(at, DEFAULT);
      if (found !== undefined) {
        await this.addFile(found);
        return;
      }
      const own = path.join(at, 'package.json');
      if (existsSync(own)) {
        await this.#addPackage(own);
        return;
      }
    }
    this.#addMissing(folder);
  }

  async addFile(file: string): Promise<void> {
    if (this.#seen.has(file) || !existsSync(file)) return;
    this.#seen.add(file);
    const isJson = file.endsWith('.json');
    this.targets.push(isJson ? { kind: 'json', file, way: [], list: 'jest' } : { kind: 'module', file });
    await this.#addProjects(file);
  }

  /** Adds a file, or what Jest finds for a folder; whether there is such a path. */
  async #addPath(file: string): Promise<boolean> {
    if (isFolder(file)) await this.addFolder(file);
    else if (path.basename(file) === 'package.json') await this.#addPackage(file);
    else await this.addFile(file);
    return existsSync(file);
  }

  async #addPackage(file: string): Promise<void> {
    const field = this.#fieldOf(file);
    if (typeof field === 'string') {
      await this.addFile(path.resolve(path.dirname(file), field));
    } else if (!isRecord(field)) {
      this.#addMissing(path.dirname(file));
    } else if (!this.#seen.has(file)) {
      this.#seen.add(file);
      this.targets.push({ kind: 'json', file, way: ['jest'], list: 'jest' });
      await this.#addProjects(file);
    }
  }

  #fieldOf(file: string): unknown {
    try {
      return new Manifest(file, this.#files.read(file)).field('jest');
    } catch {
      // The package is reported by whoever looks at it first.
      return undefined;
    }
  }

  async #addProjects(file: string): Promise<void> {
    for (const project of await expandProjects(configuredProjects('jest', file), path.dirname(file))) {
      if (project.isFolder && firstIn(project.path, [...DEFAULT, 'package.json']) === undefined) continue;
      await this.#addPath(project.path);
    }
  }

  #addMissing(folder: string): void {
    if (this.#seen.has(folder)) return;
    this.#seen.add(folder);
    const because = evidence(this.#context, 'jest');
    this.targets.push(newConfig('jest', folder, { ...this.#context, because }));
  }

  #addInline(call: Invocation): void {
    if (call.args.some(({ text }) => text.includes(setupEntry('jest')))) return;
    this.targets.push({
      kind: 'manual',
      ...inScript(this.#context, call),
      snippet: SNIPPET,
      reason: `the script "${call.script}" has Jest's configuration in it`,
    });
  }
}

/** Create React App reads no set-up but one file of a fixed name. */
function createReactApp(context: RunnerContext, call: Invocation): Target {
  const names = ['js', 'ts', 'jsx', 'tsx'].map((ending) => `setupTests.${ending}`);
  const file = firstIn(path.join(context.owner.directory, 'src'), names);
  if (file !== undefined && readFileSync(file, 'utf8').includes(setupEntry('jest')))
    return { kind: 'present', file };
  return {
    kind: 'manual',
    ...inScript(context, call),
    snippet: `// in src/setupTests.${isTypeScript(context) ? 'ts' : 'js'}\nimport '${setupEntry('jest')}';`,
    reason: `the script "${call.script}" lets Create React App configure Jest, which reads one set-up file only`,
  };
}
