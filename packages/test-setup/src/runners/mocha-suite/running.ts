import type { Skip } from '../../gating/skip.ts';
import { reportOnce } from '../../report-once.ts';
import type { MochaRunnable } from './mocha.ts';

let running: MochaRunnable | undefined;
const watched = new WeakSet<object>();

/**
 * Notes from now on which test or hook is running; Mocha runs one at a time.
 *
 * @param any - Any test or hook: all inherit the method that runs them.
 */
export function watchRunning(any: MochaRunnable): void {
  const runnable = methodsOf(any);
  if (runnable === undefined || watched.has(runnable)) return;
  watched.add(runnable);
  const { run } = runnable;
  runnable.run = function (this: MochaRunnable, done) {
    begin(this);
    run.call(this, (error) => {
      begin(undefined);
      done(error);
    });
  };
}

function begin(runnable: MochaRunnable | undefined): void {
  running = runnable;
}

/** Looks for the prototype that has the method itself. */
function methodsOf(any: MochaRunnable): Pick<MochaRunnable, 'run'> | undefined {
  for (let level: unknown = any; typeof level === 'object' && level !== null; ) {
    if (hasRun(level)) return level;
    level = Object.getPrototypeOf(level);
  }
  return undefined;
}

function hasRun(level: object): level is Pick<MochaRunnable, 'run'> {
  return typeof Object.getOwnPropertyDescriptor(level, 'run')?.value === 'function';
}

/** What skips the test or hook that is running; `undefined` while files are loaded. */
export function skipInMocha(): Skip | undefined {
  const skipped = running;
  if (skipped === undefined) return undefined;
  return (reason) => {
    // Mocha has no place for it in its reports.
    reportOnce(`skipped: ${reason}.`);
    return skipped.skip();
  };
}
