import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../../resolve/once-per.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';

/**
 * Whether a comment keeps ESLint from reporting a rule at a node: a fix that edits several places at once has to leave
 * that one alone.
 *
 * @param ruleId - The rule's name with the prefix of its plugin.
 */
export function isDisabled(node: Py.Node, ruleId: string, source: PythonSource): boolean {
  const { line } = node.loc.start;
  let isOff = false;
  for (const { type, value, node: comment } of directivesOf(source)) {
    const { range, loc } = comment as {
      readonly range: readonly [number, number];
      readonly loc: Py.Location;
    };
    if (!names(ruleId, value)) continue;
    if (type === 'disable-line' && loc.start.line === line) return true;
    if (type === 'disable-next-line' && loc.start.line === line - 1) return true;
    if ((type === 'disable' || type === 'enable') && range[0] < node.range[0]) isOff = type === 'disable';
  }
  return isOff;
}

const directivesOf = oncePer(({ sourceCode, text }: PythonSource) =>
  text.includes('eslint-disable') ? sourceCode.getDisableDirectives().directives : [],
);

/** Whether a list of rules is empty or has a rule. */
function names(ruleId: string, list: string): boolean {
  const rules = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return rules.length === 0 || rules.includes(ruleId);
}
