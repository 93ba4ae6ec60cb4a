import { readFileSync } from 'node:fs';

import pythonPlugin from '@cogniverse/eslint-python';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import cogniverse from 'eslint-plugin-cogniverse';

import { median } from './statistics.ts';
import type { Suite } from './suite.ts';

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
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly bytes: number;
  readonly cwd: string;
}

type Times = Pick<LanguageTime, 'parsing' | 'rules' | 'total' | 'findings'>;

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
  const measured = contestants.map((each) => ({ each, warmUp: lintAll(each), results: [] as Times[] }));
  for (let run = 0; run < runs; run += 1) {
    for (const { each, results } of measured) results.push(lintAll(each));
  }
  return measured.map(({ each: { name, bytes }, warmUp, results }) => {
    const megabytes = bytes / 1e6;
    const perMegabyte = (time: keyof Times): number => median(results.map((times) => times[time])) / megabytes;
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
  const sources: { file: string; text: string }[] = [];
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

function lintAll({ config, sources, cwd }: Contestant): Times {
  const linter = new Linter({ cwd });
  const configs: Linter.Config[] = [config, ...cogniverse.configs.recommended];
  let parsing = 0;
  let rules = 0;
  let findings = 0;
  // ESLint keeps the times only where it could also fix; `stats` is missing in its types.
  const options = (filename: string) => ({ filename, fix: false, stats: true });
  const start = performance.now();
  for (const { file, text } of sources) {
    const { messages } = linter.verifyAndFix(text, configs, options(file));
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`${file}:${fatal.line} ${fatal.message}`);
    findings += messages.length;
    for (const pass of linter.getTimes().passes) {
      parsing += pass.parse?.total ?? 0;
      for (const rule of Object.values(pass.rules ?? {})) rules += rule.total;
    }
  }
  return { parsing, rules, total: performance.now() - start, findings };
}
