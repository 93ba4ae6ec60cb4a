import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Problem } from '../engine/results.ts';
import { messageOf } from '../errors.ts';
import { UncommittedChanges } from '../files/uncommitted.ts';
import { createSourceFile, refuseReadOnly, writeSourceFile } from '../files/write.ts';
import type { DraftChange } from './draft-files.ts';

/**
 * Writes what a plan changes: all of it, or nothing where git could not bring one of the files back or one is
 * read-only, since a set-up that is registered and not installed lets no test run.
 *
 * @param allowDirty Whether to edit files that git could not bring back.
 * @returns What could not be written.
 */
export async function writePlan(
  changes: readonly DraftChange[],
  { allowDirty }: { readonly allowDirty: boolean },
): Promise<readonly Problem[]> {
  const uncommitted = new UncommittedChanges();
  const refused: Problem[] = [];
  for (const { file, before } of changes) {
    if (before === undefined) continue;
    try {
      await refuseReadOnly(file);
      if (!allowDirty) await uncommitted.refuse(file);
    } catch (error) {
      refused.push({ path: file, message: `not written: ${messageOf(error)}` });
    }
  }
  if (refused.length > 0)
    return [...refused, { message: 'Nothing was written, since the changes belong together' }];
  const failed: Problem[] = [];
  for (const change of changes) {
    const problem = await writeChange(change);
    if (problem) failed.push(problem);
  }
  return failed;
}

/** Writes a change; returns why it could not. */
export async function writeChange({ file, before, after, digest }: DraftChange): Promise<Problem | undefined> {
  try {
    if (before === undefined) {
      await mkdir(path.dirname(file), { recursive: true });
      await createSourceFile(file, after);
    } else {
      await writeSourceFile(file, after, digest);
    }
    return undefined;
  } catch (error) {
    return { path: file, message: `not written: ${messageOf(error)}` };
  }
}
