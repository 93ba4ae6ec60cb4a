import { existsSync } from 'node:fs';
import path from 'node:path';

import type { Linter } from 'eslint';

import { rulesFor } from '../engine/prefilters.ts';
import type { Job } from '../engine/protocol.ts';
import { lintResult, type FileResult, type RunReport } from '../engine/results.ts';
import { toPosix } from '../files/posix.ts';
import { knownFindings } from '../findings/identity.ts';
import { plural, shownPath } from '../reporters/text.ts';
import { RULE_PREFIX } from '../rule-names.ts';
import { readBaseline, writeBaseline, type BaselineFile } from './baseline-file.ts';
import type { BaselineOptions } from './baseline-options.ts';
import { renamesSince } from './renames.ts';
import { Tally, type Accepted, type FindingKey } from './tally.ts';

/** Files that are named where entries are stale; more would hide the rest of the output. */
const NAMED_FILES = 3;

/** What of a job tells which rules are on. */
type BaselinedJob = Pick<Job, 'rules' | 'preset' | 'isDemanded'>;

/** A report without the findings of a baseline, and what to tell of these. */
export interface BaselinedReport {
  readonly report: RunReport;
  readonly note: string | undefined;
}

/**
 * Reads a baseline, and makes of it what leaves its findings out of a report, once they have been accepted if the
 * options say so.
 *
 * @param job Tells which rules are on: what others found earlier stays accepted.
 * @throws {UsageError} where the baseline can't be read, now, or can't be written, then.
 */
export function openBaseline(
  { file, update }: BaselineOptions,
  job: BaselinedJob,
): (report: RunReport) => Promise<BaselinedReport> {
  const baseline = readBaseline(file, update);
  return async (report) => {
    const run = new BaselinedRun(report, path.dirname(baseline.file), job);
    const accepted = await run.followRenames(baseline);
    if (!update) {
      const { left, stale } = run.without(accepted);
      return { report: left, note: staleNote(stale, baseline.file) };
    }
    const updated = run.update(accepted);
    await writeBaseline(baseline, updated);
    const { left } = run.without(updated);
    return { report: left, note: updateNote(baseline.accepted, updated, baseline.file) };
  };
}

/** A finding, and what it is counted under; absent for what is never accepted. */
interface KeyedMessage {
  readonly message: Linter.LintMessage;
  readonly key: FindingKey | undefined;
}

/** A run, as seen from a baseline. */
class BaselinedRun {
  readonly #report: RunReport;
  readonly #folder: string;
  readonly #results: ReadonlyMap<string, FileResult>;
  readonly #job: BaselinedJob;
  /** What findings are known by; a file is read for that. */
  readonly #keys = new Map<FileResult, readonly KeyedMessage[]>();

  constructor(report: RunReport, folder: string, job: BaselinedJob) {
    this.#report = report;
    this.#folder = folder;
    this.#job = job;
    this.#results = new Map(report.results.map((result) => [this.#nameOf(result.lint.filePath), result]));
  }

  /** The accepted findings, those of files that were renamed under the new names. */
  async followRenames({ file, accepted }: BaselineFile): Promise<Tally> {
    const entries = [...accepted.entries()];
    const gone = new Set(entries.map(([key]) => key.file).filter((name) => !this.#exists(name)));
    const renames = gone.size === 0 ? new Map<string, string>() : await renamesSince(file);
    const present = new Map([...renames].map(([after, before]) => [this.#nameOf(before), this.#nameOf(after)]));
    const followed = new Tally();
    for (const [key, count] of entries) {
      const name = gone.has(key.file) ? (present.get(key.file) ?? key.file) : key.file;
      followed.add({ ...key, file: name }, count);
    }
    return followed;
  }

  /** The report without accepted findings, and how many of these are no longer found. */
  without(accepted: Accepted): { readonly left: RunReport; readonly stale: Tally } {
    const remaining = copyOf(accepted);
    let baselined = 0;
    const results = this.#report.results.map((result) => {
      const { filePath, messages, suppressedMessages, source, output } = result.lint;
      if (messages.length === 0) return result;
      const left = this.#keysOf(result).flatMap(({ key, message }) =>
        key && remaining.take(key) ? [] : [message],
      );
      if (left.length === messages.length) return result;
      baselined += messages.length - left.length;
      return {
        ...result,
        lint: lintResult(filePath, { messages: left, suppressedMessages }, { source, output }),
      };
    });
    const stale = new Tally();
    for (const [key, count] of remaining.entries()) if (this.#isDecided(key)) stale.add(key, count);
    return { left: { ...this.#report, results, baselined }, stale };
  }

  /** What is accepted from now on: what the run found, and what it did not look at. */
  update(accepted: Accepted): Tally {
    const updated = new Tally();
    for (const [key, count] of accepted.entries()) if (!this.#isDecided(key)) updated.add(key, count);
    for (const result of this.#results.values()) {
      if (isUnreadable(result)) continue;
      for (const { key } of this.#keysOf(result)) if (key) updated.add(key);
    }
    return updated;
  }

  /** Whether the run tells if a finding is still there. */
  #isDecided({ file, rule }: FindingKey): boolean {
    const result = this.#results.get(file);
    if (!result) return !this.#exists(file);
    if (isUnreadable(result)) return false;
    return rulesFor(result.lint.filePath, this.#job).some((name) => RULE_PREFIX + name === rule);
  }

  /** The findings of a file; one that is of no rule, such as a syntax error, is never accepted. */
  #keysOf(result: FileResult): readonly KeyedMessage[] {
    let keys = this.#keys.get(result);
    if (!keys) {
      const file = this.#nameOf(result.lint.filePath);
      keys = knownFindings(result).map(({ message, place }) => ({
        message,
        key: message.ruleId === null ? undefined : { file, rule: message.ruleId, place },
      }));
      this.#keys.set(result, keys);
    }
    return keys;
  }

  #exists(name: string): boolean {
    return existsSync(path.join(this.#folder, name));
  }

  #nameOf(file: string): string {
    return toPosix(path.relative(this.#folder, file));
  }
}

function isUnreadable({ lint }: FileResult): boolean {
  return lint.fatalErrorCount > 0;
}

function copyOf(accepted: Accepted): Tally {
  const copy = new Tally();
  for (const [key, count] of accepted.entries()) copy.add(key, count);
  return copy;
}

function staleNote(stale: Tally, file: string): string | undefined {
  const count = stale.total;
  if (count === 0) return undefined;
  const files = [...new Set([...stale.entries()].map(([key]) => key.file))].sort();
  const more = files.length - NAMED_FILES;
  const named = files.slice(0, NAMED_FILES).join(', ') + (more > 0 ? ` and ${plural(more, 'more file')}` : '');
  const [entries, they, them] =
    count === 1 ? ['entry', 'is', 'it'] : ['entries', 'are', 'them'];
  const shown = shownPath(file, process.cwd());
  return `${count.toLocaleString('en')} ${entries} of ${shown} ${they} stale (${named}); --update-baseline drops ${them}`;
}

function updateNote(before: Accepted, after: Accepted, file: string): string {
  const beyond = (some: Accepted, others: Accepted): number =>
    [...some.entries()].reduce((sum, [key, count]) => sum + Math.max(0, count - others.count(key)), 0);
  const changes = `${beyond(after, before).toLocaleString('en')} added, ${beyond(before, after).toLocaleString('en')} dropped`;
  return `${shownPath(file, process.cwd())} accepts ${plural(after.total, 'finding')} (${changes})`;
}
