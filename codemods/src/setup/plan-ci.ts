import path from 'node:path';

import { lintFile } from '../engine/lint-file.ts';
import { jobOf } from '../engine/run.ts';
import { listFolder } from '../files/list-folder.ts';
import { isAroundTests, reasonByFolder } from '../files/path-reasons.ts';
import { PROJECT_RULE_NAMES } from '../rule-names.ts';
import type { DraftFiles } from './draft-files.ts';

/** What CI workflows, images and the configuration of pytest lack. */
export interface CiPlan {
  /** How many findings the edits mend, or would mend. */
  readonly places: number;
  /** Whether the edits are part of the plan. */
  readonly isWanted: boolean;
}

/**
 * Works out what the rules for the files around the tests suggest for the files of some folders.
 *
 * @param folders Absolute paths, without links.
 * @param isWanted Whether to make the edits, in files that are not written yet.
 */
export async function planCi(
  folders: readonly string[],
  { root, files, isWanted }: { readonly root: string; readonly files: DraftFiles; readonly isWanted: boolean },
): Promise<CiPlan> {
  const job = jobOf({ rules: PROJECT_RULE_NAMES, mode: 'propose', unsafe: true });
  let places = 0;
  for (const file of await filesIn(folders)) {
    const text = files.tryRead(file);
    // What can't be edited is not proposed either; `check --project` names it.
    if (text === undefined) continue;
    const outcome = await lintFile(text, { path: file, root, named: false }, job);
    if (outcome?.kind !== 'linted' || !outcome.fix) continue;
    places += outcome.fix.count;
    if (isWanted) files.edit(file, outcome.fix.output);
  }
  return { places, isWanted };
}

async function filesIn(folders: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const folder of folders) {
    for (const { relative } of await listFolder(folder, { glob: '**/*', accepts: isAroundTests })) {
      if (!reasonByFolder(relative)) found.add(path.join(folder, relative));
    }
  }
  return found;
}
