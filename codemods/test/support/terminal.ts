import { spawn, spawnSync } from 'node:child_process';

import { PROGRAM } from './project.ts';

const { error, stdout: version } = spawnSync('script', ['--version'], { encoding: 'utf8' });

/** Why there is no terminal for tests; `undefined` where there is one. */
export const NO_TERMINAL =
  error === undefined && version.includes('util-linux') ? undefined : 'there is no `script` of util-linux';

/** What a run at a terminal showed, and how it ended. */
export interface Shown {
  readonly exitCode: number | null;
  /** Everything that was printed, without colours. */
  readonly screen: string;
}

/**
 * Runs the program at a terminal. Each key is pressed once what is printed since the last one ends with the prompt.
 *
 * @param prompt - What the program prints in front of each key that it waits for.
 */
export function runAtTerminal(
  cwd: string,
  args: readonly string[],
  { prompt, keys }: { readonly prompt: string; readonly keys: readonly string[] },
): Promise<Shown> {
  const command = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, TERM: 'dumb' },
  });
  const pending = [...keys];
  let screen = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text.replaceAll('\r\n', '\n');
    if (!screen.slice(seen).endsWith(prompt)) return;
    seen = screen.length;
    const key = pending.shift();
    if (key !== undefined) child.stdin.write(key);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => {
      resolve({ exitCode, screen });
    });
  });
}
