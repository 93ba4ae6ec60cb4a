/**
 * A process of the pool: receives the job, then batches of files, and answers each batch with its outcomes.
 */
import { messageOf } from '../errors.ts';
import { processFile } from './process-file.ts';
import type { FileOutcome, FileTask, Job } from './protocol.ts';

/** What the pool sends. */
export interface WorkRequest {
  readonly job: Job;
  readonly tasks: readonly FileTask[];
}

/**
 * What a worker sends: that it is ready, the outcomes of a batch in its order, or why it can't work at all.
 */
export type WorkAnswer = 'ready' | readonly FileOutcome[] | { readonly defect: string };

function send(answer: WorkAnswer): void {
  process.send?.(answer);
}

async function processAll({ job, tasks }: WorkRequest): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const task of tasks) outcomes.push(await processFile(task, job));
  return outcomes;
}

process.on('message', (request: WorkRequest) => {
  processAll(request).then(send, (error: unknown) => {
    send({ defect: messageOf(error) });
  });
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group of processes; the one that writes decides when to stop.
process.on('SIGINT', () => undefined);
send('ready');
