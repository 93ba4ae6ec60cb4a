import { compareTexts } from '../compare-texts.ts';
import { messageOf } from '../errors.ts';
import type { SkippedFile } from '../files/find-files.ts';
import { Limit } from './limit.ts';
import type { FileOutcome, FileTask } from './protocol.ts';
import {
  failure,
  lintResult,
  type Change,
  type FileResult,
  type Problem,
  type RunReport,
} from './results.ts';

const WRITES_AT_A_TIME = 16;

/** A file whose text has been fixed. */
export interface FixedFile {
  readonly task: FileTask;
  readonly output: string;
  /** The text that it was made from, where the run keeps it. */
  readonly source: string | undefined;
  /** Of the bytes that it was made from, where they were the file's. */
  readonly digest: string;
}

/**
 * Puts a fixed text in the place of a file's.
 *
 * @throws {Error} where that is refused; the message says why.
 */
export type Writer = (file: FixedFile) => Promise<void>;

/** Gathers outcomes, has fixes written, and makes the report. */
export class Collector {
  readonly #write: Writer | undefined;
  readonly #results: FileResult[] = [];
  readonly #skipped: SkippedFile[] = [];
  readonly #problems: Problem[] = [];
  readonly #policies = new Map<string, string>();
  readonly #writes: Limit;
  #parsed = 0;

  /**
   * @param write Without it, fixes are only proposed.
   * @param writesAtATime How many may be waited for at a time.
   */
  constructor(write: Writer | undefined, writesAtATime = WRITES_AT_A_TIME) {
    this.#write = write;
    this.#writes = new Limit(writesAtATime);
  }

  /** Takes what came out of a file, and starts to write it if there is anything to write. */
  add(task: FileTask, outcome: FileOutcome): void {
    switch (outcome.kind) {
      case 'skipped':
        this.#skipped.push({ path: task.path, reason: outcome.reason, named: task.named });
        return;
      case 'policy':
        this.#policies.set(outcome.file, outcome.message);
        this.#skipped.push({
          path: task.path,
          reason: 'under a project policy that is not valid',
          named: task.named,
        });
        return;
      case 'failed':
        this.#problems.push({ path: task.path, message: outcome.message });
        this.#results.push({ root: task.root, lint: lintResult(task.path, failure(outcome.message)) });
        return;
      case 'linted':
        if (outcome.parsed) this.#parsed += 1;
        this.#addLinted(task, outcome);
    }
  }

  /** Notes a file that was left alone before it was read. */
  addSkipped(file: SkippedFile): void {
    this.#skipped.push(file);
  }

  /** Notes what could not be carried out. */
  addProblem(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Waits for the writes that were started. */
  async settled(): Promise<void> {
    await this.#writes.settled();
  }

  /** Waits for the writes, and returns everything in a stable order. */
  async report(): Promise<RunReport> {
    await this.#writes.settled();
    return {
      results: this.#results.sort((a, b) => compareTexts(a.lint.filePath, b.lint.filePath)),
      skipped: this.#skipped.sort((a, b) => compareTexts(a.path, b.path)),
      problems: [
        ...this.#problems.sort((a, b) => compareTexts(a.path ?? '', b.path ?? '')),
        ...[...this.#policies.values()].sort(compareTexts).map((message) => ({ message })),
      ],
      counts: {
        listed: this.#results.length + this.#skipped.length,
        read: this.#results.length,
        parsed: this.#parsed,
        changed: this.#results.filter(({ change }) => change && change.state !== 'refused').length,
      },
    };
  }

  #addLinted(task: FileTask, outcome: FileOutcome & { kind: 'linted' }): void {
    const { path: file, root } = task;
    const { findings, fix, source, digest = '' } = outcome;
    if (!fix) {
      this.#results.push({ root, lint: lintResult(file, findings, { source }) });
      return;
    }
    const { output, count: fixes } = fix;
    const settle = (state: Change['state']): void => {
      const lint =
        state === 'refused'
          ? lintResult(file, findings, { source })
          : lintResult(file, fix.findings, { output });
      this.#results.push({
        root,
        lint,
        change: { fixes, state, output, ...(source !== undefined && { source }) },
      });
    };
    const write = this.#write;
    if (!write) {
      settle('proposed');
      return;
    }
    this.#writes.run(async () => {
      try {
        await write({ task, output, source, digest });
        settle('written');
      } catch (error) {
        this.#problems.push({ path: file, message: `not written: ${messageOf(error)}` });
        settle('refused');
      }
    });
  }
}
