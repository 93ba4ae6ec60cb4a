import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
  astGrepRewrite,
  check,
  type CommandTime,
  fixImports,
  flake8Check,
  jscodeshiftByItself,
  jscodeshiftWithCodemod,
  plainReading,
  pylintImports,
  ruffCheck,
} from './command-time.ts';
import { EDITOR_PEER, measureEditorTime } from './editor-time.ts';
import { measureLanguageTime } from './language-time.ts';
import { python } from './python-suite.ts';
import { installPythonTools } from './python-tools.ts';
import { measureRuleTime } from './rule-time.ts';
import { measureSetupTime } from './setup-time.ts';
import { makeSuite, type Suite } from './suite.ts';
import { commandTable, editorTable, languageTable, ruleTable, setupTable } from './tables.ts';
import { typescript } from './typescript-suite.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../../bench-results');

const { values } = parseArgs({
  options: { files: { type: 'string', default: '10000' }, runs: { type: 'string', default: '5' } },
});
const fileCount = wholeNumber('--files', values.files);
const runs = wholeNumber('--runs', values.runs);

/** How many files those get that take ten times as long as the others, or more. */
const lintedCount = Math.min(300, fileCount);
const jscodeshiftCount = Math.min(1000, fileCount);
const EDITS_A_RUN = 20;

const directory = mkdtempSync(path.join(tmpdir(), 'cogniverse-bench-'));
try {
  await bench();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  say(`Making a suite of ${fileCount} files`);
  const suite = makeSuite(path.join(directory, 'suite'), fileCount, typescript);
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
  const sample = makeSuite(path.join(directory, 'sample'), jscodeshiftCount, typescript);
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

  say('What the set-up adds to a test file');
  const setup = measureSetupTime(path.join(directory, 'setup'), Math.min(3, runs));
  console.log(setupTable(setup));

  const edits = EDITS_A_RUN * runs;
  say(`From an edit to its findings in ESLint's language server, ${edits} edits each`);
  const editor = await measureEditorTime(path.join(directory, 'editor'), edits);
  console.log(editorTable(editor, EDITOR_PEER));

  const results = { rules, fixing, checking, setup, editor, python: await benchPython(suite) };
  save({ machine, runs, suite: { files: fileCount, bytes, origin }, ...results });
}

async function benchPython(typescriptSuite: Suite): Promise<object> {
  say(`Making a suite of ${fileCount} Python files`);
  const suite = makeSuite(path.join(directory, 'pytest-suite'), fileCount, python);
  const { origin, bytes } = suite;
  console.log(`${fileCount} files, ${(bytes / 1e6).toFixed(1)} MB: ${origin}.\n`);

  say('Time of ESLint on as many bytes of each language, in one process');
  const languages = measureLanguageTime({ typescript: typescriptSuite, python: suite }, lintedCount, runs);
  console.log(languageTable(languages));

  say(`All rules checked in ${fileCount} Python files`);
  const checking = [await check(suite, runs)];
  const tools = installPythonTools(path.join(directory, 'venv'));
  if (typeof tools === 'string') {
    console.log(`ruff, flake8 and pylint are left out: ${tools}`);
  } else {
    checking.push(await ruffCheck(tools, suite, runs));
    const sample = makeSuite(path.join(directory, 'pytest-sample'), lintedCount, python);
    for (const linter of [flake8Check, pylintImports]) {
      checking.push(scaled(await linter(tools, sample, Math.min(3, runs)), fileCount));
    }
  }
  checking.push(await plainReading(suite, runs));
  console.log(commandTable(checking));
  return { suite: { files: fileCount, bytes, origin }, languages, checking };
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
