import { UsageError } from '../errors.ts';
import { EXPLAINED } from '../explain/rule-pages.ts';
import { RULE_PREFIX, type RuleName } from '../rule-names.ts';
import { hintAt } from './did-you-mean.ts';
import { requireOptions } from './require-options.ts';

/** What `explain` does, for `--help`. */
export const EXPLAIN = {
  name: 'explain',
  describe: "Show a rule's page here: what it asks for and why, what is bad and good, its options and fix",
  examples: [
    ['$0 explain require-async-timeout', 'the page of a rule'],
    ['$0 explain', 'all rules'],
  ],
} as const;

/**
 * The rule that the user asked about; `undefined` for a list of all.
 *
 * @param commands The names of commands, which people may take for rules.
 * @throws {UsageError} where there is no such rule, or an option.
 */
export function readExplain(
  argv: Record<string, unknown>,
  commands: readonly string[],
): RuleName | undefined {
  requireOptions(argv, { name: EXPLAIN.name, positional: 'rule' });
  const { rule, _: rest } = argv;
  const [name, second] = [rule ?? [], Array.isArray(rest) ? rest.slice(1) : []].flat().map(String);
  if (second !== undefined) throw new UsageError('explain shows the page of one rule at a time');
  return name === undefined ? undefined : ruleNamed(name, commands);
}

function ruleNamed(name: string, commands: readonly string[]): RuleName {
  const bare = (name.startsWith(RULE_PREFIX) ? name.slice(RULE_PREFIX.length) : name).toLowerCase();
  const rule = EXPLAINED.find((known) => known === bare);
  if (rule) return rule;
  if (commands.includes(bare)) {
    throw new UsageError(`${bare} is a command, not a rule: cogniverse-codemod ${bare} --help`);
  }
  const hint = hintAt(bare, EXPLAINED, 'cogniverse-codemod explain lists all rules');
  throw new UsageError(`Unknown rule ${JSON.stringify(name)}. ${hint}`);
}
