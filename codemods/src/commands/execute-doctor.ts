import { diagnose } from '../doctor/diagnose.ts';
import { doctorPage } from '../doctor/page.ts';
import { Progress } from '../reporters/progress.ts';
import { hasColours, shownPath } from '../reporters/text.ts';
import { foldersOf } from './folders.ts';
import { stopOnSignals, stopWithReader } from './output.ts';

/**
 * Carries out `doctor`.
 *
 * @param given The folders that the user named.
 * @param version The version of the set-up package.
 * @returns The exit code: 0 where all is held, 1 where something is not, 2 where something could not be looked at.
 * @throws {UsageError | GitError | PoolError} where it can't be carried out at all.
 */
export async function executeDoctor(given: readonly string[], version: string): Promise<number> {
  stopOnSignals();
  stopWithReader();
  const cwd = process.cwd();
  const progress = new Progress(process.stderr);
  const diagnosis = await diagnose({
    cwd,
    folders: foldersOf(given, cwd),
    version,
    onProgress: (done, all) => {
      progress.update(done, all);
    },
  });
  progress.clear();
  // Where there is nothing to look at, nothing is held.
  if (diagnosis.read > 0) process.stdout.write(doctorPage(diagnosis, { colour: hasColours(process.stdout) }));
  for (const { path, message } of diagnosis.problems) {
    console.error(path === undefined ? message : `${shownPath(path, cwd)}: ${message}`);
  }
  if (diagnosis.problems.length > 0) return 2;
  return diagnosis.sections.some(({ commands }) => commands.length > 0) ? 1 : 0;
}
