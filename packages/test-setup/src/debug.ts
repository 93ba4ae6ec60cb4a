import { mainProcess } from './realm.ts';

const debugging = !['', '0', 'false', undefined].includes(mainProcess.env['COGNIVERSE_DEBUG']);

/**
 * Logs a step to stderr where `COGNIVERSE_DEBUG=1` is set, with the time since the process began.
 *
 * @param describe - Called only then.
 */
export function debug(describe: () => string): void {
  if (debugging) {
    write(`[cogniverse ${mainProcess.pid} +${performance.now().toFixed(1)} ms] ${describe()}`);
  }
}

/**
 * Runs a step, and logs how long it took where `COGNIVERSE_DEBUG=1` is set.
 *
 * @param what - What the step does.
 * @param step - The step.
 */
export function timed<T>(what: string, step: () => T): T {
  const start = performance.now();
  const result = step();
  debug(() => `${what}: ${(performance.now() - start).toFixed(2)} ms`);
  return result;
}

/**
 * Tells the user something on stderr.
 *
 * @param message - Whole sentences; further lines are indented by the caller.
 */
export function warn(message: string): void {
  write(`[cogniverse] ${message}`);
}

function write(line: string): void {
  mainProcess.stderr.write(`${line}\n`);
}
