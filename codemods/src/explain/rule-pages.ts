import { readFileSync } from 'node:fs';

import { packageFile } from '../package-files.ts';
import { pageAddress } from '../page-address.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES, type RuleName, SETUP_RULE } from '../rule-names.ts';

/** The pages as they come with this package; the build puts them there. */
const FOLDER = packageFile('dist/pages/');

/** The rules that have a page: all of them. */
export const EXPLAINED: readonly RuleName[] = [...RULE_NAMES, SETUP_RULE, ...PROJECT_RULE_NAMES];

/** The page of a rule, in Markdown. */
export function rulePage(rule: RuleName): string {
  return readFileSync(new URL(`${rule}.md`, FOLDER), 'utf8').replaceAll('\r\n', '\n');
}

/** Where the page of a rule stands on the web. */
export function rulePageAddress(rule: RuleName): string {
  return pageAddress(`rules/${rule}.md`);
}

/** What a rule asks for, in a sentence. */
export function ruleSummary(rule: RuleName): string {
  return /<!-- begin summary -->\n(.+)/.exec(rulePage(rule))?.[1] ?? '';
}
