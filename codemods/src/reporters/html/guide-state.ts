import { rulesOn } from 'eslint-plugin-cogniverse/prefilters';
import plugin from 'eslint-plugin-cogniverse';
import { surroundingsKind } from 'eslint-plugin-cogniverse/surroundings-kind';

import { SECTIONS } from '../../doctor/sections.ts';
import type { PresetName } from '../../engine/protocol.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES, RULE_PREFIX, type RuleName } from '../../rule-names.ts';
import { ownCommand } from '../remedies.ts';
import type { RuleData, SectionData } from './report-data.ts';

/** What a run looked at. */
export interface LookedAt {
  readonly rules: readonly RuleName[];
  readonly preset: PresetName;
  /** Whether the rules are on where the preset leaves them out. */
  readonly isDemanded: boolean;
  /** Whether files around the tests were looked at too. */
  readonly project: boolean;
}

const NAMES: readonly RuleName[] = [...RULE_NAMES, ...PROJECT_RULE_NAMES];

/** What a report tells of the rules; the last one stands for what is no rule's. */
export function ruleData(): readonly RuleData[] {
  return [...NAMES.map(describe), { name: '', description: 'Files that can’t be read' }];
}

/** The position of a message's rule in `ruleData()`. */
export function ruleIndex(ruleId: string | null): number {
  const index = NAMES.findIndex((name) => RULE_PREFIX + name === ruleId);
  return index < 0 ? NAMES.length : index;
}

/** The rules that a run looked at. */
export function rulesSeen({ rules, preset, isDemanded, project }: LookedAt): ReadonlySet<RuleName> {
  const [onTests, around] = [rulesOn(preset), rulesOn('project')];
  return new Set(rules.filter((name) => (around.has(name) ? project : isDemanded || onTests.has(name))));
}

/** The sections of the guide, and whether a run looked at them. */
export function sectionData(seen: ReadonlySet<RuleName>): readonly SectionData[] {
  return SECTIONS.map(({ title, rules }) => {
    const isSeen = rules.some((name) => seen.has(name));
    const indices = rules.map((name) => NAMES.indexOf(name)).filter((index) => index >= 0);
    return { title, rules: indices, isSeen, ...(!isSeen && { seenBy: lookingAt(rules) }) };
  });
}

/** The section that a finding belongs to, or -1. */
export function sectionIndex(rule: number, file: string): number {
  const name = NAMES[rule];
  const kind = surroundingsKind(file);
  return SECTIONS.findIndex(
    ({ rules, kinds }) => name !== undefined && rules.includes(name) && (!kinds || kinds.includes(kind)),
  );
}

function describe(name: RuleName): RuleData {
  const docs = plugin.rules[name].meta?.docs;
  const codemod = docs && 'codemod' in docs ? docs.codemod : undefined;
  const own = ownCommand(name);
  const fixCommand = own && !own.codemod ? own.name : `fix --rule ${name}`;
  const isFixable = RULE_NAMES.includes(name);
  return {
    name,
    description: docs?.description ?? name,
    ...(docs?.url !== undefined && { url: docs.url }),
    ...(isFixable && { fixCommand }),
    ...(typeof codemod === 'string' && { codemod }),
  };
}

/** The command that looks at rules which a run left out. */
function lookingAt(rules: readonly RuleName[]): string {
  if (rules.some((name) => PROJECT_RULE_NAMES.includes(name))) return 'check --project';
  return rules.some((name) => RULE_NAMES.includes(name)) ? 'check --preset strict' : 'doctor';
}
