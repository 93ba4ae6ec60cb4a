import { valuesOfFlag } from '../resolve/python/pytest-config.ts';

/** Whether words given to pytest spread tests over several processes, by pytest-xdist. */
export function isSpread(words: readonly string[]): boolean {
  const counts = ['-n', '--numprocesses'].flatMap((flag) => valuesOfFlag(words, flag));
  return counts.some((count) => /^(?:auto|logical|[2-9]|\d\d+)$/.test(count.replace(/^=/, '')));
}

/** Whether words say how tests are dealt to processes: by file, class or group; `load` deals them one by one. */
export function keepsFilesTogether(words: readonly string[]): boolean {
  return valuesOfFlag(words, '--dist').some((mode) => /^(?:load(?:file|scope|group)|no)$/.test(mode));
}
