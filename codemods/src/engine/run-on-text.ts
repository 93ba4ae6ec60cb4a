import path from 'node:path';

import { UsageError } from '../errors.ts';
import { projectRoot } from '../files/expand-path.ts';
import { reasonByName } from '../files/path-reasons.ts';
import { decode } from '../files/read.ts';
import { Collector } from './collector.ts';
import { WorkerPool } from './pool.ts';
import type { FileTask } from './protocol.ts';
import type { RunReport } from './results.ts';
import { jobOf, type RunOptions } from './run.ts';

/** What a run on one text found, and the text as far as it could be fixed. */
export interface TextReport {
  readonly report: RunReport;
  readonly text: Uint8Array | string;
}

/**
 * Runs rules over a text that is not read from its file, such as what an editor holds. Writes nothing.
 *
 * @param file The file that the text belongs to; it need not exist.
 * @throws {UsageError} where the file's name is not one of source code.
 */
export async function runOnText(bytes: Buffer, file: string, options: RunOptions = {}): Promise<TextReport> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = path.resolve(cwd, file);
  const reason = reasonByName(absolute);
  if (reason) throw new UsageError(`${JSON.stringify(file)}: ${reason}`);
  const content = decode(bytes, absolute);
  const collector = new Collector(options.mode === 'write' ? leaveToCaller : undefined);
  if ('skip' in content) {
    collector.addSkipped({ path: absolute, reason: content.skip, named: true });
    return { report: await collector.report(), text: bytes };
  }
  const task: FileTask = {
    path: absolute,
    root: projectRoot(path.dirname(absolute), cwd),
    named: true,
    text: content.text,
  };
  const job = jobOf(options);
  const pool = new WorkerPool({ job: { ...job, fix: job.fix && content.isUtf8 }, size: 1 });
  try {
    await pool.process([task], (_, outcome) => {
      collector.add(task, outcome);
    });
  } finally {
    pool.close();
  }
  const report = await collector.report();
  return { report, text: report.results[0]?.change?.output ?? bytes };
}

async function leaveToCaller(): Promise<void> {
  // Whoever passed the text puts the fixed one in its place.
}
