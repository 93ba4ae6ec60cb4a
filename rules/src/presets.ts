import type { ESLint, Linter } from 'eslint';

const JAVASCRIPT_FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/**
 * The presets, each an array of flat configurations. The plugin is asked for late, since it holds the presets itself.
 */
export function presets(plugin: () => ESLint.Plugin): Record<PresetName, Linter.Config[]> {
  const preset = (name: PresetName, rules: Linter.RulesRecord): Linter.Config[] => [
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

const RECOMMENDED: Linter.RulesRecord = {
  'cogniverse/allowed-models': 'error',
  'cogniverse/no-late-system-imports': 'error',
  'cogniverse/no-manual-threads': 'error',
  'cogniverse/require-async-timeout': 'error',
};

const STRICT: Linter.RulesRecord = {
  ...RECOMMENDED,
  'cogniverse/require-async-timeout': ['error', { accept: ['test', 'suite', 'file'] }],
};
