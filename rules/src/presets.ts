import type { ESLint, Linter } from 'eslint';

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

/**
 * The presets, each an array of flat configurations. They name no `files`: a pattern there would have ESLint lint
 * TypeScript files that the project gives no parser for. The rules find the tests among the files it does lint.
 *
 * @param plugin - Gives the plugin; it is asked for late, since the plugin holds the presets itself.
 */
export function presets(plugin: () => ESLint.Plugin): Record<PresetName, Linter.Config[]> {
  const preset = (name: PresetName, rules: Linter.RulesRecord): Linter.Config[] => [
    {
      name: `cogniverse/${name}`,
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
