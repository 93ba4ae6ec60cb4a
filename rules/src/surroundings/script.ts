import path from 'node:path';

import { textOf } from '../resolve/disk.ts';
import { packageIn } from '../resolve/project-files.ts';
import { commandsOf, type Word } from '../text/shell.ts';
import { readCommand, type Delegation, type SuiteProgram } from './suite-command.ts';

/** A run of a suite by a script for the shell. */
export interface ScriptRun {
  readonly suite: SuiteProgram;
  /** Offsets of the command in the script, whatever it leads to. */
  readonly start: number;
  readonly end: number;
  /** Absolute path of the folder that it runs in. */
  readonly folder: string;
  /** Names of the variables that the script has set by then. */
  readonly environment: ReadonlySet<string>;
  readonly hasTimeLimit: boolean;
}

/** How many files a command may lead through. */
const DEPTH = 4;

/** The runs of suites that a script makes, itself or through scripts of the project that it calls. */
export function suiteRunsIn(script: string, folder: string, depth = DEPTH): readonly ScriptRun[] {
  const runs: ScriptRun[] = [];
  const environment = new Set<string>();
  let current = folder;
  for (const { words, within } of commandsOf(withoutHereDocuments(script))) {
    const [first, second] = words;
    const last = words.at(-1);
    if (!first || !last || (within && !runsWords(within.words))) continue;
    if (first.text === 'cd' || first.text === 'pushd') {
      current = path.resolve(current, second?.text ?? '.');
      continue;
    }
    const set = variablesSetBy(words, current);
    if (set) {
      for (const name of set) environment.add(name);
      continue;
    }
    const command = readCommand(words);
    if (!command) continue;
    const names = [...environment, ...command.environment];
    const place = { start: first.start, end: last.end };
    if (command.runs.kind === 'suite') {
      const { hasTimeLimit } = command;
      runs.push({ ...place, suite: command.runs, folder: current, environment: new Set(names), hasTimeLimit });
    } else if (depth > 0) {
      for (const inner of runsBehind(command.runs, current, depth - 1)) {
        runs.push({
          ...inner,
          ...place,
          environment: new Set([...names, ...inner.environment]),
          hasTimeLimit: command.hasTimeLimit || inner.hasTimeLimit,
        });
      }
    }
  }
  return runs;
}

/** The names that a command sets for those after it; `undefined` where it is another command. */
function variablesSetBy(words: readonly Word[], folder: string): readonly string[] | undefined {
  const [first, second] = words;
  const program = first?.text ?? '';
  // `set` is that of Windows, `$env:` PowerShell's.
  if (program === 'export' || program === 'set' || words.every(({ text }) => /^\w+=/.test(text)))
    return assigned(words.map(({ text }) => text).join('\n'));
  const [, variable] = /^\$env:(\w+)/i.exec(program) ?? [];
  if (variable !== undefined) return [variable];
  if (program !== 'source' && program !== '.') return undefined;
  return assigned(textOf(path.resolve(folder, second?.text ?? '')) ?? '');
}

function assigned(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)=/gm)].flatMap(([, name]) => name ?? []);
}

/** Whether a command runs what it is given in quotes: `bash -c "pytest"`, `concurrently "vitest" "tsc"`. */
function runsWords(words: readonly Word[]): boolean {
  return words.some(({ text }) => /^(?:-\w*c|--run|conc(?:urrently)?)$/.test(text));
}

/** The variables that a script hands to the steps after it. */
export function exportedByStep(script: string): readonly string[] {
  return [...script.matchAll(/\b(\w+)=[^\n]*>>\s*["']?\$\{?GITHUB_ENV/g)].flatMap(([, name]) => name ?? []);
}

/** Blanks the lines that a command is given as text. Offsets stay. */
function withoutHereDocuments(script: string): string {
  return script.replace(
    /(<<-?\s*(["']?)(\w+)\2[^\n]*\n)([^]*?\n)([ \t]*\3[ \t]*(?:\n|$))/g,
    (_, head: string, _quote: string, _name: string, body: string, end: string) =>
      head.replace(/<</g, '  ') + body.replace(/[^\n]/g, ' ') + end.replace(/[^\n]/g, ' '),
  );
}

function runsBehind({ kind, name }: Delegation, folder: string, depth: number): readonly ScriptRun[] {
  switch (kind) {
    case 'package-script': {
      const scripts = packageIn(folder)?.scripts;
      return ['pre', '', 'post'].flatMap((prefix) => suiteRunsIn(scripts?.get(prefix + name) ?? '', folder, depth));
    }
    case 'make':
      return runsOfTarget(name, folder, depth);
    case 'shell-script': {
      const file = path.resolve(folder, name);
      return suiteRunsIn(file.endsWith('.py') ? '' : (textOf(file) ?? ''), folder, depth);
    }
    case 'tox':
      return runsOfTool(['tox.ini', 'tox.toml', 'setup.cfg', 'pyproject.toml'], folder);
    case 'nox':
      return runsOfTool(['noxfile.py'], folder);
  }
}

/** tox and nox make an environment of their own: what their files name is taken as set. */
function runsOfTool(files: readonly string[], folder: string): readonly ScriptRun[] {
  const text = files.map((file) => textOf(path.join(folder, file)) ?? '').join('\n');
  if (!/\bpytest\b/.test(text)) return [];
  const environment = new Set(text.match(/\b[A-Z][A-Z0-9_]{3,}\b/g) ?? []);
  const suite = { kind: 'suite', language: 'python', program: 'pytest', args: [] } as const;
  return [{ suite, start: 0, end: 0, folder, environment, hasTimeLimit: false }];
}

function runsOfTarget(target: string, folder: string, depth: number): readonly ScriptRun[] {
  const text = ['GNUmakefile', 'makefile', 'Makefile'].map((name) => textOf(path.join(folder, name))).find(Boolean) ?? '';
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const exported = lines.flatMap((line) => /^export\s+(\w+)/.exec(line)?.[1] ?? []);
  const headers = lines.flatMap((line, index) => {
    const [, names, needed = ''] = /^([\w./% -]+?)\s*::?(?!=)\s*([^#]*)/.exec(line) ?? [];
    return names === undefined || names.startsWith('.') ? [] : [{ names: names.split(/\s+/), needed, index }];
  });
  const wanted = target === '' ? headers[0] : headers.find(({ names }) => names.includes(target));
  if (!wanted) return [];
  const recipe = lines.slice(wanted.index + 1);
  const end = recipe.findIndex((line) => line.trim() !== '' && !/^\s/.test(line));
  const own = recipe
    .slice(0, end === -1 ? undefined : end)
    .map((line) => line.replace(/^\s+[@+-]*/, '').replace(/\$\(MAKE\)/g, 'make').replace(/\$[({]\w+[)}]/g, '$X'))
    .flatMap((line) => suiteRunsIn(line, folder, depth));
  const needed = wanted.needed
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((name) => (depth > 0 ? runsOfTarget(name, folder, depth - 1) : []));
  return [...needed, ...own].map((run) => ({ ...run, environment: new Set([...run.environment, ...exported]) }));
}
