import path from 'node:path';

import type { Word } from '../text/shell.ts';

/** A language that a suite is written in. */
export type SuiteLanguage = 'javascript' | 'python';

/** What a command that runs tests starts. */
export interface SuiteProgram {
  readonly kind: 'suite';
  readonly language: SuiteLanguage;
  /** The runner's name: `pytest`, `vitest`. */
  readonly program: string;
  /** The words behind it. */
  readonly args: readonly string[];
}

/** A command that leads to others, which stand in another file. */
export interface Delegation {
  readonly kind: 'package-script' | 'make' | 'shell-script' | 'tox' | 'nox';
  /** The script, target or file; empty for the default one. */
  readonly name: string;
}

/** What a command of the shell does, as far as tests go. */
export interface ReadCommand {
  readonly runs: SuiteProgram | Delegation;
  /** Variables that the command itself sets. */
  readonly environment: readonly string[];
  /** Whether the command is ended after a time: `timeout 7200 pytest`. */
  readonly hasTimeLimit: boolean;
}

const RUNNERS: Readonly<Record<string, SuiteLanguage>> = {
  pytest: 'python',
  'py.test': 'python',
  vitest: 'javascript',
  jest: 'javascript',
  mocha: 'javascript',
  _mocha: 'javascript',
  borp: 'javascript',
  playwright: 'javascript',
};

/** Programs, and words behind them, that run what follows. */
const WRAPPERS: ReadonlySet<string> = new Set(
  (
    'uv uvx poetry pdm pipenv hatch rye pixi conda mamba micromamba run coverage exec env time nice sudo stdbuf ' +
    'xvfb-run mpirun torchrun npx bunx pnpx dlx nyc c8 cross-env dotenv if then else do while until ! command nohup ' +
    'python python3 pypy pypy3 py test x'
  ).split(' '),
);
const TIMEOUTS: ReadonlySet<string> = new Set(['timeout', 'gtimeout']);
const MANAGERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);
/** Words of package managers that are none of a project's scripts. */
const NO_SCRIPT: ReadonlySet<string> = new Set(
  'install i ci add remove exec dlx publish pack init create build link audit version why x'.split(' '),
);
/** Options with which a runner runs no test. */
const RUNS_NOTHING =
  /^(?:--(?:version|help|co|collect-only|fixtures|fixtures-per-test|markers|setup-plan|listTests|showConfig|list|clearCache)|-h|-V)$/;

/** What a command does; `undefined` where it runs no tests as far as it tells. */
export function readCommand(words: readonly Word[]): ReadCommand | undefined {
  const environment: string[] = [];
  let hasTimeLimit = false;
  for (let at = 0; at < words.length; at += 1) {
    const text = words[at]?.text ?? '';
    const name = programName(text);
    const rest = words.slice(at + 1).map((word) => word.text);
    const found = (runs: SuiteProgram | Delegation): ReadCommand => ({ runs, environment, hasTimeLimit });
    const [, variable] = /^(\w+)=/.exec(text) ?? [];
    if (variable !== undefined) {
      environment.push(variable);
      continue;
    }
    const language = RUNNERS[name];
    if (language !== undefined) {
      const runs = runsTests(name, rest);
      return runs ? found({ kind: 'suite', language, program: name, args: rest }) : undefined;
    }
    if (name === 'node') return rest.includes('--test') ? found(nodeTest(rest)) : undefined;
    if (TIMEOUTS.has(name)) {
      hasTimeLimit = true;
      at += durationIn(rest);
      continue;
    }
    // Bun's own runner, whatever the script of that name calls.
    if (name === 'bun' && rest.find(isNoOption) === 'test') return undefined;
    if (MANAGERS.has(name)) {
      const script = packageScript(rest);
      if (script !== undefined) return found({ kind: 'package-script', name: script });
      if (!/^(?:exec|dlx|x|vitest|jest|mocha|playwright)$/.test(rest.find(isNoOption) ?? '')) return undefined;
      continue;
    }
    const delegation = delegationOf(name, text, rest);
    if (delegation) return found(delegation);
    // Options, what they take, and numbers: `uv run --with x pytest`, `mpirun -n 2 pytest`.
    if (text.startsWith('-') || /^[\d.]+[smh]?$/.test(text) || words[at - 1]?.text.startsWith('-') === true) continue;
    if (at === 0 && text.startsWith('$')) continue;
    if (!WRAPPERS.has(name.replace(/^(python|pypy)[\d.]+$/, '$1'))) return undefined;
  }
  return undefined;
}

/** `/opt/venv/bin/pytest` and `.venv\Scripts\pytest.exe` are `pytest`. */
function programName(text: string): string {
  return path.posix.basename(text.replaceAll('\\', '/')).replace(/\.(?:exe|cmd)$/, '');
}

function isNoOption(word: string): boolean {
  return !word.startsWith('-');
}

function runsTests(name: string, args: readonly string[]): boolean {
  if (args.some((arg) => RUNS_NOTHING.test(arg))) return false;
  const [first] = args.filter(isNoOption);
  if (name === 'playwright') return first === 'test';
  return name !== 'vitest' || !/^(?:bench|list|init|dev|watch)$/.test(first ?? '');
}

function nodeTest(args: readonly string[]): SuiteProgram {
  return { kind: 'suite', language: 'javascript', program: 'node --test', args };
}

/** How many words `timeout` takes before the command: its options and the duration. */
function durationIn(words: readonly string[]): number {
  const at = words.findIndex((word) => /^(?:[\d.]+[smhd]?|\$.*)$/.test(word));
  return at + 1;
}

function packageScript(words: readonly string[]): string | undefined {
  // A workspace's or a filtered package's script is another one of that name.
  if (words.some((word) => /^(?:-r|-w|-ws|-F|-C|--(?:filter|recursive|workspaces?|prefix|cwd|dir)\b.*|workspaces?)$/.test(word)))
    return undefined;
  const [first, second] = words.filter(isNoOption);
  if (first === 'run' || first === 'run-script') return second;
  if (first === 't' || first === 'tst') return 'test';
  return first === undefined || NO_SCRIPT.has(first) || Object.hasOwn(RUNNERS, first) ? undefined : first;
}

function delegationOf(name: string, text: string, rest: readonly string[]): Delegation | undefined {
  if (name === 'make' || name === 'gmake') {
    // `make -C folder` is about another Makefile.
    if (rest.some((word) => /^(?:-C|-f|--directory|--file)/.test(word))) return undefined;
    return { kind: 'make', name: rest.find((word) => isNoOption(word) && !word.includes('=')) ?? '' };
  }
  if (name === 'tox' || name === 'nox') return { kind: name, name: '' };
  if (/^(?:ba|z|da)?sh$/.test(name)) {
    const file = rest.find(isNoOption);
    return rest.includes('-c') || file === undefined ? undefined : { kind: 'shell-script', name: file };
  }
  const isScript = /^(?:\.\/|[\w./-]+\/)[\w.-]+\.sh$/.test(text) || text.startsWith('./');
  return isScript ? { kind: 'shell-script', name: text } : undefined;
}
