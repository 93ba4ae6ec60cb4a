import path from 'node:path';

import { commandsOf, type Word } from 'eslint-plugin-cogniverse/surroundings';

import type { Runner } from '../registration.ts';

/** A call of a runner in a script of `package.json`. */
export interface Invocation {
  readonly script: string;
  readonly program: Program;
  /** The word that names the program. */
  readonly word: Word;
  /** The whole command, with what stands in front of the program. */
  readonly words: readonly Word[];
  /** What stands behind that word. */
  readonly args: readonly Word[];
  /** The folder that it runs in, from that of the package. */
  readonly folder: string;
}

/** What a call starts; what is not a runner's name starts that of another, in its own way. */
export type Program = Runner | 'borp' | 'react-scripts';

/** The runner behind a program. */
export function runnerOf(program: Program): Runner {
  if (program === 'borp') return 'node';
  return program === 'react-scripts' ? 'jest' : program;
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  vitest: 'vitest',
  jest: 'jest',
  'jest-cli': 'jest',
  mocha: 'mocha',
  _mocha: 'mocha',
  'ts-mocha': 'mocha',
  playwright: 'playwright',
  borp: 'borp',
  'react-scripts': 'react-scripts',
  'react-app-rewired': 'react-scripts',
  craco: 'react-scripts',
};

/** Programs that run the one that follows them. */
const WRAPPERS = words(
  'cross-env cross-env-shell env env-cmd dotenv dotenvx nyc c8 time exec npx bunx pnpx x dlx npm pnpm yarn bun',
  'nice sudo timeout xvfb-run wait-on infisical doppler op retry tsx',
);
/** Options of wrappers and of Node.js that take the word behind them. */
const TAKES_WORD = words(
  '-r -e -f -p -o -x -n -C --require --import --loader --experimental-loader --env-file --conditions',
  '--reporter --include --exclude --reports-dir --report-dir --temp-dir --package --title --watch-path',
  '--env-file-if-exists --test-reporter --test-reporter-destination --test-concurrency --test-timeout --test-shard',
  '--test-name-pattern --test-skip-pattern --test-isolation --test-global-setup --test-rerun-failures',
  '--test-coverage-include --test-coverage-exclude --test-coverage-lines --test-coverage-branches',
  '--test-coverage-functions --disable-warning --unhandled-rejections --input-type --dns-result-order',
  '--redirect-warnings --diagnostic-dir --max-http-header-size --allow-fs-read --allow-fs-write',
);
/** Options and words that send a command to other packages. */
const ELSEWHERE = words(
  '--filter -F -r --recursive --workspace --workspaces -w -ws workspace workspaces foreach --prefix --cwd -C',
);
const MANAGERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

/** The calls of runners in the scripts of a package, in their order. */
export function invocationsIn(scripts: ReadonlyMap<string, string>): readonly Invocation[] {
  return [...scripts].flatMap(([script, line]) => {
    let folder = '.';
    return commandsOf(line).flatMap(({ words }) => {
      const [first, second] = words;
      if (first?.text === 'cd' && second) {
        folder = path.posix.join(folder, second.text);
        return [];
      }
      const found = programOf(words, scripts);
      return found ? [{ script, folder, words, ...found }] : [];
    });
  });
}

type Found = Pick<Invocation, 'program' | 'word' | 'args'>;

function programOf(words: readonly Word[], scripts: ReadonlyMap<string, string>): Found | undefined {
  let manager: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) return undefined;
    const { text } = word;
    // A variable may hold anything, and mostly holds options.
    if (/^\w+=|^\$/.test(text) || text === '--') continue;
    if (manager !== undefined && ELSEWHERE.has(text.replace(/=.*$/s, ''))) return undefined;
    if (text.startsWith('-')) {
      if (TAKES_WORD.has(text)) at += 1;
      continue;
    }
    const name = nameOf(text);
    const args = words.slice(at + 1);
    if (name === 'node' || name === 'tsx') {
      const found = ofNode(word, args);
      if (found || name === 'node') return found;
    }
    if (manager !== undefined && scripts.has(text) && text !== 'exec') return undefined;
    if (name === 'run' && at > 0) continue;
    const program = PROGRAMS[name];
    if (program !== undefined) return runsTests(program, args) ? { program, word, args } : undefined;
    if (!WRAPPERS.has(name)) return undefined;
    // `timeout 60 mocha`
    if (name === 'timeout') at += 1;
    if (MANAGERS.has(name)) manager = name;
  }
  return undefined;
}

/** `playwright install` and `react-scripts build` run no tests. */
function runsTests(program: Program, args: readonly Word[]): boolean {
  if (program !== 'playwright' && program !== 'react-scripts') return true;
  return args.find(({ text }) => !text.startsWith('-'))?.text === 'test';
}

/** `node --test`, or a runner's program that Node.js is given. */
function ofNode(word: Word, args: readonly Word[]): Found | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (!arg) break;
    if (arg.text.startsWith('$')) continue;
    if (arg.text === '--test') return { program: 'node', word, args };
    if (arg.text.startsWith('-')) {
      if (TAKES_WORD.has(arg.text)) at += 1;
      continue;
    }
    const program = installedProgram(arg.text);
    const rest = args.slice(at + 1);
    return program !== undefined && runsTests(program, rest) ? { program, word: arg, args: rest } : undefined;
  }
  return undefined;
}

/** The runner whose program a path leads to: `node_modules/jest/bin/jest.js`, `../node_modules/.bin/vitest`. */
function installedProgram(text: string): Program | undefined {
  const [, name = ''] =
    /node_modules\/(?:\.bin\/)?((?:@[\w.-]+\/)?[\w.-]+)/.exec(text.replaceAll('\\', '/')) ?? [];
  return name === '@playwright/test' ? 'playwright' : PROGRAMS[name];
}

function nameOf(text: string): string {
  const file = text.replaceAll('\\', '/');
  const isPlain = !file.includes('/') || /(?:^|\/)\.bin\/[^/]+$/.test(file);
  return isPlain ? path.posix.basename(file).replace(/\.(?:cmd|exe|[cm]?js)$/, '') : file;
}

/** The values that options have in a call: `--config x`, `--config=x`. */
export function optionValues(args: readonly Word[], names: readonly string[]): readonly string[] {
  return args.flatMap(({ text }, index) => {
    const [, name, value] = /^(-[\w-]*)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined && names.includes(name)) return [value];
    const next = args[index + 1]?.text;
    return names.includes(text) && next !== undefined ? [next] : [];
  });
}
