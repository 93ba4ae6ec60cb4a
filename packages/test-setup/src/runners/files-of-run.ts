import { beginFile, type RunnerName, type TestFile } from '../lifecycle.ts';

/** The test files of a process that runs several of them, one after the other, with the same modules. */
export interface FilesOfRun {
  /** The file that is running; between files the run itself. */
  current(): TestFile;
  /** Ends the file before, if it has not ended, and begins this one. What the end found is told later. */
  readonly enter: (file: string) => Promise<void>;
  /**
   * Ends the file that is running.
   *
   * @throws {Error} Where the policy has an error made of what it left.
   */
  readonly leave: () => Promise<void>;
  /**
   * Ends the run.
   *
   * @throws {Error} As above, for the file, the run and what was not told yet.
   */
  end(): Promise<void>;
}

/** Begins a run, before any of its files is loaded. */
export function beginRun(runner: RunnerName): FilesOfRun {
  const begin = (file: string | undefined): TestFile =>
    beginFile({ runner, file, process, global: globalThis, ownModules: file === undefined });
  const run = begin(undefined);
  let current = run;
  const untold: unknown[] = [];
  const keep = (error: unknown): void => {
    untold.push(error);
  };

  async function leave(): Promise<void> {
    const ended = current;
    current = run;
    if (ended !== run) await ended.end();
  }

  return {
    current: () => current,
    async enter(file) {
      if (current.host.file === file) return;
      await leave().catch(keep);
      current = begin(file);
    },
    leave,
    async end() {
      await leave().catch(keep);
      await run.end().catch(keep);
      const errors = untold.splice(0);
      if (errors.length > 0) throw new AggregateError(errors, errors.map(messageOf).join('\n'));
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
