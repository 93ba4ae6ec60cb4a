import { createRequire } from 'node:module';

import { python } from '@cogniverse/eslint-python';
import type { ESLint, Linter, Rule } from 'eslint';

import { type PresetName, presets } from './presets.ts';
import { type RuleName, rules } from './rules.ts';
import { textLanguage } from './surroundings/text-language.ts';

const manifest = createRequire(import.meta.url)('../package.json') as { readonly name: string; readonly version: string };

/** The ESLint plugin: `rules` by name, the presets in `configs`, and the languages of ESLint that they need. */
interface Plugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: 'cogniverse' };
  readonly rules: Record<RuleName, Rule.RuleModule>;
  readonly configs: Record<PresetName, Linter.Config[]>;
  readonly languages: { readonly python: typeof python; readonly text: typeof textLanguage };
}

const plugin: Plugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'cogniverse' },
  // typescript-eslint declares a context that also has what ESLint 8 gave it, which no rule here uses.
  rules: rules as unknown as Plugin['rules'],
  configs: presets(() => plugin),
  languages: { python, text: textLanguage },
};

export default plugin;
