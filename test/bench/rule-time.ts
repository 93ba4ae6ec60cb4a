import { readFileSync } from 'node:fs';

import * as parser from '@typescript-eslint/parser';
import vitest from '@vitest/eslint-plugin';
import type { Linter } from 'eslint';
import cogniverse from 'eslint-plugin-cogniverse';
import jest from 'eslint-plugin-jest';

import { median } from './statistics.ts';
import type { Suite } from './suite.ts';
import { timedLint, type LintTimes, type Source } from './timed-lint.ts';

/** What a configuration's rules cost on all files, in milliseconds: the median of the runs. */
export interface RuleTime {
  readonly name: string;
  /** The files, in a word: as they are, or rewritten for Jest. */
  readonly files: string;
  /** Time in the rules alone. */
  readonly rules: number;
  /** Time of the whole `verify`: parsing, scopes and rules. */
  readonly total: number;
  readonly findings: number;
}

interface Contestant {
  readonly name: string;
  readonly config: Linter.Config[];
}

/**
 * Measures the rules of the recommended presets on the same files, with the same parser, in one process.
 * Before the runs that count, every configuration runs once; then they take turns.
 */
export function measureRuleTime(suite: Suite, fileCount: number, runs: number): RuleTime[] {
  const sources = suite.files.slice(0, fileCount).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const ours = { name: 'eslint-plugin-cogniverse', config: cogniverse.configs.recommended };
  return [
    ...compare('Vitest', sources, runs, suite.directory, [
      ours,
      { name: '@vitest/eslint-plugin', config: [vitest.configs.recommended] },
    ]),
    ...compare('Jest', sources.map(forJest), runs, suite.directory, [
      ours,
      {
        name: 'eslint-plugin-jest',
        config: [jest.configs['flat/recommended'], { settings: { jest: { version: 30 } } }],
      },
    ]),
  ];
}

/** All rules go by the imports of the test functions, so a Jest rule has nothing to do in a Vitest file. */
function forJest({ file, text }: Source): Source {
  return { file, text: text.replace(/(['"])vitest\1/g, '$1@jest/globals$1').replace(/\bvi\b/g, 'jest') };
}

function compare(
  files: string,
  sources: readonly Source[],
  runs: number,
  cwd: string,
  contestants: readonly Contestant[],
): RuleTime[] {
  const lint = ({ config }: Contestant): LintTimes =>
    timedLint([{ files: ['**/*.ts'], languageOptions: { parser } }, ...config], sources, cwd);
  const measured = contestants.map((contestant) => ({ contestant, results: [lint(contestant)] }));
  for (let run = 0; run < runs; run += 1) {
    for (const { contestant, results } of measured) results.push(lint(contestant));
  }
  return measured.map(({ contestant: { name }, results: [warmUp, ...results] }) => ({
    name,
    files,
    rules: median(results.map(({ rules }) => rules)),
    total: median(results.map(({ total }) => total)),
    findings: warmUp?.findings ?? 0,
  }));
}
