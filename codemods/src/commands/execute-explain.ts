import { EXPLAINED, rulePage, rulePageAddress, ruleSummary } from '../explain/rule-pages.ts';
import { hasColours, painter } from '../reporters/text.ts';
import { wrapText } from '../reporters/wrap.ts';
import type { RuleName } from '../rule-names.ts';
import { stopWithReader } from './output.ts';

/** Longer lines are hard to read. */
const WIDEST = 100;
const USUAL = 80;

/** Carries out `explain`: prints the page of a rule, or a list of all rules. */
export async function executeExplain(rule: RuleName | undefined): Promise<number> {
  stopWithReader();
  const width = Math.min(process.stdout.isTTY ? process.stdout.columns : USUAL, WIDEST);
  const colour = hasColours(process.stdout);
  if (rule === undefined) {
    process.stdout.write(ruleList(width, colour));
    return 0;
  }
  const { renderPage } = await import('../explain/render-page.ts');
  const address = rulePageAddress(rule);
  process.stdout.write(`${renderPage(rulePage(rule), { width, colour, address })}\nThis page: ${address}\n`);
  return 0;
}

function ruleList(width: number, colour: boolean): string {
  const paint = painter(colour);
  const column = Math.max(...EXPLAINED.map(({ length }) => length)) + 2;
  const lines = EXPLAINED.map((rule) => {
    const summary = wrapText(ruleSummary(rule), width - column).join(`\n${' '.repeat(column)}`);
    return `${paint('bold', rule.padEnd(column))}${summary}`;
  });
  return `${lines.join('\n')}\n\ncogniverse-codemod explain RULE shows the page of a rule.\n`;
}
