import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

import { RULE_PREFIX, type RuleName } from '../rule-names.ts';
import type { PresetName } from './protocol.ts';

/** What decides a file's configuration beside the preset. */
export interface Configuration {
  readonly preset: PresetName;
  readonly rules: readonly RuleName[];
  /** Whether the file counts as it is, or only if it is a test. */
  readonly scope: 'all' | 'tests';
}

/** The preset, restricted to some rules. */
export function configArray({ preset, rules, scope }: Configuration): Linter.Config[] {
  const wanted = new Set(rules.map((name) => RULE_PREFIX + name));
  return [
    // Without `files`, ESLint lints no TypeScript.
    { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'] },
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    // A file that the user named is processed wherever it lies.
    { ignores: ['!**/node_modules/', '!**/.git/'] },
    ...plugin.configs[preset].map((config) => ({
      ...config,
      rules: Object.fromEntries(Object.entries(config.rules ?? {}).filter(([name]) => wanted.has(name))),
    })),
    { settings: { cogniverse: { scope } } },
  ];
}
