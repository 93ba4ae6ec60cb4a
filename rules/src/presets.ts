import type { TSESLint } from '@typescript-eslint/utils';

type Config = TSESLint.FlatConfig.Config;

const JAVASCRIPT_FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/**
 * The presets, each an array of flat configurations. The plugin is asked for late, since it holds the presets itself.
 */
export function presets(plugin: () => TSESLint.FlatConfig.Plugin): Record<PresetName, Config[]> {
  const preset = (name: PresetName, rules: TSESLint.FlatConfig.Rules): Config[] => [
    {
      name: `cogniverse/${name}`,
      files: JAVASCRIPT_FILES,
      plugins: {
        get cogniverse() {
          return plugin();
        },
      },
      settings: { cogniverse: { scope: 'tests' } },
      rules,
    },
  ];
  return {
    recommended: preset('recommended', RECOMMENDED),
    strict: preset('strict', STRICT),
    javascript: preset('javascript', RECOMMENDED),
  };
}

/** The name of a preset in `configs`. */
export type PresetName = 'recommended' | 'strict' | 'javascript';

const RECOMMENDED: TSESLint.FlatConfig.Rules = {
  'cogniverse/allowed-models': 'error',
  'cogniverse/no-late-system-imports': 'error',
  'cogniverse/no-manual-threads': 'error',
  'cogniverse/require-async-timeout': 'error',
};

const STRICT: TSESLint.FlatConfig.Rules = {
  ...RECOMMENDED,
  'cogniverse/require-async-timeout': ['error', { accept: ['test', 'suite', 'file'] }],
};
