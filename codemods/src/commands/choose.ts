import { createInterface } from 'node:readline/promises';

/** An answer to a question: its first letter is enough. */
export interface Choice<Value> {
  readonly word: string;
  readonly value: Value;
}

/** Whether there is a terminal to ask on. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/**
 * Asks on the terminal until one of the answers is given.
 *
 * @param whenEnded What counts where the input ends without an answer.
 */
export async function choose<Value>(
  question: string,
  choices: readonly Choice<Value>[],
  whenEnded: Value,
): Promise<Value> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<undefined>((resolve) => terminal.once('close', () => { resolve(undefined); }));
  // Ctrl+C reaches a terminal that is being read as a key.
  terminal.on('SIGINT', () => {
    terminal.close();
    process.kill(process.pid, 'SIGINT');
  });
  const words = choices.map(({ word }) => `[${word.charAt(0)}]${word.slice(1)}`).join(', ');
  try {
    for (;;) {
      const answer = await Promise.race([terminal.question(`${question} ${words}: `), ended]);
      if (answer === undefined) return whenEnded;
      const given = answer.trim().toLowerCase();
      const chosen = choices.find(({ word }) => given !== '' && word.startsWith(given));
      if (chosen) return chosen.value;
    }
  } finally {
    terminal.close();
  }
}
