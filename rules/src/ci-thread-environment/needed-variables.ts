import { threadEnvironment, type Policy } from '@cogniverse/guide';

import { configOfCommand } from '../resolve/python/command-config.ts';
import { isStated, packagesFor } from '../surroundings/stated-libraries.ts';
import type { Setting, SuiteRun } from '../surroundings/suite-run.ts';

/** Variables in whose absence a library heeds `OMP_NUM_THREADS` or `JAX_PLATFORMS`, or that only Macs have. */
const IMPLIED: ReadonlySet<string> = new Set([
  'MKL_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'JAX_PLATFORM_NAME',
]);
/** What a suite needs whose project does not state its libraries. */
const ALWAYS: ReadonlySet<string> = new Set(['OMP_NUM_THREADS', 'TOKENIZERS_PARALLELISM']);
/** The newer of two variables for one thing, with the older. */
const OLDER: Readonly<Record<string, string>> = { JAX_PLATFORMS: 'JAX_PLATFORM_NAME' };
/** The packages that set the variables themselves, before a library is loaded. */
const SETUPS = { python: 'pytest-cogniverse', javascript: '@cogniverse/test-setup' } as const;

/**
 * What pytest-env sets, by the configuration of pytest: `env = D:OMP_NUM_THREADS=1`; `undefined` where that is out of
 * sight.
 */
function variablesOfPlugin({ suite, folder }: SuiteRun): readonly string[] | undefined {
  if (suite.language !== 'python') return [];
  const lines = configOfCommand(suite.args, folder)?.lines('env');
  return lines?.flatMap((line) => /^(?:[A-Z]:)*(\w+)\s*=/.exec(line)?.[1] ?? []);
}

/** The variables that a run of a suite lacks: those that the libraries of its project read. */
export function neededVariables(run: SuiteRun, policy: Policy): readonly Setting[] {
  const { suite, folder, environment, hasOnlyTools } = run;
  if (hasOnlyTools && suite.language === 'python') return [];
  const packages = packagesFor(folder, suite.language);
  const ownNames = variablesOfPlugin(run);
  if (!environment || !ownNames || packages?.has(SETUPS[suite.language])) return [];
  const isRead = (readers: readonly string[], name: string): boolean =>
    packages ? readers.some((library) => isStated(library, packages)) : suite.language === 'python' && ALWAYS.has(name);
  const set = new Set([...environment, ...ownNames]);
  return threadEnvironment.flatMap(({ name, readBy }) => {
    const value = policy.environment[name];
    if (value === undefined || IMPLIED.has(name) || set.has(name) || set.has(OLDER[name] ?? name)) return [];
    return isRead(readBy[suite.language], name) ? [{ name, value }] : [];
  });
}
