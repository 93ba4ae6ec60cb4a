import path from 'node:path';

import { formatDuration, type Policy } from '@cogniverse/guide/runtime';

import { describeSite } from '../background/creation-site.ts';
import { aliveThings } from '../background/tracked.ts';
import { after, now } from '../clock.ts';
import { warn } from '../debug.ts';
import { mainProcess } from '../realm.ts';

/** A test under way. */
export interface RunningTest {
  readonly title: string;
  /** When it began, by `now()`. */
  readonly since: number;
}

/** A file with more than this many things alive has them counted, not listed. */
const MOST_LISTED = 10;
/** How long before its limit a file says what is running, at the most, in milliseconds. */
const LEAD_MS = 5000;

/**
 * Says what is still running in a test file shortly before its time is over, or as the runner ends its
 * process with SIGTERM. A process whose event loop stands still says nothing.
 *
 * @param file - Absolute path.
 * @param policy - With the time that a file may take, unless the runner was given less.
 * @param running - Gives the tests under way.
 * @returns Ends the watch.
 */
export function watchTime(file: string, policy: Policy, running: () => readonly RunningTest[]): () => void {
  if (!policy.setup.watchdog) return () => undefined;
  const begun = now();
  const name = path.relative(mainProcess.cwd(), file);
  const told = runnersLimit();
  const limit = Math.min(policy.timeouts.max, told ?? Infinity);
  const setBy = limit === told ? '--test-timeout' : "the policy's timeouts.max";
  // The runner counts from the start of the process.
  const passed = limit === told ? begun : 0;
  const callOff = after(
    Math.max(limit - Math.min(LEAD_MS, limit / 5) - passed, 0),
    () => {
      tell(`${name} is about to take longer than ${formatDuration(limit)}, ${setBy}.`, running());
    },
    { keepsAlive: false },
  );
  const onSignal = (): void => {
    tell(`${name} is ended by SIGTERM after ${seconds(now() - begun)}.`, running());
    mainProcess.off('SIGTERM', onSignal);
    // A process with a listener for the signal does not end by it.
    if (mainProcess.listenerCount('SIGTERM') === 0) mainProcess.kill(mainProcess.pid, 'SIGTERM');
  };
  mainProcess.on('SIGTERM', onSignal);
  return () => {
    callOff();
    mainProcess.off('SIGTERM', onSignal);
  };
}

function tell(happening: string, running: readonly RunningTest[]): void {
  const things = aliveThings();
  const tests = running.map(({ title, since }) => `  the test "${title}", for ${seconds(now() - since)}`);
  const alive = things.slice(0, MOST_LISTED).map((thing) => {
    const site = describeSite(thing.site, '      ');
    return `  ${thing.describe()}${site === '' ? '' : `, made\n${site}`}`;
  });
  const more = things.length > MOST_LISTED ? [`  and ${things.length - MOST_LISTED} more`] : [];
  const lines = [...(tests.length > 0 ? tests : ['  no test: a hook, or what stands outside of tests']), ...alive];
  warn(`${happening} Still running:\n${[...lines, ...more].join('\n')}`);
}

/** After how many milliseconds node:test ends a file, where its command line says so. */
function runnersLimit(): number | undefined {
  const { execArgv } = mainProcess;
  const limits = execArgv.map((flag) => Number(/^--test-timeout=(\d+)$/.exec(flag)?.[1]));
  return limits.find((limit) => limit > 0);
}

function seconds(ms: number): string {
  return formatDuration(Math.max(1000, Math.round(ms / 1000) * 1000));
}
