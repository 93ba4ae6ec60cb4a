import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file of our own in one step: whoever reads it sees the old text or the new one.
 *
 * @throws {NodeJS.ErrnoException} where the system refuses.
 */
export function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
