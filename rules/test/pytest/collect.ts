import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A test as pytest collects it. */
export interface ProbedTest {
  /** The file's path from the project's root. */
  readonly file: string;
  /** The line of its `def`. */
  readonly line: number;
  readonly isAsync: boolean;
  readonly isSkipped: boolean;
  /** pytest-timeout ends it in no more than 30 minutes. */
  readonly isBounded: boolean;
}

/** What pytest says of a project. */
export interface Collection {
  readonly tests: readonly ProbedTest[];
  /** Files that it can't collect. */
  readonly refused: readonly string[];
}

/** Has pytest collect a project's tests, its plugins loaded, and run none. */
export function collectWithPytest(python: string, project: string): Collection {
  const output = path.join(project, 'probed.json');
  const args = [
    '-m',
    'pytest',
    '--collect-only',
    '-q',
    '-p',
    'probe',
    '-p',
    'no:cacheprovider',
    '--continue-on-collection-errors',
  ];
  try {
    execFileSync(python, args, {
      cwd: project,
      stdio: 'pipe',
      timeout: 120_000,
      env: {
        PATH: process.env['PATH'],
        PYTHONPATH: import.meta.dirname,
        PROBE_OUTPUT: output,
        PYTHONDONTWRITEBYTECODE: '1',
      },
    });
  } catch {
    // Its exit code tells of files that it refuses.
  }
  // The plugin of this folder wrote it.
  return JSON.parse(readFileSync(output, 'utf8')) as Collection;
}
