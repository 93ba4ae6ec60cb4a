import { existsSync } from 'node:fs';

import type { FileOutcome, FileTask, Job, Read } from '../engine/protocol.ts';
import { digestOf } from '../files/digest.ts';
import { readSourceFile, type Content } from '../files/read.ts';
import { readCacheFile, touchCacheFile, writeCacheFile, type CacheData, type CachedResult } from './cache-file.ts';
import { cacheName } from './cache-name.ts';
import { Disk } from './read-log.ts';

/** In the place of a read that a damaged file does not have; it is never the same. */
const LOST: Read = ['', ''];

/** A result of an earlier run, and the reads that it follows from. */
interface Held extends Omit<CachedResult, 'reads'> {
  readonly reads: readonly Read[];
}

/**
 * The results of earlier runs. One is taken where the file's text is the same, and so is everything that was read
 * beside it for the files that it was processed with.
 */
export class ResultCache {
  /** Whether there is nothing in it. */
  readonly isEmpty: boolean;
  readonly #folder: string;
  readonly #name: string;
  readonly #keepSource: boolean;
  readonly #held: Map<string, readonly Held[]>;
  readonly #disk = new Disk();
  readonly #unchanged = new Map<readonly Read[], boolean>();
  readonly #seen = new Set<string>();
  #isChanged = false;

  /**
   * @param folder Absolute path.
   * @throws {UsageError} where the folder can't be used.
   */
  constructor(folder: string, job: Job) {
    this.#folder = folder;
    this.#name = cacheName(job);
    this.#keepSource = job.keepSource;
    const { reads, sets, files } = readCacheFile(folder, this.#name);
    const expanded = sets.map((set) => set.map((position) => reads[position] ?? LOST));
    this.#held = new Map(
      Object.entries(files).map(([file, results]) => [
        file,
        results.map((result) => ({ ...result, reads: expanded[result.reads] ?? [LOST] })),
      ]),
    );
    this.isEmpty = this.#held.size === 0;
  }

  /** What came of a file, if it would come of it again. */
  find(task: FileTask): FileOutcome | undefined {
    this.#seen.add(task.path);
    const held = this.#held.get(task.path)?.find((result) => result.task === taskKey(task));
    if (!held || !isKept(task)) return undefined;
    let content: Content;
    try {
      content = readSourceFile(task.path);
    } catch {
      return undefined;
    }
    if ('skip' in content) return { kind: 'skipped', reason: content.skip };
    if (digestOf(content.bytes) !== held.digest || !this.#isUnchanged(held.reads)) return undefined;
    return this.#keepSource ? withSource(held.outcome, content.text) : held.outcome;
  }

  /**
   * Keeps what came of a file.
   *
   * @param reads What was read beside it; `undefined` where that can't be told.
   */
  keep(task: FileTask, outcome: FileOutcome, reads: readonly Read[] | undefined): void {
    if (!isKept(task)) return;
    this.#isChanged = true;
    const others = (this.#held.get(task.path) ?? []).filter((result) => result.task !== taskKey(task));
    const digest = digestIn(outcome);
    if (!reads || digest === undefined) {
      this.#held.set(task.path, others);
      return;
    }
    const fresh: Held = { digest, task: taskKey(task), reads, outcome: withoutText(outcome) };
    // One processed without, and one with the exports that others load models by.
    this.#held.set(task.path, [...others, fresh].slice(-2));
  }

  /**
   * Writes the results for the next run.
   *
   * @throws {UsageError} where that is refused.
   */
  save(): void {
    if (this.#isChanged) writeCacheFile(this.#folder, this.#name, this.#data());
    else touchCacheFile(this.#folder, this.#name);
  }

  #isUnchanged(reads: readonly Read[]): boolean {
    let isUnchanged = this.#unchanged.get(reads);
    if (isUnchanged === undefined) {
      isUnchanged = reads.every(([question, answer]) => question !== '' && this.#disk.answer(question) === answer);
      this.#unchanged.set(reads, isUnchanged);
    }
    return isUnchanged;
  }

  #data(): CacheData {
    const reads = new Interned<Read>(([question, answer]) => `${question}\0${answer}`);
    const sets: (readonly number[])[] = [];
    const positions = new Map<readonly Read[], number>();
    const positionOf = (set: readonly Read[]): number => {
      let position = positions.get(set);
      if (position === undefined) {
        position = sets.push(set.map((read) => reads.positionOf(read))) - 1;
        positions.set(set, position);
      }
      return position;
    };
    const files: Record<string, readonly CachedResult[]> = {};
    for (const [file, results] of this.#held) {
      // What a smaller run did not look at is kept, unless it is gone.
      if (results.length === 0 || (!this.#seen.has(file) && !existsSync(file))) continue;
      files[file] = results.map((result) => ({ ...result, reads: positionOf(result.reads) }));
    }
    return { reads: reads.values, sets, files };
  }
}

/** Values, each once. */
class Interned<Value> {
  readonly values: Value[] = [];
  readonly #positions = new Map<string, number>();
  readonly #keyOf: (value: Value) => string;

  constructor(keyOf: (value: Value) => string) {
    this.#keyOf = keyOf;
  }

  positionOf(value: Value): number {
    const key = this.#keyOf(value);
    let position = this.#positions.get(key);
    if (position === undefined) {
      position = this.values.push(value) - 1;
      this.#positions.set(key, position);
    }
    return position;
  }
}

/** Only files are kept, not texts that someone holds elsewhere. */
function isKept({ text, staged }: FileTask): boolean {
  return text === undefined && staged === undefined;
}

function taskKey({ root, named, loadedExports = [] }: FileTask): string {
  return JSON.stringify([root, named, loadedExports]);
}

/** The digest of a file's bytes; `undefined` where what came of it is not kept. */
function digestIn(outcome: FileOutcome): string | undefined {
  // That a file is skipped is found anew each time that it is read.
  if (outcome.kind === 'skipped') return '';
  return outcome.kind === 'linted' ? outcome.digest : undefined;
}

/** An outcome without the text, which is read anew where a report wants it. */
function withoutText(outcome: FileOutcome): FileOutcome {
  if (outcome.kind !== 'linted') return outcome;
  const { kind, parsed, findings, importedModels } = outcome;
  return { kind, parsed, findings, ...(importedModels && { importedModels }) };
}

function withSource(outcome: FileOutcome, source: string): FileOutcome {
  const hasFindings = outcome.kind === 'linted' && outcome.findings.messages.length > 0;
  return hasFindings ? { ...outcome, source } : outcome;
}
