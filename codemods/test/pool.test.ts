import { afterEach, describe, expect, it, vi } from 'vitest';

import { WorkerPool } from '../src/engine/pool.ts';
import type { FileOutcome, FileTask, Job } from '../src/engine/protocol.ts';
import { endEarly, startEarly } from '../src/engine/worker-process.ts';
import { FIX_ALL } from './support/job.ts';
import { BEFORE, Project } from './support/project.ts';

const JOB: Job = { ...FIX_ALL, rules: ['allowed-models'], fix: false };

/** Processes files in a pool, by default of a worker that has accidents at files of certain names. */
async function process(names: readonly string[], worker?: string): Promise<Record<string, FileOutcome>> {
  const project = new Project(Object.fromEntries(names.map((name) => [name, BEFORE])));
  const tasks = names.map((name): FileTask => ({ path: project.at(name), root: project.root, named: true }));
  const module = worker === undefined ? undefined : new URL(`./support/${worker}`, import.meta.url);
  const pool = new WorkerPool({ job: JOB, size: 2, worker: module });
  const outcomes: Record<string, FileOutcome> = {};
  try {
    await pool.process(tasks, (task, outcome) => {
      outcomes[task.path.slice(project.root.length + 1)] = outcome;
    });
  } finally {
    pool.close();
  }
  return outcomes;
}

const names = (count: number, ...others: string[]): string[] => [
  ...Array.from({ length: count }, (_, index) => `t${index}.test.ts`),
  ...others,
];

describe('a worker that ends before its time', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('costs the file at fault and no other', async () => {
    // What Node takes by itself depends on the machine, and is long to fill.
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=256');
    const outcomes = await process(
      names(150, 'exit.test.ts', 'kill.test.ts', 'memory.test.ts'),
      'unlucky-worker.mjs',
    );
    expect(Object.keys(outcomes)).toHaveLength(153);
    expect(outcomes['exit.test.ts']).toEqual({
      kind: 'failed',
      message: 'the process that read it ended with exit code 7; nothing was changed',
    });
    expect(outcomes['kill.test.ts']).toEqual({
      kind: 'failed',
      message: 'the process that read it was killed by SIGKILL; nothing was changed',
    });
    expect(outcomes['memory.test.ts']).toEqual({
      kind: 'failed',
      message: 'the process that read it ran out of memory; nothing was changed',
    });
    const others = Object.values(outcomes).filter(({ kind }) => kind === 'linted');
    expect(others).toHaveLength(150);
  });

  it('ends the run where it does not even start', async () => {
    await expect(process(names(3), 'stillborn-worker.mjs')).rejects.toThrow(
      'worker processes do not start: no such luck',
    );
  });

  it('ends the run where it can not load what it needs', async () => {
    await expect(process(names(3), 'broken-worker.mjs')).rejects.toThrow('the plugin is broken');
  });
});

describe('a worker that is started early', () => {
  it.each([true, false])('is the first of the pool; it is ready before there is work: %s', async (isReady) => {
    const early = startEarly();
    if (isReady) await vi.waitUntil(() => early.isReady, { timeout: 20_000 });
    const outcomes = await process(names(1));
    expect(outcomes['t0.test.ts']?.kind).toBe('linted');
    // As the pool ends its workers.
    expect(early.worker.killed).toBe(true);
  });

  it('is ended where nobody needs it', () => {
    const early = startEarly();
    endEarly();
    expect(early.worker.killed).toBe(true);
  });
});
