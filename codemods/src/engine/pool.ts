import type { ChildProcess } from 'node:child_process';

import type { FileOutcome, FileTask, Job, Read } from './protocol.ts';
import type { WorkAnswer, WorkRequest, WorkResult } from './worker.ts';
import { startWorker, takeEarly, type WorkerOptions } from './worker-process.ts';

const BATCH_SIZE = 32;
/** Below so many files for each, a further process costs more than it saves. */
const FILES_PER_WORKER = 50;
/** Characters of what a worker printed last: V8 prints a long stack after it says that memory ran out. */
const LAST_WORDS = 20_000;

/** How a worker ended before it had answered. */
class Crash {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

type BatchResult = WorkResult | Crash;

/** Takes what came of a file, and what was read beside it for its batch, if that is told. */
type OutcomeHandler = (task: FileTask, outcome: FileOutcome, reads?: readonly Read[]) => void;

interface Batch {
  readonly tasks: readonly FileTask[];
  readonly done: (result: BatchResult) => void;
}

/** A pool that can't work at all. */
export class PoolError extends Error {}

/** What a pool is made of. */
export interface PoolOptions extends WorkerOptions {
  readonly job: Job;
  /** How many processes work at a time, at most. */
  readonly size: number;
}

/**
 * Processes files in child processes. Not in threads: a parser that overflows its native stack takes all
 * threads of a process with it, a process only itself. A batch whose process died is repeated file by file,
 * with more memory, so that only the file at fault is lost.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #queue: Batch[] = [];
  readonly #busy = new Map<ChildProcess, Batch>();
  readonly #idle: ChildProcess[] = [];
  readonly #starting = new Set<ChildProcess>();
  /** Repeats what ended a worker. */
  #second: WorkerPool | undefined;
  #size = 1;
  #failure: PoolError | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Starts a worker ahead of the first files, since loading takes it a while. */
  warmUp(): void {
    this.#startUpTo(1);
  }

  /**
   * Processes files in batches, and hands out each outcome as it comes, in no particular order.
   *
   * @throws {PoolError} where workers don't even start.
   */
  async process(
    tasks: readonly FileTask[],
    onOutcome: OutcomeHandler,
  ): Promise<void> {
    this.#size = Math.max(1, Math.min(this.#options.size, Math.ceil(tasks.length / FILES_PER_WORKER)));
    const size = Math.min(BATCH_SIZE, Math.ceil(tasks.length / this.#size));
    const batches = Array.from({ length: Math.ceil(tasks.length / size) }, (_, index) =>
      tasks.slice(index * size, (index + 1) * size),
    );
    await Promise.all(batches.map((batch) => this.#processBatch(batch, onOutcome)));
  }

  /** Ends the workers. */
  close(): void {
    this.#closed = true;
    this.#second?.close();
    for (const worker of [...this.#idle, ...this.#busy.keys(), ...this.#starting]) worker.kill();
  }

  async #processBatch(
    tasks: readonly FileTask[],
    onOutcome: OutcomeHandler,
  ): Promise<void> {
    const result = await new Promise<BatchResult>((done) => {
      this.#queue.push({ tasks, done });
      this.#dispatch();
    });
    if (this.#failure) throw this.#failure;
    if (!(result instanceof Crash)) {
      for (const [index, outcome] of result.outcomes.entries()) {
        const task = tasks[index];
        if (task) onOutcome(task, outcome, result.reads);
      }
      return;
    }
    const message = `the process that read it ${result.reason}; nothing was changed`;
    for (const task of tasks) {
      if (this.#options.isAmple === true) {
        onOutcome(task, { kind: 'failed', message });
      } else {
        this.#second ??= new WorkerPool({ ...this.#options, size: 1, isAmple: true });
        await this.#second.#processBatch([task], onOutcome);
      }
    }
  }

  #dispatch(): void {
    if (this.#closed || this.#failure) return;
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop();
      if (!worker) break;
      const batch = this.#queue.shift();
      if (!batch) break;
      this.#busy.set(worker, batch);
      const request: WorkRequest = { job: this.#options.job, tasks: batch.tasks };
      // A worker that is gone is noticed when it exits.
      worker.send(request, () => undefined);
    }
    this.#startUpTo(this.#busy.size + this.#queue.length);
  }

  #startUpTo(count: number): void {
    const limit = Math.min(count, this.#size);
    while (this.#starting.size + this.#busy.size + this.#idle.length < limit) this.#start();
  }

  #start(): void {
    const early = takeEarly(this.#options);
    const worker = early?.worker ?? startWorker(this.#options);
    let lastWords = '';
    this.#starting.add(worker);
    worker.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS);
    });
    worker.on('message', (answer: WorkAnswer) => {
      this.#starting.delete(worker);
      const batch = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      if (answer === 'ready') this.#dispatch();
      else if ('defect' in answer) this.#fail(new PoolError(answer.defect), batch);
      else this.#finish(batch, answer);
    });
    // What it said before anybody listened.
    if (early?.isReady === true) process.nextTick(() => worker.emit('message', 'ready' satisfies WorkAnswer));
    worker.on('error', (error) => {
      this.#fail(new PoolError(`worker processes can't be used: ${error.message}`));
    });
    worker.on('close', (code, signal) => {
      if (this.#closed) return;
      if (this.#starting.delete(worker)) {
        const why = lastWords.trim() || ending(code, signal, '');
        this.#fail(new PoolError(`worker processes do not start: ${why}`));
      }
      const position = this.#idle.indexOf(worker);
      if (position >= 0) this.#idle.splice(position, 1);
      const batch = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#finish(batch, new Crash(ending(code, signal, lastWords)));
    });
  }

  #finish(batch: Batch | undefined, result: BatchResult): void {
    batch?.done(result);
    this.#dispatch();
  }

  #fail(error: PoolError, batch?: Batch): void {
    this.#failure ??= error;
    for (const { done } of [...(batch ? [batch] : []), ...this.#queue.splice(0)]) done(new Crash(''));
  }
}

function ending(code: number | null, signal: NodeJS.Signals | null, lastWords: string): string {
  if (/heap out of memory/i.test(lastWords)) return 'ran out of memory';
  const isOverflow = signal === 'SIGSEGV' || signal === 'SIGBUS';
  if (isOverflow) return 'crashed (its code may be nested too deeply for the parser)';
  return signal ? `was killed by ${signal}` : `ended with exit code ${code ?? 'unknown'}`;
}
