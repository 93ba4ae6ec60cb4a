import { realpathSync } from 'node:fs';
import path from 'node:path';

import type { FixedFile } from '../engine/collector.ts';
import type { StagedContent } from '../engine/protocol.ts';
import { messageOf } from '../errors.ts';
import { digestOf } from '../files/digest.ts';
import { exists } from '../files/expand-path.ts';
import { toPosix } from '../files/posix.ts';
import { readSourceFile } from '../files/read.ts';
import { writeSourceFile, writeTogether } from '../files/write.ts';
import { keepTexts, readIndex, refuseLocked, replaceEntries, type IndexEntry } from './index-entries.ts';
import { mergeFix } from './merge.ts';
import { canStandFor } from './merge-check.ts';

/** A fix that could not be staged; the message says why. */
class StagingError extends Error {
  override readonly name = 'StagingError';
}

/** A text for the working tree, in the place of another one. */
interface WorkingText {
  readonly text: string;
  /** Of the bytes that it takes the place of. */
  readonly digest: string;
}

interface Waiting {
  readonly fixed: FixedFile;
  readonly staged: StagedContent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A fix that can be written. */
interface Planned extends Waiting {
  readonly relative: string;
  /** Nothing where the working tree does not have the file, or has the fix. */
  readonly working: WorkingText | undefined;
}

/**
 * Writes fixes of staged content to the index and to the working tree. Changes that are not staged stay so:
 * the fix is merged into what the working tree has, and refused where it touches them. The index is written
 * last and at once, so whatever ends the run before leaves what was staged as it was.
 */
export class StagedWriter {
  readonly #waiting: Waiting[] = [];

  /**
   * Notes a fix, and waits until it is written.
   *
   * @throws {Error} where that is refused; the message says why.
   */
  write(fixed: FixedFile): Promise<void> {
    const { staged } = fixed.task;
    if (!staged) return Promise.reject(new StagingError('it is not staged'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ fixed, staged, resolve, reject });
    });
  }

  /** Writes what has been noted. Never throws: each file is told for itself. */
  async flush(): Promise<void> {
    const byRoot = new Map<string, Waiting[]>();
    for (const file of this.#waiting.splice(0)) {
      const { root } = file.fixed.task;
      byRoot.set(root, [...(byRoot.get(root) ?? []), file]);
    }
    for (const [root, files] of byRoot) {
      try {
        await writeTogether(() => writeAll(root, files));
      } catch (error) {
        for (const { reject } of files) reject(error);
      }
    }
  }
}

async function writeAll(root: string, files: readonly Waiting[]): Promise<void> {
  await refuseLocked(root);
  const planned = await planAll(root, files, await readIndex(root));
  const blobs = await keepTexts(root, planned.map(({ fixed }) => fixed.output));
  const written: (Planned & { readonly blob: string })[] = [];
  for (const [index, file] of planned.entries()) {
    const blob = blobs[index];
    if (blob !== undefined && (await writeWorking(file))) written.push({ ...file, blob });
  }
  await stage(root, written);
}

async function planAll(
  root: string,
  files: readonly Waiting[],
  entries: ReadonlyMap<string, IndexEntry>,
): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  for (const file of files) {
    const relative = toPosix(path.relative(root, file.fixed.task.path));
    try {
      requireSame(file.staged, entries.get(relative));
      planned.push({ ...file, relative, working: await workingText(file.fixed) });
    } catch (error) {
      file.reject(error);
    }
  }
  return planned;
}

/** The text for the working tree; `undefined` where it does not have the file, or has the fix. */
async function workingText({ task, source, output }: FixedFile): Promise<WorkingText | undefined> {
  if (!exists(task.path)) return undefined;
  if (realpathSync(task.path) !== task.path) {
    throw new StagingError('in the working tree it is, or lies behind, a link');
  }
  const content = readSourceFile(task.path);
  if ('skip' in content) throw new StagingError(`what the working tree has of it is ${content.skip}`);
  if (!content.isUtf8) throw new StagingError('what the working tree has of it is not UTF-8');
  const { text: before, bytes } = content;
  const merged = source === undefined ? undefined : mergeFix(source, output, before);
  if (!merged) {
    throw new StagingError('changes that are not staged touch what the fix changes; stage or stash them');
  }
  const { text, hasEdits } = merged;
  if (text === before) return undefined;
  if (hasEdits && !(await canStandFor(before, text, task.path))) {
    throw new StagingError(
      'with changes that are not staged the fixed text would have errors; stage or stash them',
    );
  }
  return { text, digest: digestOf(bytes) };
}

function requireSame({ blob, mode }: StagedContent, entry: IndexEntry | undefined): void {
  const isSame = entry?.blob === blob && entry.mode === mode;
  if (!isSame) throw new StagingError('what is staged of it was changed while it was being processed');
  if (entry.isSparse) throw new StagingError('it lies outside of the sparse checkout');
}

/** Writes a file of the working tree, and tells whether that worked out. */
async function writeWorking({ fixed, working, reject }: Planned): Promise<boolean> {
  if (!working) return true;
  try {
    await writeSourceFile(fixed.task.path, working.text, working.digest);
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

async function stage(root: string, files: readonly (Planned & { readonly blob: string })[]): Promise<void> {
  if (files.length === 0) return;
  try {
    await replaceEntries(
      root,
      files.map(({ relative, staged, blob }) => ({ relative, before: staged, blob })),
    );
    for (const { resolve } of files) resolve();
  } catch (error) {
    for (const { reject, working } of files) {
      const where = working ? '; the fix stands in the working tree' : '';
      reject(new StagingError(`it can't be staged: ${messageOf(error)}${where}`));
    }
  }
}
