import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { isRecord } from '../../is-record.ts';
import { foldersUp } from '../package-manager.ts';
import { setupEntry } from '../registration.ts';
import { type Invocation, optionValues } from './invocations.ts';
import { newConfig } from './new-config.ts';
import {
  configsNamed,
  evidence,
  firstIn,
  folderOf,
  inScript,
  isAbove,
  missingConfig,
  type ManualTarget,
  type RunnerContext,
  type Target,
} from './target.ts';

/** In the order in which Mocha looks. */
const DEFAULT = ['cjs', 'js', 'mjs', 'yaml', 'yml', 'jsonc', 'json'].map((ending) => `.mocharc.${ending}`);
const NAMED = /^\.mocharc\.(?:[cm]?js|jsonc?|ya?ml)$/;
/** The first version with root hook plugins, which is what the set-up is. */
const FIRST_MAJOR = 8;

/** Where Mocha reads its options in a package from; `undefined` where the package does not use it. */
export function mochaTargets(context: RunnerContext): readonly Target[] | undefined {
  const { owner, invocations, isDependency, major } = context;
  const named = configsNamed(context, NAMED);
  const hasField = isRecord(owner.manifest.field('mocha'));
  const isUsed = invocations.length > 0 || named.length > 0 || hasField;
  // Editor extensions run Mocha within the editor.
  const isEditors = owner.manifest.dependsOn(['@vscode/test-electron', '@vscode/test-cli']);
  const isBare =
    isDependency && owner.hasTests && !owner.isWorkspaceRoot && !isEditors && !isAbove(context, DEFAULT);
  if (!isUsed && !isBare) return undefined;
  if (major !== undefined && major < FIRST_MAJOR) return [tooOld(context, major)];
  const targets = new Map<string, Target>();
  const add = (target: Target): void => {
    const detail =
      target.kind === 'script' ? target.invocation.script : target.kind === 'manual' ? target.reason : '';
    const key = `${target.file} ${detail}`;
    if (!targets.has(key)) targets.set(key, target);
  };
  const bare: Invocation[] = [];
  for (const call of invocations) {
    const folder = folderOf(context, call);
    const configs = optionValues(call.args, ['--config']);
    for (const config of configs) {
      const file = path.resolve(folder, config);
      const snippet = `"require": ["${setupEntry('mocha')}"]`;
      add(existsSync(file) ? targetOf(file) : missingConfig(context, call, { config, snippet }));
    }
    if (configs.length > 0) continue;
    if (call.args.some(({ text }) => text === '--no-config')) add(script(context, call));
    else if (!addDefault(context, folder, add)) bare.push(call);
  }
  for (const file of named) if (isFirst(file)) add(targetOf(file));
  if (invocations.length === 0 && named.length === 0 && !addDefault(context, owner.directory, add)) {
    add(created(context, owner.directory));
  }
  if (bare.every(({ args }) => optionValues(args, ['--require', '-r']).length > 0)) {
    for (const call of bare) add(script(context, call));
  } else {
    for (const call of bare) add(created(context, folderOf(context, call)));
  }
  return [...targets.values()];
}

/** Adds the options that Mocha finds for a folder; whether there are any. */
function addDefault({ root, owner }: RunnerContext, folder: string, add: (target: Target) => void): boolean {
  for (const at of foldersUp(folder, root)) {
    const found = firstIn(at, DEFAULT);
    if (found !== undefined) {
      add(targetOf(found));
      return true;
    }
  }
  if (!isRecord(owner.manifest.field('mocha'))) return false;
  add({ kind: 'json', file: owner.manifest.file, way: ['mocha'], list: 'mocha' });
  return true;
}

/** Whether Mocha reads a file, rather than another one beside it. */
function isFirst(file: string): boolean {
  return firstIn(path.dirname(file), DEFAULT) === file;
}

function targetOf(file: string): Target {
  if (/\.jsonc?$/.test(file)) return { kind: 'json', file, way: [], list: 'mocha' };
  return { kind: /\.ya?ml$/.test(file) ? 'yaml' : 'module', file };
}

function script({ owner }: RunnerContext, invocation: Invocation): Target {
  return { kind: 'script', file: owner.manifest.file, invocation, flag: 'mocha' };
}

function created(context: RunnerContext, folder: string): Target {
  return newConfig('mocha', folder, { ...context, because: evidence(context, 'mocha') });
}

function tooOld(context: RunnerContext, major: number): ManualTarget {
  const { owner } = context;
  const options = ['test/mocha.opts', 'mocha.opts'].map((name) => path.join(owner.directory, name));
  const file = options.find(
    (name) => existsSync(name) && !readFileSync(name, 'utf8').includes(setupEntry('mocha')),
  );
  return {
    kind: 'manual',
    ...(file === undefined ? placeOfCall(context) : { file, line: 1, column: 1 }),
    snippet: `--require ${setupEntry('mocha')}`,
    reason: `Mocha ${major} has no root hook plugins, which the set-up is; it takes Mocha ${FIRST_MAJOR} or newer`,
  };
}

function placeOfCall(context: RunnerContext): Pick<ManualTarget, 'file' | 'line' | 'column'> {
  const [call] = context.invocations;
  return call ? inScript(context, call) : evidence(context, 'mocha');
}
