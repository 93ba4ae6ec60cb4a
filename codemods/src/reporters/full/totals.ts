import type { FileResult } from '../../engine/results.ts';
import { RULE_PREFIX } from '../../rule-names.ts';
import { plural, type Paint } from '../text.ts';
import { wrapText } from '../wrap.ts';
import { remedyOf, type Remedy } from '../remedies.ts';

/** How sums are drawn. */
export interface TotalsStyle {
  readonly paint: Paint;
  /** How wide a line may be; `undefined` where lines need not be broken. */
  readonly width: number | undefined;
}

/** How many findings a rule has, and what can be done about them. */
interface RuleTotal {
  readonly rule: string;
  readonly remedies: Map<Remedy['kind'], { readonly command: string; count: number }>;
  count: number;
}

const UNREAD = '(not checked)';

/** The findings by rule: how many, how many of them can be fixed, and which commands do that. */
export function totals(results: readonly FileResult[], { paint, width }: TotalsStyle): string {
  const byRule = countByRule(results);
  if (byRule.length === 0) return '';
  return [heading(results, byRule, paint), '', ...table(byRule, paint), ...advice(byRule, width)].join('\n');
}

function countByRule(results: readonly FileResult[]): readonly RuleTotal[] {
  const totals = new Map<string, RuleTotal>();
  for (const { lint } of results) {
    for (const message of lint.messages) {
      const rule = message.ruleId ?? UNREAD;
      const total: RuleTotal = totals.get(rule) ?? { rule, count: 0, remedies: new Map() };
      totals.set(rule, total);
      total.count += 1;
      const remedy = remedyOf(message, lint.filePath);
      if (!remedy) continue;
      const known = total.remedies.get(remedy.kind);
      if (known) known.count += 1;
      else total.remedies.set(remedy.kind, { command: remedy.command, count: 1 });
    }
  }
  return [...totals.values()].sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule, 'en'));
}

function heading(results: readonly FileResult[], byRule: readonly RuleTotal[], paint: Paint): string {
  const found = results.filter(({ lint }) => lint.messages.length > 0);
  const errors = found.reduce((sum, { lint }) => sum + lint.errorCount, 0);
  const all = byRule.reduce((sum, { count }) => sum + count, 0);
  const kinds =
    errors === all ? '' : ` (${plural(errors, 'error')}, ${plural(all - errors, 'warning')})`;
  const text = `✖ ${plural(all, 'finding')} in ${plural(found.length, 'file')}${kinds}`;
  return paint(['bold', errors > 0 ? 'red' : 'yellow'], text);
}

function table(byRule: readonly RuleTotal[], paint: Paint): readonly string[] {
  const rows = byRule.map(({ rule, count, remedies }) => {
    const [fix, suggestion] = [remedies.get('fix'), remedies.get('suggestion')];
    const best = fix ?? suggestion ?? remedies.get('codemod');
    return {
      count: count.toLocaleString('en'),
      rule: rule.replace(RULE_PREFIX, ''),
      fixable: fix ? fix.count.toLocaleString('en') : '',
      suggested: suggestion ? suggestion.count.toLocaleString('en') : '',
      command: best?.command ?? (rule === UNREAD ? '' : 'by hand'),
    };
  });
  const titles = {
    count: 'findings',
    rule: 'rule',
    fixable: 'fixable',
    suggested: 'with --unsafe',
    command: 'cogniverse-codemod …',
  };
  const columns = (['count', 'rule', 'fixable', 'suggested', 'command'] as const).filter((column) =>
    rows.some((row) => row[column] !== ''),
  );
  const widths = columns.map((column) => Math.max(...[titles, ...rows].map((row) => row[column].length)));
  const line = (row: typeof titles): string =>
    columns
      .map((column, index) => {
        const width = widths[index] ?? 0;
        const isText = column === 'rule' || column === 'command';
        return isText ? row[column].padEnd(width) : row[column].padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [paint('dim', `  ${line(titles)}`), ...rows.map((row) => `  ${line(row)}`)];
}

/** How to fix everything at once, where several commands would be needed otherwise. */
function advice(byRule: readonly RuleTotal[], width: number | undefined): readonly string[] {
  const fixable = byRule.flatMap(({ remedies }) => remedies.get('fix') ?? []);
  if (fixable.length === 0) return [];
  const count = fixable.reduce((sum, fix) => sum + fix.count, 0);
  const [only] = fixable;
  const command = fixable.length === 1 && only ? only.command : 'fix';
  const sum = count.toLocaleString('en');
  const text = `cogniverse-codemod ${command} fixes ${sum} of them; with --diff it shows the changes first.`;
  return ['', ...(width === undefined ? [text] : wrapText(text, width))];
}
