import type { prefilters } from 'eslint-plugin-cogniverse/prefilters';

/** The name of a rule, without the plugin's prefix. */
export type RuleName = keyof typeof prefilters;

/** The prefix of the rules in ESLint's messages and configurations. */
export const RULE_PREFIX = 'cogniverse/';

/** All rules, in the order in which help and reports name them. */
export const RULE_NAMES: readonly RuleName[] = [
  'no-late-system-imports',
  'no-manual-threads',
  'require-async-timeout',
  'allowed-models',
  'prefer-cached-models',
  'unique-tenant-ids',
  'registered-markers',
  'require-capability-marker',
  'no-shared-test-state',
  'thread-env-before-imports',
  'cleanup-resources',
];

/** The rules for files around the tests, which `check --project` adds. */
export const PROJECT_RULE_NAMES: readonly RuleName[] = ['ci-thread-environment', 'ci-time-limit', 'xdist-by-file'];

/** The rule that `setup` reports by, which is about configuration rather than tests. */
export const SETUP_RULE: RuleName = 'require-test-setup';
