import type { ESLint, Linter } from 'eslint';

/** The name of a preset in `configs`. */
export type PresetName = 'recommended' | 'strict' | 'javascript' | 'python' | 'python-strict' | 'project';

const RECOMMENDED: Linter.RulesRecord = {
  'cogniverse/allowed-models': 'error',
  'cogniverse/no-late-system-imports': 'error',
  'cogniverse/no-manual-threads': 'error',
  'cogniverse/registered-markers': 'error',
  'cogniverse/require-async-timeout': 'error',
  'cogniverse/thread-env-before-imports': 'error',
};

const STRICT: Linter.RulesRecord = {
  ...RECOMMENDED,
  'cogniverse/require-async-timeout': ['error', { accept: ['test', 'suite', 'file'] }],
  'cogniverse/cleanup-resources': 'error',
  'cogniverse/no-shared-test-state': 'error',
  'cogniverse/prefer-cached-models': 'error',
  'cogniverse/require-capability-marker': 'error',
  'cogniverse/require-test-setup': 'error',
  'cogniverse/unique-tenant-ids': 'error',
};

/** What has ESLint lint Python files at all, and as Python. */
const PYTHON_FILES: Linter.Config = { files: ['**/*.py'], language: 'cogniverse/python' };

const PROJECT: Linter.RulesRecord = {
  'cogniverse/ci-thread-environment': 'error',
  'cogniverse/ci-time-limit': 'error',
  'cogniverse/xdist-by-file': 'error',
};

/** The files around the tests, which no other language of ESLint need have read. */
const PROJECT_FILES: Linter.Config = {
  files: [
    '.github/workflows/*.{yml,yaml}',
    '**/{.,*.}gitlab-ci.{yml,yaml}',
    '**/{Dockerfile,Containerfile}*',
    '**/*.{d,D}ockerfile',
    '**/*.{c,C}ontainerfile',
    '**/{pytest,.pytest}.{ini,toml}',
    '**/{pyproject.toml,tox.ini,setup.cfg}',
  ],
  language: 'cogniverse/text',
};

/** The rules that a preset turns on, without the plugin's prefix. */
export function rulesOn(preset: 'recommended' | 'strict' | 'project'): ReadonlySet<string> {
  const rules = { recommended: RECOMMENDED, strict: STRICT, project: PROJECT }[preset];
  return new Set(Object.keys(rules).map((name) => name.replace('cogniverse/', '')));
}

/**
 * The presets, each an array of flat configurations. Those for JavaScript name no `files`: a pattern there would have
 * ESLint lint TypeScript files that the project gives no parser for. Those for Python have to, and no other preset
 * contains them: where a project's other configurations name no `files`, ESLint would run them on Python too.
 * The rules find the tests among the files that are linted.
 *
 * @param plugin - Gives the plugin; it is asked for late, since the plugin holds the presets itself.
 */
export function presets(plugin: () => ESLint.Plugin): Record<PresetName, Linter.Config[]> {
  const preset = (name: PresetName, rules: Linter.RulesRecord, about: Linter.Config = {}): Linter.Config[] => [
    {
      name: `cogniverse/${name}`,
      ...about,
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
    python: preset('python', RECOMMENDED, PYTHON_FILES),
    'python-strict': preset('python-strict', STRICT, PYTHON_FILES),
    project: preset('project', PROJECT, PROJECT_FILES),
  };
}
