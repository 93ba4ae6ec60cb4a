import { readFileSync } from 'node:fs';

/** The text of a file that is only looked at; `undefined` where it can't be read. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
