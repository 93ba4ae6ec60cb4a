import { availableParallelism } from 'node:os';

import type { ResultCache } from '../cache/result-cache.ts';
import { findFiles, type FindOptions } from '../files/find-files.ts';
import { UncommittedChanges } from '../files/uncommitted.ts';
import { RULE_NAMES, type RuleName } from '../rule-names.ts';
import type { CodemodName } from '../structural/codemod-names.ts';
import { writeSourceFile } from '../files/write.ts';
import type { Review } from '../interactive/review.ts';
import type { StagedWriter } from '../staged/staged-writer.ts';
import { Collector, type Writer } from './collector.ts';
import { byLoadedExports } from './loaded-exports.ts';
import { WorkerPool } from './pool.ts';
import type { FileOutcome, FileTask, FixScope, Job, PresetName } from './protocol.ts';
import type { RunReport } from './results.ts';

/** What to run, on what. */
export interface RunOptions extends Omit<FindOptions, 'cwd' | 'patterns'> {
  /** Default: the current folder. */
  readonly cwd?: string | undefined;
  /** Paths and glob patterns. Default: `.` */
  readonly patterns?: readonly string[] | undefined;
  /** Default: all. */
  readonly rules?: readonly RuleName[] | undefined;
  /** The structural codemod that fixes what the rules find. Default: the rules' own fixes. */
  readonly codemod?: CodemodName | undefined;
  /** Default: `recommended`. */
  readonly preset?: PresetName | undefined;
  /** Whether the rules are on where the preset leaves them out. Default: where there is a structural codemod. */
  readonly isDemanded?: boolean | undefined;
  /** What timeouts in Python files are written for. Default: the rule's. */
  readonly fixScope?: FixScope | undefined;
  /** What to do about findings that can be fixed. Default: `report`. */
  readonly mode?: 'report' | 'propose' | 'write' | undefined;
  /** Whether to apply suggestions too, which may change what the code does. */
  readonly unsafe?: boolean | undefined;
  /** Whether to edit files that git could not bring back. */
  readonly allowDirty?: boolean | undefined;
  /** How many processes to work with. Default: as many as there are processors. */
  readonly jobs?: number | undefined;
  /** Whether results carry the text that was read, as ESLint's `json` reports do. */
  readonly keepSource?: boolean | undefined;
  /**
   * Whether to leave texts unparsed that can't hold a practice. Default: true; off only to prove that it is
   * right.
   */
  readonly prefilter?: boolean | undefined;
  /** The folder to keep results in for the next run; absolute. Default: nothing is kept. */
  readonly cacheLocation?: string | undefined;
  /** Asks the user about the changes of each file that can be fixed, before they are written. */
  readonly review?: Review | undefined;
  /** Told how many of all files are done. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/**
 * Runs rules over files and fixes what they find.
 *
 * @throws {UsageError} where an option can't be carried out, before any file is touched.
 * @throws {PoolError} where processes can't be started.
 */
export async function run(options: RunOptions = {}): Promise<RunReport> {
  const { cwd = process.cwd(), patterns = ['.'] } = options;
  const job = jobOf(options);
  const pool = new WorkerPool({ job, size: options.jobs ?? availableParallelism() });
  try {
    const cache = await cacheOf(options, job);
    // Loading takes a worker as long as listing takes us; where there are results, there may be no need of one.
    if (cache?.isEmpty !== false) pool.warmUp();
    const found = await findFiles({ ...options, cwd, patterns });
    const stager = await stagerOf(options);
    const collector = stager ? new Collector((file) => stager.write(file), Infinity) : new Collector(writerOf(options));
    for (const file of found.skipped) collector.addSkipped(file);
    for (const problem of found.problems) collector.addProblem(problem);
    // Which files tests take their models from is known when all are read; other rules don't wait for that.
    const waits = job.rules.includes('allowed-models');
    const waiting = new Map<FileTask, FileOutcome>();
    const { review, allowDirty = false } = options;
    const fixable = new Map<FileTask, FileOutcome>();
    const settle = (task: FileTask, outcome: FileOutcome): void => {
      if (review && outcome.kind === 'linted' && outcome.fix) fixable.set(task, outcome);
      else collector.add(task, outcome);
    };
    let done = 0;
    options.onProgress?.(done, found.tasks.length);
    const source = { pool, cache };
    await outcomesOf(found.tasks, source, (task, outcome) => {
      if (waits) waiting.set(task, outcome);
      else settle(task, outcome);
      options.onProgress?.((done += 1), found.tasks.length);
    });
    const again = byLoadedExports(waiting);
    for (const [task, outcome] of waiting) {
      if (!again.has(task.path)) settle(task, outcome);
    }
    await outcomesOf([...again.values()], source, settle);
    cache?.save();
    if (review) {
      // Loaded late: few runs need it.
      const { reviewAll } = await import('../interactive/review-all.ts');
      await reviewAll(fixable, { review, job, allowDirty }, collector);
    }
    await stager?.flush();
    return await collector.report();
  } finally {
    pool.close();
  }
}

/** Hands out what comes of files: what is kept of earlier runs, and what the pool makes of the others. */
async function outcomesOf(
  tasks: readonly FileTask[],
  { pool, cache }: { readonly pool: WorkerPool; readonly cache: ResultCache | undefined },
  take: (task: FileTask, outcome: FileOutcome) => void,
): Promise<void> {
  const open = tasks.filter((task) => {
    const known = cache?.find(task);
    if (known) take(task, known);
    return !known;
  });
  await pool.process(open, (task, outcome, reads) => {
    cache?.keep(task, outcome, reads);
    take(task, outcome);
  });
}

async function cacheOf({ cacheLocation }: RunOptions, job: Job): Promise<ResultCache | undefined> {
  if (cacheLocation === undefined) return undefined;
  // Loaded late: few runs need it.
  const { ResultCache } = await import('../cache/result-cache.ts');
  return new ResultCache(cacheLocation, job);
}

/** What writes fixes of staged content, which is done when all are known. */
async function stagerOf({ mode, selection }: RunOptions): Promise<StagedWriter | undefined> {
  if (mode !== 'write' || selection?.kind !== 'staged') return undefined;
  // Loaded late: only hooks need it.
  const { StagedWriter } = await import('../staged/staged-writer.ts');
  return new StagedWriter();
}

function writerOf({ mode, allowDirty }: RunOptions): Writer | undefined {
  if (mode !== 'write') return undefined;
  const changes = allowDirty === true ? undefined : new UncommittedChanges();
  return async ({ task, output, digest }) => {
    await changes?.refuse(task.path);
    await writeSourceFile(task.path, output, digest);
  };
}

/** What workers have to know of a run's options. */
export function jobOf(options: RunOptions): Job {
  return {
    rules: options.rules ?? RULE_NAMES,
    codemod: options.codemod,
    preset: options.preset ?? 'recommended',
    isDemanded: options.isDemanded ?? options.codemod !== undefined,
    fixScope: options.fixScope,
    fix: options.mode === 'propose' || options.mode === 'write',
    unsafe: options.unsafe ?? false,
    // What is staged may be nowhere else, and what is fixed of it is merged with what the working tree has.
    keepSource: options.keepSource === true || options.selection?.kind === 'staged',
    prefilter: options.prefilter ?? true,
    tellsReads: options.cacheLocation !== undefined,
  };
}
