import type { SourceText } from './source-text.ts';

const DIRECTIVE = /^\s*(?:eslint|oxlint)-(disable|enable)(-next-line|-line)?(?:\s+([^]*))?$/;

/**
 * Whether a comment in the file keeps ESLint from reporting a rule at an offset: a fix that edits several
 * places at
 * once has to leave that one alone.
 *
 * @param ruleId - The rule's name with the prefix of its plugin.
 */
export function isDisabledAt(offset: number, ruleId: string, source: SourceText): boolean {
  const lineStart = source.lineStart(offset);
  let isDisabled = false;
  for (const { value, range } of source.comments) {
    const [, verb, line, rest = ''] = DIRECTIVE.exec(value) ?? [];
    if (verb === undefined || !names(ruleId, rest)) continue;
    if (line === undefined) {
      if (range[0] < offset) isDisabled = verb === 'disable';
    } else if (
      verb === 'disable' &&
      lineStart === (line === '-line' ? source.lineStart(range[0]) : source.nextLine(range[1]))
    ) {
      return true;
    }
  }
  return isDisabled;
}

/** Whether a list of rules, with an explanation behind it, is empty or has a rule. */
function names(ruleId: string, rest: string): boolean {
  const [list = ''] = rest.split(/\s-{2,}\s/);
  const rules = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return rules.length === 0 || rules.includes(ruleId);
}
