import { PROJECT_RULE_NAMES, RULE_NAMES, type RuleName } from '../rule-names.ts';
import type { CodemodName } from '../structural/codemod-names.ts';

/** A command of the program. */
export interface Command {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly describe: string;
  readonly rules: readonly RuleName[];
  /** The structural codemod that it fixes with, instead of the rules' own fixes. */
  readonly codemod?: CodemodName;
  /** Whether it fixes what it finds. */
  readonly fixes: boolean;
  /** Whether it takes `--scope`, the place in a Python file that a fix is written at. */
  readonly hasScope?: boolean;
  /** Whether it takes `--project`, to look at the files around the tests too. */
  readonly hasProject?: boolean;
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [string, string])[];
}

/** All commands. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'check',
    describe: 'Report what all rules find; change nothing',
    rules: [...RULE_NAMES, ...PROJECT_RULE_NAMES],
    fixes: false,
    hasProject: true,
    examples: [
      ['$0 check', 'the project in this folder'],
      ['$0 check --project', 'CI workflows, Dockerfiles and the configuration of pytest as well'],
      ['$0 check --changed=main --format github', 'in CI: files changed since main, as annotations'],
      ['$0 check test --rule require-async-timeout', 'one rule on one folder'],
    ],
  },
  {
    name: 'fix',
    describe: 'Fix what all rules find, as far as that is safe',
    rules: RULE_NAMES,
    fixes: true,
    examples: [
      ['$0 fix --diff', 'show what would change'],
      ['$0 fix --staged', 'in a pre-commit hook: the staged files'],
      ['$0 fix --unsafe test', 'also what may change what a test does'],
    ],
  },
  {
    name: 'fix-imports',
    describe: 'Move late imports of system modules to the top of their files',
    rules: ['no-late-system-imports'],
    fixes: true,
    examples: [
      ['$0 fix-imports', 'the project in this folder'],
      ["$0 fix-imports 'src/**/*.test.ts' --diff", 'show what would change in some tests'],
    ],
  },
  {
    name: 'add-timeouts',
    describe: 'Give a timeout to every async test that has none',
    rules: ['require-async-timeout'],
    fixes: true,
    hasScope: true,
    examples: [
      ['$0 add-timeouts', 'the project in this folder'],
      ['$0 add-timeouts tests --scope module', 'in Python: one mark for a whole file'],
      ['$0 add-timeouts --preset strict', "also where the runner's configuration sets one"],
    ],
  },
  {
    name: 'replace-models',
    describe: 'Replace models that the policy denies by those it names instead',
    rules: ['allowed-models'],
    fixes: true,
    examples: [
      ['$0 replace-models --dry-run', 'list what would change'],
      ['$0 replace-models e2e', 'one folder'],
    ],
  },
  {
    name: 'manage-threads',
    describe: 'Make hand-made workers managed ones, and list those that stay with the reason',
    rules: ['no-manual-threads'],
    codemod: 'manage-threads',
    fixes: true,
    examples: [
      ['$0 manage-threads --diff', 'show what would change'],
      ['$0 manage-threads test', 'one folder'],
    ],
  },
  {
    name: 'cache-models',
    describe: 'Load models once and keep them, and list the loads that stay with the reason',
    rules: ['prefer-cached-models'],
    codemod: 'cache-models',
    fixes: true,
    examples: [
      ['$0 cache-models --diff', 'show what would change'],
      ['$0 cache-models e2e', 'one folder'],
    ],
  },
  {
    name: 'unique-ids',
    describe: 'Give tests that share a tenant or user ids of their own, and list those that stay with the reason',
    rules: ['unique-tenant-ids'],
    codemod: 'unique-ids',
    fixes: true,
    examples: [
      ['$0 unique-ids --diff', 'show what would change'],
      ['$0 unique-ids test/integration', 'one folder'],
    ],
  },
];
