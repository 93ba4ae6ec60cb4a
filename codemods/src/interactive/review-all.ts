import { compareTexts } from '../compare-texts.ts';
import type { Collector } from '../engine/collector.ts';
import type { FileOutcome, FileTask, Job } from '../engine/protocol.ts';
import { UncommittedChanges } from '../files/uncommitted.ts';
import { refuseReadOnly } from '../files/write.ts';
import type { Review } from './review.ts';

/** How files are reviewed. */
export interface ReviewOptions {
  readonly review: Review;
  readonly job: Job;
  /** Whether to edit files that git could not bring back. */
  readonly allowDirty: boolean;
}

/** Has the user decide on each file, in the order of their paths; each is written before the next is shown. */
export async function reviewAll(
  fixable: ReadonlyMap<FileTask, FileOutcome>,
  { review, job, allowDirty }: ReviewOptions,
  collector: Collector,
): Promise<void> {
  const changes = allowDirty ? undefined : new UncommittedChanges();
  const open: [FileTask, FileOutcome][] = [];
  for (const [task, found] of [...fixable].sort(([a], [b]) => compareTexts(a.path, b.path))) {
    if (await mayBeWritten(task.path, changes)) open.push([task, found]);
    // There is nothing to decide on: who writes it is refused, and says why.
    else collector.add(task, found);
  }
  if (open.length === 0) return;
  review.open();
  try {
    for (const [index, [task, found]] of open.entries()) {
      const position = { index: index + 1, count: open.length };
      collector.add(task, await review.file({ task, found, position }, job));
      await collector.settled();
    }
  } finally {
    review.close();
  }
}

async function mayBeWritten(file: string, changes: UncommittedChanges | undefined): Promise<boolean> {
  try {
    await changes?.refuse(file);
    await refuseReadOnly(file);
    return true;
  } catch {
    return false;
  }
}
