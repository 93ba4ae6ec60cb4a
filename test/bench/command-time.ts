import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Cost, measureCommand } from './measure-command.ts';
import type { PythonTools } from './python-tools.ts';
import { median } from './statistics.ts';
import { countChanged, restore, type Suite } from './suite.ts';
import { astGrep, packageFile } from './tools.ts';

/** What a command cost on a suite: the median time and the highest memory of its runs. */
export interface CommandTime extends Cost {
  readonly name: string;
  /** How many files it was run on. */
  readonly files: number;
  /** How many of them it wrote. */
  readonly changed: number;
}

interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The exit codes that say that it ran; 0 unless given. */
  readonly accepts?: readonly number[];
  /** Whether it writes the files it finds something in. */
  readonly writes: boolean;
}

const CODEMOD = packageFile('cogniverse-codemod', 'bin/cogniverse-codemod.js');

/** `fix-imports` on the whole suite. */
export function fixImports(suite: Suite, runs: number): Promise<CommandTime> {
  const args = [CODEMOD, 'fix-imports', suite.directory];
  return measure(
    {
      name: 'cogniverse-codemod fix-imports',
      program: process.execPath,
      args,
      accepts: [0, 1],
      writes: true,
    },
    suite,
    runs,
  );
}

/** The stock jscodeshift command with the same codemod as its transform. */
export function jscodeshiftWithCodemod(suite: Suite, runs: number): Promise<CommandTime> {
  return jscodeshift(
    'jscodeshift with fix-imports',
    packageFile('cogniverse-codemod', 'transforms/fix-imports.cjs'),
    suite,
    runs,
  );
}

/** The stock jscodeshift command with a transform in its own terms, which finds the same statements. */
export function jscodeshiftByItself(suite: Suite, runs: number): Promise<CommandTime> {
  const transform = path.resolve(import.meta.dirname, '../late-imports.cjs');
  return jscodeshift('jscodeshift with its own API', transform, suite, runs);
}

function jscodeshift(name: string, transform: string, suite: Suite, runs: number): Promise<CommandTime> {
  const program = packageFile('jscodeshift', 'bin/jscodeshift.js');
  const options = ['--parser', 'ts', '--extensions', 'ts', '--silent', '--transform', transform];
  const args = [program, ...options, suite.directory];
  return measure({ name, program: process.execPath, args, writes: true }, suite, runs);
}

/** ast-grep with a rule that finds the same statements; `undefined` where this system has no ast-grep. */
export async function astGrepRewrite(suite: Suite, runs: number): Promise<CommandTime | undefined> {
  const program = astGrep();
  if (program === undefined) return undefined;
  const rule = path.join(path.dirname(suite.directory), 'late-import.yml');
  writeFileSync(rule, AST_GREP_RULE);
  const args = ['scan', '--rule', rule, '--update-all', suite.directory];
  return measure({ name: 'ast-grep scan --update-all', program, args, writes: true }, suite, runs);
}

/** `check` with all rules on the whole suite. */
export function check(suite: Suite, runs: number): Promise<CommandTime> {
  const args = [CODEMOD, 'check', suite.directory];
  return measure(
    { name: 'cogniverse-codemod check', program: process.execPath, args, accepts: [0, 1], writes: false },
    suite,
    runs,
  );
}

/** ruff with its rules of the same topics: imports outside the top level, pytest, asynchronous code. */
export function ruffCheck({ ruff }: PythonTools, suite: Suite, runs: number): Promise<CommandTime> {
  const options = ['--isolated', '--no-cache', '--quiet', '--select', 'PLC0415,PT,ASYNC'];
  return linter('ruff check --select PLC0415,PT,ASYNC', ruff, ['check', ...options], suite, runs);
}

/** pylint with the one rule about imports outside the top level, in as many processes as there are processors. */
export function pylintImports({ pylint }: PythonTools, suite: Suite, runs: number): Promise<CommandTime> {
  const options = ['--rcfile=', '--jobs=0', '--recursive=y', '--disable=all', '--enable=import-outside-toplevel'];
  return linter('pylint --enable=import-outside-toplevel', pylint, options, suite, runs);
}

/** flake8 with the rules it comes with. */
export function flake8Check({ flake8 }: PythonTools, suite: Suite, runs: number): Promise<CommandTime> {
  return linter('flake8', flake8, ['--isolated', '--quiet'], suite, runs);
}

/** A linter that ends with a number of bits for what it found; 32 and above is pylint's own failure. */
function linter(
  name: string,
  program: string,
  options: readonly string[],
  suite: Suite,
  runs: number,
): Promise<CommandTime> {
  const accepts = Array.from({ length: 32 }, (_, code) => code);
  return measure({ name, program, args: [...options, suite.directory], accepts, writes: false }, suite, runs);
}

/** A Node process that reads the files one after the other and does nothing with them. */
export function plainReading(suite: Suite, runs: number): Promise<CommandTime> {
  const list = path.join(path.dirname(suite.directory), 'files.json');
  writeFileSync(list, JSON.stringify(suite.files));
  const script = `for (const file of require(process.argv[1])) require('node:fs').readFileSync(file, 'utf8');`;
  const args = ['--eval', script, list];
  return measure(
    { name: 'reading the same files', program: process.execPath, args, writes: false },
    suite,
    runs,
  );
}

async function measure(
  { name, program, args, accepts, writes }: Command,
  suite: Suite,
  runs: number,
): Promise<CommandTime> {
  const costs: Cost[] = [];
  let changed = 0;
  for (let run = 0; run < runs; run += 1) {
    costs.push(await measureCommand(program, args, suite.directory, accepts));
    changed = countChanged(suite);
    restore(suite);
    if (changed > 0 !== writes) throw new Error(`${name} changed ${changed} files`);
  }
  const memory = costs.map((cost) => cost.memory).filter((bytes) => bytes !== undefined);
  return {
    name,
    files: suite.files.length,
    changed,
    time: median(costs.map(({ time }) => time)),
    memory: memory.length > 0 ? Math.max(...memory) : undefined,
  };
}

/**
 * Late imports of Node's modules, as one rule can say it: the statement is found and taken away. To write the
 * import at the file's head as well, as `fix-imports` does, would be further work.
 */
const AST_GREP_RULE = `id: late-import
language: TypeScript
severity: warning
rule:
  any:
    - pattern: const $NAME = await import($MODULE)
    - pattern: const $NAME = require($MODULE)
  inside:
    any:
      - kind: arrow_function
      - kind: function_declaration
      - kind: function_expression
      - kind: method_definition
    stopBy: end
constraints:
  MODULE:
    regex: ^['"](node:.*|assert|child_process|crypto|events|fs|fs/promises|http|https|net|os|path|stream|url|util)['"]$
fix: ''
`;
