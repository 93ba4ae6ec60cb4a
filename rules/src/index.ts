import type { TSESLint } from '@typescript-eslint/utils';

import { presets } from './presets.ts';
import { rules } from './rules.ts';

const meta = { name: 'eslint-plugin-cogniverse', version: '0.1.0', namespace: 'cogniverse' } as const;

/** The ESLint plugin: `rules` by name, and the presets in `configs`. */
const plugin: {
  readonly meta: typeof meta;
  readonly rules: typeof rules;
  readonly configs: ReturnType<typeof presets>;
} & TSESLint.FlatConfig.Plugin = { meta, rules, configs: presets(() => plugin) };

export default plugin;
