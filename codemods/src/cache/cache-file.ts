import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';

import type { FileOutcome } from '../engine/protocol.ts';
import { messageOf, UsageError } from '../errors.ts';
import { digestOf } from '../files/digest.ts';
import { replaceFile } from '../files/replace-file.ts';

/** What came of a file, and what that follows from. */
export interface CachedResult {
  /** Of the file's bytes. */
  readonly digest: string;
  /** What else of its task the outcome follows from. */
  readonly task: string;
  /** Which of the sets of reads it follows from. */
  readonly reads: number;
  readonly outcome: FileOutcome;
}

/** What a cache holds. */
export interface CacheData {
  /** Questions to the disk and their answers, each pair once. */
  readonly reads: readonly (readonly [question: string, answer: string])[];
  /** What was read for files that were processed together, as positions in `reads`. */
  readonly sets: readonly (readonly number[])[];
  /** By absolute path. */
  readonly files: Readonly<Record<string, readonly CachedResult[]>>;
}

const EMPTY: CacheData = { reads: [], sets: [], files: {} };
const DAY = 24 * 60 * 60 * 1000;
/** Results of other versions and options are kept for so long after they were of use. */
const KEPT_FOR = 30 * DAY;
const NAME = /^results-[0-9a-f]{16}\.json$/;
/** Tells tools for backups that a folder is a cache: https://bford.info/cachedir/ */
const SIGNATURE = 'Signature: 8a477f597d28d172789f06886806bc55\n';

/**
 * Reads what a cache holds under a key; nothing where there is none, or it is damaged.
 *
 * @throws {UsageError} where the folder can't be made.
 */
export function readCacheFile(folder: string, name: string): CacheData {
  try {
    mkdirSync(folder, { recursive: true });
    // Whoever makes the folder keeps it out of the repository, as the caches of Python's tools do.
    if (!existsSync(path.join(folder, '.gitignore'))) {
      writeFileSync(path.join(folder, '.gitignore'), '*\n');
      writeFileSync(path.join(folder, 'CACHEDIR.TAG'), SIGNATURE);
    }
  } catch (error) {
    throw new UsageError(`--cache-location ${JSON.stringify(folder)} can't be used: ${messageOf(error)}`);
  }
  try {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    // The digest tells that the rest is what was written, whole.
    return text.slice(0, end) === digestOf(Buffer.from(body)) ? (JSON.parse(body) as CacheData) : EMPTY;
  } catch {
    return EMPTY;
  }
}

/** Writes a cache in one step, and removes those that were of no use for long. */
export function writeCacheFile(folder: string, name: string, data: CacheData): void {
  const body = JSON.stringify(data);
  try {
    replaceFile(path.join(folder, name), `${digestOf(Buffer.from(body))}\n${body}`);
    for (const other of readdirSync(folder)) {
      const file = path.join(folder, other);
      if (NAME.test(other) && Date.now() - statSync(file).mtimeMs > KEPT_FOR) rmSync(file, { force: true });
    }
  } catch (error) {
    throw new UsageError(`--cache-location ${JSON.stringify(folder)} can't be written: ${messageOf(error)}`);
  }
}

/** Notes that a cache was of use. */
export function touchCacheFile(folder: string, name: string): void {
  const now = new Date();
  try {
    utimesSync(path.join(folder, name), now, now);
  } catch {
    // It is removed a little earlier then.
  }
}
