import type { RunnerName } from '../../settings.ts';
import type { PackageFile } from '../project-files.ts';

const COMMAND: Readonly<Record<RunnerName, RegExp>> = {
  vitest: /\bvitest\b/,
  jest: /\bjest\b|\breact-scripts\s+test\b/,
  mocha: /\bmocha\b/,
  node: /\bnode\b.*\s--test\b|\bborp\b/,
  playwright: /\bplaywright\b/,
};
const TIMEOUT_FLAG: Readonly<Record<RunnerName, RegExp>> = {
  vitest: /\s--test-?timeout[= ]\s*(\S+)/i,
  jest: /\s--testTimeout[= ]\s*(\S+)/,
  mocha: /\s(?:--timeouts?|-t)[= ]\s*(\S+)/,
  node: /\s(?:--test-timeout|(?<=\bborp\b.*)(?:--timeout|-t))[= ]\s*(\S+)/,
  playwright: /\s--timeout[= ]\s*(\S+)/,
};
const CONFIG_FLAG = /\s(?:--config|-c)[= ]\s*(\S+)/;

/** The timeouts that a package's scripts hand to a runner. */
export function scriptTimeouts(project: PackageFile, runner: RunnerName): readonly string[] {
  return flagsOf(project, runner, TIMEOUT_FLAG[runner]);
}

/** The configuration files that a package's scripts hand to a runner, as they are written. */
export function scriptConfigs(project: PackageFile, runner: RunnerName): readonly string[] {
  return runner === 'node' ? [] : flagsOf(project, runner, CONFIG_FLAG);
}

function flagsOf({ scripts }: PackageFile, runner: RunnerName, flag: RegExp): readonly string[] {
  return [...scripts.values()]
    .flatMap((script) => script.split(/&&|\|\||[;|]/))
    .filter((command) => COMMAND[runner].test(command))
    .flatMap((command) => flag.exec(command)?.[1]?.replace(/^['"]|['"]$/g, '') ?? []);
}
