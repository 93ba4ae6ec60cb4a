import path from 'node:path';

import { formatDuration, type SetupPolicy } from '@cogniverse/guide/runtime';

import { now, within } from '../clock.ts';
import { debug, warn } from '../debug.ts';
import { mainProcess } from '../realm.ts';
import { callersOf, describeSite, packageOf } from './creation-site.ts';
import { helperAdvice, isMadeByRunner } from './helpers.ts';
import { aliveThings, type Tracked, untrack } from './tracked.ts';

/** The file that has run, as far as its clean-up asks. */
export interface FinishedFile {
  /** Absolute path. */
  readonly file: string | undefined;
  /** Whether its modules serve no other file, so that whatever it left may be ended. */
  readonly ownModules: boolean;
  /** Whether hooks of the file may run beside or after this one, and still end what it left. */
  readonly hooksMayFollow?: boolean;
  /** What was alive before it began: other files made that, as Mocha loads them all at first. */
  readonly before?: ReadonlySet<Tracked>;
}

const POLL_MS = 15;
const END_WITHIN_MS = 2000;

/**
 * Waits for what a test file has left to end by itself, names what is still alive then, and ends what is safe
 * to end. Where nothing is alive, it returns at once.
 *
 * @throws {Error} If something is alive and the policy says `error`.
 */
export async function cleanUpAfter(file: FinishedFile, { leaks, wait }: SetupPolicy): Promise<void> {
  if (leaks === 'off' || aliveSince(file).length === 0) {
    return;
  }
  const left = await leftAfter(wait, file);
  if (left.length === 0) {
    return;
  }
  const ended = left.filter((thing) => isSafeToEnd(thing, file));
  const named = left.filter((thing) => !thing.isShort(wait));
  const message = named.length === 0 ? undefined : describeLeft(named, ended, file, wait);
  await Promise.all(ended.map(endOne));
  // What belongs to other files too is told once.
  for (const thing of left) {
    untrack(thing);
  }
  if (message !== undefined) {
    if (leaks === 'error') {
      throw new Error(message);
    }
    warn(message);
  }
}

function aliveSince({ before }: FinishedFile): readonly Tracked[] {
  const alive = aliveThings();
  return before === undefined ? alive : alive.filter((thing) => !before.has(thing));
}

async function leftAfter(wait: number, file: FinishedFile): Promise<Tracked[]> {
  const forAll = file.hooksMayFollow ?? false;
  const start = now();
  for (;;) {
    const alive = aliveSince(file).filter(({ site }) => !isMadeByRunner(site));
    const remaining = wait - (now() - start);
    const worthWaiting = alive.some(
      (thing) => forAll || thing.mayEndWithin(remaining, helperAdvice(thing.site) !== undefined),
    );
    if (!worthWaiting || remaining <= 0) {
      debug(() => `waited ${(now() - start).toFixed(0)} ms for what the tests left; alive: ${alive.length}`);
      return alive;
    }
    await within(Math.min(POLL_MS, remaining));
  }
}

/**
 * Where files share modules, something that the product has made may serve the next file. What the test file
 * made itself serves nobody any more.
 */
function isSafeToEnd({ site }: Tracked, { file, ownModules }: FinishedFile): boolean {
  const maker = callersOf(site).find((frame) => packageOf(frame.file) === undefined);
  return ownModules || (file !== undefined && maker?.file === file);
}

async function endOne(thing: Tracked): Promise<void> {
  try {
    await within(END_WITHIN_MS, Promise.resolve(thing.end()));
    debug(() => `ended ${thing.describe()}: ${String(thing.hasEnded())}`);
  } catch (error) {
    debug(() => `could not end ${thing.describe()}: ${String(error)}`);
  }
}

function describeLeft(
  named: readonly Tracked[],
  ended: readonly Tracked[],
  { file }: FinishedFile,
  wait: number,
): string {
  const name = file === undefined ? 'a test file' : path.relative(mainProcess.cwd(), file);
  const parts = named.map((thing) => {
    const advice = helperAdvice(thing.site) ?? thing.advice;
    const what = ended.includes(thing) ? 'It was ended now.' : 'It was left alone: other files may use it.';
    const site = describeSite(thing.site, '      ');
    const made = site === '' ? '      at an unknown place' : site;
    return `  ${thing.describe()}, made\n${made}\n    ${what} ${advice}`;
  });
  return `${name} left alive, ${formatDuration(wait)} after its tests:\n${parts.join('\n')}`;
}
