import path from 'node:path';

import { messageOf } from '../errors.ts';
import { toPosix } from '../files/posix.ts';
import type { PartPlan } from './part.ts';
import type { InitProject } from './project.ts';

/** What came of an edit: the new text, or why there is none, as a clause. */
export type Edited = { readonly text: string } | { readonly reason: string };

/** A file that has something run the check, and how it is told to. */
export interface CheckPlace {
  /** Absolute path. */
  readonly file: string;
  /** Adds the check to the file's text, which is empty for a new file. */
  readonly edit: (text: string) => Edited;
  /** What to write there by hand. */
  readonly snippet: string;
}

/** What tells that a file has the check run already. */
const OURS = /cogniverse-(?:codemod|check|fix)|cogniverse\/test-toolkit/;

/** Whether a file has the check run already; one that can't be read says nothing. */
export function runsCheck(file: string, { files }: InitProject): boolean {
  return files.has(file) && OURS.test(files.tryRead(file) ?? '');
}

/** Plans that a file has the check run: it is edited or made, or the user is told what to write there. */
export function addCheck({ file, edit, snippet }: CheckPlace, project: InitProject): Omit<PartPlan, 'part'> {
  const { root, files } = project;
  const shown = toPosix(path.relative(root, file));
  if (runsCheck(file, project)) return { files: [], notes: [{ kind: 'present', text: `${shown} runs the check` }] };
  const edited = tryEdit(file, edit, project);
  if ('reason' in edited) {
    return { files: [], notes: [{ kind: 'manual', text: `${shown}: ${edited.reason}. Write there:`, snippet }] };
  }
  if (files.has(file)) files.edit(file, edited.text);
  else files.create(file, edited.text);
  return { files: [file], notes: [] };
}

function tryEdit(file: string, edit: CheckPlace['edit'], { files }: InitProject): Edited {
  try {
    return edit(files.has(file) ? files.read(file) : '');
  } catch (error) {
    return { reason: messageOf(error) };
  }
}
