import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
  astGrepRewrite,
  check,
  type CommandTime,
  fixImports,
  jscodeshiftByItself,
  jscodeshiftWithCodemod,
  plainReading,
} from './command-time.ts';
import { measureRuleTime } from './rule-time.ts';
import { makeSuite } from './suite.ts';
import { commandTable, ruleTable } from './tables.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../../bench-results');

const { values } = parseArgs({
  options: { files: { type: 'string', default: '10000' }, runs: { type: 'string', default: '5' } },
});
const fileCount = wholeNumber('--files', values.files);
const runs = wholeNumber('--runs', values.runs);

/** How many files those get that take ten times as long as the others, or more. */
const lintedCount = Math.min(300, fileCount);
const jscodeshiftCount = Math.min(1000, fileCount);

const directory = mkdtempSync(path.join(tmpdir(), 'cogniverse-bench-'));
try {
  await bench();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  say(`Making a suite of ${fileCount} files`);
  const suite = makeSuite(path.join(directory, 'suite'), fileCount);
  const { origin, bytes } = suite;
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const machine = `Node ${process.version}, ${availableParallelism()} × ${processor}`;
  console.log(
    `${fileCount} files, ${(bytes / 1e6).toFixed(1)} MB: ${origin}.\n${machine}. Medians of ${runs} runs.\n`,
  );

  say(`Time of the rules on ${lintedCount} files, in one process`);
  const rules = measureRuleTime(suite, lintedCount, runs);
  console.log(ruleTable(rules));

  say(`Late imports moved in ${fileCount} files, by jscodeshift in ${jscodeshiftCount}`);
  const fixing = [await fixImports(suite, runs)];
  const sample = makeSuite(path.join(directory, 'sample'), jscodeshiftCount);
  for (const jscodeshift of [jscodeshiftWithCodemod, jscodeshiftByItself]) {
    fixing.push(scaled(await jscodeshift(sample, Math.min(3, runs)), fileCount));
  }
  const astGrep = await astGrepRewrite(suite, runs);
  if (astGrep) fixing.push(astGrep);
  else console.log('ast-grep is left out: it has no program for this system.');
  console.log(commandTable(fixing));

  say(`All rules checked in ${fileCount} files`);
  const checking = [await check(suite, runs), await plainReading(suite, runs)];
  console.log(commandTable(checking));

  save({ machine, runs, suite: { files: fileCount, bytes, origin }, rules, fixing, checking });
}

/** What a command would take for more files, if each took as long. */
function scaled(measured: CommandTime, files: number): CommandTime {
  const factor = files / measured.files;
  const name = `${measured.name}, ${measured.files} files × ${factor}`;
  return factor === 1 ? measured : { ...measured, name, time: measured.time * factor };
}

function save(results: object): void {
  const date = new Date().toISOString();
  const file = path.join(RESULTS, `${date.replaceAll(':', '-')}.json`);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ date, ...results }, null, 2)}\n`);
  console.log(`Saved in ${path.relative(process.cwd(), file)}`);
}

function say(text: string): void {
  console.log(`→ ${text}`);
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`${option} takes a whole number above 0, not "${value}".`);
  process.exit(2);
}
