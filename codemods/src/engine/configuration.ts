import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

import type { Language } from '../parse/language.ts';
import { RULE_PREFIX, type RuleName } from '../rule-names.ts';
import type { FixScope, PresetName } from './protocol.ts';

/** What decides a file's configuration beside the preset. */
export interface Configuration {
  readonly preset: PresetName;
  readonly rules: readonly RuleName[];
  /** Whether the rules are on where the preset leaves them out: they were asked for by name. */
  readonly isDemanded: boolean;
  /** What timeouts in Python files are written for; the rule's default where it is not said. */
  readonly fixScope: FixScope | undefined;
  /** Whether the file counts as it is, or only if it is a test. */
  readonly scope: 'all' | 'tests';
}

/** The preset for files of a language, restricted to some rules. */
export function configArray(
  { config, preset: own }: Language,
  { preset, rules, isDemanded, fixScope, scope }: Configuration,
): Linter.Config[] {
  const demanded: Linter.RulesRecord = Object.fromEntries(rules.map((name) => [RULE_PREFIX + name, 'error']));
  const wanted = new Set(rules.map((name) => RULE_PREFIX + name));
  return [
    config,
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    // A file that the user named is processed wherever it lies.
    { ignores: ['!**/node_modules/', '!**/.git/'] },
    ...plugin.configs[own ?? preset].map((config) => ({
      ...config,
      rules: Object.fromEntries(
        Object.entries({ ...(isDemanded && demanded), ...config.rules }).flatMap(([name, entry]) =>
          entry !== undefined && wanted.has(name) ? [[name, withFixScope(name, entry, fixScope)]] : [],
        ),
      ),
    })),
    { settings: { cogniverse: { scope } } },
  ];
}

/** The entry of a rule, with what the user chose that its fixes are written for. */
function withFixScope(
  name: string,
  entry: Linter.RuleEntry,
  fixScope: FixScope | undefined,
): Linter.RuleEntry {
  if (fixScope === undefined || name !== `${RULE_PREFIX}require-async-timeout`) return entry;
  if (!Array.isArray(entry)) return [entry, { fixScope }];
  const [severity, ...options] = entry as [Linter.RuleSeverity, ...unknown[]];
  return [severity, { ...Object(options[0]), fixScope }];
}
