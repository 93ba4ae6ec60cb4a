/** A process of the pool: receives the job, then batches of files, and answers each batch with its outcomes. */
import { processFile } from './process-file.ts';
import type { FileOutcome, FileTask, Job } from './protocol.ts';

/** What the pool sends. */
export interface WorkRequest {
  readonly job: Job;
  readonly tasks: readonly FileTask[];
}

/** What a worker sends: that it is ready, or the outcomes of a batch in its order. */
export type WorkAnswer = 'ready' | readonly FileOutcome[];

function send(answer: WorkAnswer): void {
  process.send?.(answer);
}

process.on('message', (request: WorkRequest) => {
  void (async () => {
    const outcomes: FileOutcome[] = [];
    for (const task of request.tasks) outcomes.push(await processFile(task, request.job));
    send(outcomes);
  })();
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group of processes; the one that writes decides when to stop.
process.on('SIGINT', () => undefined);
send('ready');
