/**
 * Writes the parts of the documentation that follow from the code, or with `--check` says which are out of date.
 * Either way, every example of a rule's page is linted: code under "Bad" must be reported, code under "Good" not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { guideSections } from 'cogniverse-codemod';
import plugin from 'eslint-plugin-cogniverse';

import { checkExamples } from './examples.mjs';
import { brokenLinks } from './links.mjs';
import { fillSections, guideTable, ruleSections, ruleTable, structureProblems } from './sections.mjs';

const docs = import.meta.dirname;
const check = process.argv.includes('--check');
/** @type {string[]} */
const problems = [];

/**
 * Brings a page up to date, or notes that it is not.
 *
 * @param {string} page The page's path, from this folder.
 * @param {Record<string, string>} sections What stands between its markers, by marker name.
 * @returns {string} The page's text as it should be.
 */
function update(page, sections) {
  const file = path.join(docs, page);
  const text = readFileSync(file, 'utf8');
  const filled = fillSections(text, sections);
  if (filled !== text && check) problems.push(`${page}: out of date; run \`pnpm --filter @cogniverse/docs generate\``);
  else if (filled !== text) writeFileSync(file, filled);
  return filled;
}

for (const [name, rule] of Object.entries(plugin.rules)) {
  const text = update(`rules/${name}.md`, ruleSections(name, rule));
  const found = [...structureProblems(text), ...checkExamples(name, text)];
  problems.push(...found.map((problem) => `rules/${name}.md: ${problem}`));
}
update('guide.md', { guide: guideTable(guideSections) });
update('rules/index.md', { rules: ruleTable(plugin.rules, './') });
update('../README.md', { rules: ruleTable(plugin.rules, 'docs/rules/') });
problems.push(...brokenLinks(path.join(docs, '..')));

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'The documentation is up to date.' : `${problems.length} problems in the documentation.`);
process.exitCode = problems.length === 0 ? 0 : 1;
