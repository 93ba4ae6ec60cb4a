import type { Linter } from 'eslint';

import { COMMANDS, type Command } from '../commands/commands.ts';
import { isPython } from '../parse/language.ts';
import { PROJECT_RULE_NAMES, RULE_PREFIX, SETUP_RULE } from '../rule-names.ts';

/** What can be done about a finding, and by which command. */
export interface Remedy {
  /**
   * How sure it is: a `fix` is made by the command as it stands, a `suggestion` with `--unsafe`; what a codemod
   * can do is told by the codemod.
   */
  readonly kind: 'fix' | 'suggestion' | 'codemod';
  /** What to write behind the program's name. */
  readonly command: string;
  /** What a suggestion would do, in the rule's words. */
  readonly what?: string;
}

/** How a codemod tells why it left a finding. */
const LEFT = ' Left as it is: ';
const commands = new Map<string, Command | undefined>();

/** What can be done about a finding; `undefined` where that is for the author to think of. */
export function remedyOf({ ruleId, fix, suggestions, message }: Linter.LintMessage, file: string): Remedy | undefined {
  if (ruleId?.startsWith(RULE_PREFIX) !== true) return undefined;
  const rule = ruleId.slice(RULE_PREFIX.length);
  if (rule === SETUP_RULE) return { kind: 'codemod', command: 'setup' };
  if (PROJECT_RULE_NAMES.some((name) => name === rule)) return { kind: 'codemod', command: 'setup --ci' };
  const own = ownCommand(rule);
  const command = own?.name ?? `fix --rule ${rule}`;
  if (fix) return { kind: 'fix', command };
  const [suggestion] = suggestions ?? [];
  if (suggestion) return { kind: 'suggestion', command: `${command} --unsafe`, what: suggestion.desc };
  // What works by structure reads JavaScript and TypeScript alone.
  if (own?.codemod === undefined || isPython(file) || message.includes(LEFT)) return undefined;
  return { kind: 'codemod', command };
}

/** The command that is for one rule alone. */
export function ownCommand(rule: string): Command | undefined {
  if (!commands.has(rule)) {
    const own = COMMANDS.find(({ fixes, rules }) => fixes && rules.length === 1 && rules[0] === rule);
    commands.set(rule, own);
  }
  return commands.get(rule);
}
