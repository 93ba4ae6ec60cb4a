import path from 'node:path';

import { listsSetup } from './list-key.ts';
import type { Manifest } from './manifest.ts';
import type { ModuleResult } from './module/index.ts';
import { namesSetup, setupEntry } from './registration.ts';
import { type Invocation, invocationsIn, optionValues, runnerOf } from './runners/invocations.ts';
import { propertyOf } from './text/json-tree.ts';
import { applySplices, splitMark } from './text/splice.ts';

const FLAG: Readonly<Record<'node' | 'mocha', { readonly write: string; readonly read: readonly string[] }>> =
  {
    node: { write: '--import', read: ['--import', '-r', '--require'] },
    mocha: { write: '--require', read: ['--require', '-r'] },
  };

/** Whether a call in a script loads the set-up: by a flag, or by one in `NODE_OPTIONS`. */
function loadsSetup(call: Invocation, runner: 'node' | 'mocha', folder: string): boolean {
  const options = call.words.flatMap(
    ({ text }) => /^NODE_OPTIONS=(.*)$/s.exec(text)?.[1]?.split(/[\s=]+/) ?? [],
  );
  if (options.some((option) => namesSetup(option, runner))) return true;
  return listsSetup(optionValues(call.args, FLAG[runner].read), runner, path.resolve(folder, call.folder));
}

/**
 * Gives the calls of a runner in a script of `package.json` the flag that loads the set-up, right behind the
 * program's name.
 *
 * @param text The text of `package.json`.
 * @param manifest The same, parsed.
 */
export function registerInScript(
  text: string,
  manifest: Manifest,
  script: string,
  runner: 'node' | 'mocha',
): ModuleResult {
  const { mark, body } = splitMark(text);
  const node = propertyOf(propertyOf(manifest.tree, 'scripts')?.value, script)?.value;
  const line = manifest.scripts.get(script) ?? '';
  const folder = path.dirname(manifest.file);
  const calls = invocationsIn(new Map([...manifest.scripts, [script, line]])).filter(
    (call) => call.script === script && runnerOf(call.program) === runner && call.program !== 'borp',
  );
  const missing = calls.filter((call) => !loadsSetup(call, runner, folder));
  if (missing.length === 0) return { kind: 'present' };
  if (!node) throw new Error(`there is no script ${script}`);
  const flag = ` ${FLAG[runner].write} ${setupEntry(runner)}`;
  const splices = missing.map(({ word }) => {
    const at = node.offset + offsetInJson(body.slice(node.offset, node.offset + node.length), word.end);
    return { start: at, end: at, text: flag };
  });
  const edited = applySplices(body, splices);
  return { kind: 'edited', text: mark + edited, certain: true };
}

/** Where a character of a text stands in the text's literal in JSON. */
function offsetInJson(literal: string, index: number): number {
  const pieces = literal.slice(1, -1).match(/\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs) ?? [];
  return pieces.slice(0, index).reduce((offset, piece) => offset + piece.length, 1);
}
