import type { TSESLint } from '@typescript-eslint/utils';

/** `settings.cogniverse` of an ESLint configuration: what all rules share. */
export interface CogniverseSettings {
  /** `"tests"`: only files that are tests by name or content. `"all"` (default): every file the rule is given. */
  readonly scope: 'all' | 'tests';
  /** Further modules that export test functions, such as `"./fixtures"` or `"@acme/vitest"`. */
  readonly testModules: readonly string[];
  /** The runner behind `test` and `it` that are called as globals, where the project does not say. */
  readonly runner?: RunnerName;
}

/** The test runners that the rules know. */
export const RUNNER_NAMES = ['vitest', 'jest', 'mocha', 'node', 'playwright'] as const;

/** The name of a runner. */
export type RunnerName = (typeof RUNNER_NAMES)[number];

/** Reads the shared settings; what is absent or of another type takes its default. */
export function settingsOf(context: { readonly settings: TSESLint.SharedConfigurationSettings }): CogniverseSettings {
  const given: unknown = context.settings['cogniverse'];
  const scope = field(given, 'scope');
  const testModules = field(given, 'testModules');
  const runner = RUNNER_NAMES.find((name) => name === field(given, 'runner'));
  return {
    scope: scope === 'tests' ? 'tests' : 'all',
    testModules: Array.isArray(testModules) ? testModules.filter((name) => typeof name === 'string') : [],
    ...(runner && { runner }),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
