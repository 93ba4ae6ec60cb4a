import type { ESLint, Linter, Rule } from 'eslint';

import { type PresetName, presets } from './presets.ts';
import { type RuleName, rules } from './rules.ts';

/** The ESLint plugin: `rules` by name, and the presets in `configs`. */
interface Plugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: 'cogniverse' };
  readonly rules: Record<RuleName, Rule.RuleModule>;
  readonly configs: Record<PresetName, Linter.Config[]>;
}

const plugin: Plugin = {
  meta: { name: 'eslint-plugin-cogniverse', version: '0.1.0', namespace: 'cogniverse' },
  // The context that typescript-eslint declares for a rule also has what ESLint 8 gave it, which no rule here uses.
  rules: rules as unknown as Plugin['rules'],
  configs: presets(() => plugin),
};

export default plugin;
