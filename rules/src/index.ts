import { createRequire } from 'node:module';

import type { TSESLint } from '@typescript-eslint/utils';

import { presets } from './presets.ts';
import { rules } from './rules.ts';

const manifest = createRequire(import.meta.url)('../package.json') as { readonly name: string; readonly version: string };

const meta = { name: manifest.name, version: manifest.version, namespace: 'cogniverse' } as const;

/** The ESLint plugin: `rules` by name, and the presets in `configs`. */
const plugin: {
  readonly meta: typeof meta;
  readonly rules: typeof rules;
  readonly configs: ReturnType<typeof presets>;
} & TSESLint.FlatConfig.Plugin = { meta, rules, configs: presets(() => plugin) };

export default plugin;
