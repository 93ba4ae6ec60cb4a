/**
 * A process of the pool: receives the job, then batches of files, and answers each batch with its outcomes.
 */
import { setFlagsFromString } from 'node:v8';

import { messageOf } from '../errors.ts';
import type { ReadLog } from '../cache/read-log.ts';
import { processFile } from './process-file.ts';
import type { FileOutcome, FileTask, Job, Read } from './protocol.ts';

// By default V8 optimises so early that a fifth of a run's processor time goes into code that soon ends. It passes over
// flags that it does not know.
setFlagsFromString('--interrupt-budget=400000');

/** What the pool sends. */
export interface WorkRequest {
  readonly job: Job;
  readonly tasks: readonly FileTask[];
}

/** What came of a batch: its outcomes, in its order. */
export interface WorkResult {
  readonly outcomes: readonly FileOutcome[];
  /** What was read beside the files, if the job says so and it can be told. */
  readonly reads?: readonly Read[] | undefined;
}

/** What a worker sends: that it is ready, what came of a batch, or why it can't work at all. */
export type WorkAnswer = 'ready' | WorkResult | { readonly defect: string };

function send(answer: WorkAnswer): void {
  process.send?.(answer);
}

let log: ReadLog | undefined;

async function processAll({ job, tasks }: WorkRequest): Promise<WorkResult> {
  const outcomes: FileOutcome[] = [];
  // Loaded late: only runs that keep their results need it.
  if (job.tellsReads) log ??= new (await import('../cache/read-log.ts')).ReadLog();
  log?.begin(tasks.length);
  for (const task of tasks) outcomes.push(await processFile(task, job));
  return { outcomes, reads: log?.end() };
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
