import { END, INTERRUPT, type Keyboard } from '../interactive/keyboard.ts';

/** What is answered when a file is shown. */
export type Answer = 'yes' | 'no' | 'all' | 'quit' | 'interrupt';

const KEYS: Readonly<Record<string, Answer>> = {
  y: 'yes',
  n: 'no',
  a: 'all',
  q: 'quit',
  [END]: 'quit',
  [INTERRUPT]: 'interrupt',
};
const HELP = [
  'y  write this file',
  'n  leave it',
  'a  write this file and all others',
  'q  quit: what was answered with yes is written, the rest is left',
]
  .map((line) => `  ${line}\n`)
  .join('');

/** Whether there is a terminal to ask on. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** Asks whether to write a file, until there is an answer. */
export async function askToWrite(name: string, keyboard: Keyboard): Promise<Answer> {
  for (;;) {
    process.stdout.write(`Write ${name}? [y]es [n]o [a]ll [q]uit [?] `);
    const answer = KEYS[(await keyboard.next()).toLowerCase()];
    process.stdout.write(`${answer ?? ''}\n`);
    if (answer) return answer;
    process.stdout.write(HELP);
  }
}
