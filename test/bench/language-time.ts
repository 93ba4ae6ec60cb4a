import { readFileSync } from 'node:fs';

import pythonPlugin from '@cogniverse/eslint-python';
import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import cogniverse from 'eslint-plugin-cogniverse';

import { median } from './statistics.ts';
import type { Suite } from './suite.ts';
import { timedLint, type LintTimes, type Source } from './timed-lint.ts';

/** What ESLint takes for a language, in milliseconds for each megabyte of source: the median of the runs. */
export interface LanguageTime {
  readonly name: string;
  readonly megabytes: number;
  /** Parsing, with scopes. */
  readonly parsing: number;
  /** All rules of the recommended preset. */
  readonly rules: number;
  /** The whole `verify`. */
  readonly total: number;
  readonly findings: number;
}

interface Contestant {
  readonly name: string;
  readonly config: Linter.Config;
  readonly sources: readonly Source[];
  readonly bytes: number;
  readonly cwd: string;
}

/**
 * Measures our rules in both languages, on as many bytes of each, in one process: TypeScript as typescript-eslint
 * parses it, and Python. Before the runs that count, each runs once; then they take turns.
 */
export function measureLanguageTime(
  suites: { readonly typescript: Suite; readonly python: Suite },
  fileCount: number,
  runs: number,
): LanguageTime[] {
  const { typescript, python } = suites;
  const limit = Math.min(bytesOf(typescript.files.slice(0, fileCount)), bytesOf(python.files.slice(0, fileCount)));
  const contestants = [
    contestant('TypeScript, typescript-eslint', typescript, limit, { files: ['**/*.ts'], languageOptions: { parser } }),
    contestant('Python, @cogniverse/eslint-python', python, limit, {
      files: ['**/*.py'],
      plugins: { python: pythonPlugin },
      language: 'python/python',
    }),
  ];
  const lint = ({ config, sources, cwd }: Contestant): LintTimes =>
    timedLint([config, ...cogniverse.configs.recommended], sources, cwd);
  const measured = contestants.map((each) => ({ each, warmUp: lint(each), results: [] as LintTimes[] }));
  for (let run = 0; run < runs; run += 1) {
    for (const { each, results } of measured) results.push(lint(each));
  }
  return measured.map(({ each: { name, bytes }, warmUp, results }) => {
    const megabytes = bytes / 1e6;
    const perMegabyte = (time: keyof LintTimes): number => median(results.map((times) => times[time])) / megabytes;
    return {
      name,
      megabytes,
      parsing: perMegabyte('parsing'),
      rules: perMegabyte('rules'),
      total: perMegabyte('total'),
      findings: warmUp.findings,
    };
  });
}

/** The first files of a suite up to a number of bytes. */
function contestant(name: string, suite: Suite, limit: number, config: Linter.Config): Contestant {
  const sources: Source[] = [];
  let bytes = 0;
  for (const file of suite.files) {
    const text = readFileSync(file, 'utf8');
    bytes += Buffer.byteLength(text);
    sources.push({ file, text });
    if (bytes >= limit) break;
  }
  return { name, config, sources, bytes, cwd: suite.directory };
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + readFileSync(file).length, 0);
}
