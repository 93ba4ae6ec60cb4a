import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';
import type { LoadedExport } from 'eslint-plugin-cogniverse/project';

import { oxcParser, type OxcOptions } from '../parse/eslint-parser.ts';
import { RULE_PREFIX, type RuleName } from '../rule-names.ts';
import type { PresetName } from './protocol.ts';

/** What decides a file's configuration beside the preset. */
export interface Configuration {
  readonly preset: PresetName;
  readonly rules: readonly RuleName[];
  /** Whether the file counts as it is, or only if it is a test. */
  readonly scope: 'all' | 'tests';
  /** Exports of the file that tests in other files load models by; they count whatever the scope. */
  readonly loadedExports: readonly LoadedExport[];
}

/** The preset with oxc-parser in front of it, restricted to some rules. */
export function configArray({ preset, rules, scope, loadedExports }: Configuration): Linter.Config[] {
  const parserOptions: OxcOptions = { loadedExports };
  const wanted = new Set(rules.map((name) => RULE_PREFIX + name));
  return [
    // Without `files`, ESLint lints no TypeScript.
    { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'] },
    {
      languageOptions: { parser: oxcParser, parserOptions: { ...parserOptions } },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
    // A file that the user named is processed wherever it lies.
    { ignores: ['!**/node_modules/', '!**/.git/'] },
    ...plugin.configs[preset].map((config) => ({
      ...config,
      rules: Object.fromEntries(Object.entries(config.rules ?? {}).filter(([name]) => wanted.has(name))),
    })),
    { settings: { cogniverse: { scope } } },
  ];
}
