import { h, type Child } from '../dom.ts';
import { commandsFor } from '../commands.ts';
import { EVERYTHING } from '../query.ts';
import type { Store } from '../store.ts';
import { visible } from '../text.ts';
import { codeFrame, diffView } from './code-frame.ts';
import { commandLine } from './command-panel.ts';
import { copyButton } from './copy-button.ts';

const FIXED = 3;

/** All about a finding: its code, what it proposes, and what mends it. */
export function detail(store: Store, row: number): HTMLElement {
  const { report } = store;
  const { rows, data } = report;
  const path = report.pathOf(row);
  const line = rows.line[row] ?? 0;
  const rule = data.rules[rows.rule[row] ?? -1];
  const place = {
    line,
    column: data.findings.column[row] ?? 0,
    endLine: data.findings.endLine[row] ?? 0,
    endColumn: data.findings.endColumn[row] ?? 0,
  };
  const isGone = rows.state[row] === FIXED;
  const where = line > 0 ? `${path}:${line}${place.column > 0 ? `:${place.column}` : ''}` : path;
  const runs = report.linesOf(row);
  const frame = codeFrame(runs, place, `Code around line ${line} of ${visible(path)}`);
  const section = data.sections[rows.section[row] ?? -1];
  return h(
    'div',
    { class: 'detail' },
    h(
      'p',
      { class: 'place' },
      h('bdi', {}, h('code', {}, visible(where))),
      copyButton(() => where, 'the place'),
      copyButton(() => linkTo(report.ids[row] ?? ''), 'to this finding', 'Copy link'),
    ),
    frame ??
      h(
        'p',
        { class: 'soft' },
        isGone ? 'It is gone since the last report.' : 'The report has no code of this place.',
      ),
    ...report
      .proposalsOf(row)
      .map((proposal) =>
        h(
          'div',
          { class: 'proposal' },
          h('h3', {}, proposal.title === undefined ? 'Fix' : `Suggestion: ${visible(proposal.title)}`),
          diffView(
            runs,
            proposal,
            proposal.title === undefined ? 'What the fix changes' : 'What the suggestion changes',
          ),
        ),
      ),
    ...mending(store, row, isGone),
    rule !== undefined &&
      rule.name !== '' &&
      h(
        'p',
        { class: 'about-rule' },
        rule.url === undefined
          ? h('code', {}, rule.name)
          : h('a', { href: rule.url, rel: 'noreferrer' }, rule.name),
        ` ${rule.description}.`,
        section && h('span', { class: 'soft' }, ` Practice: ${section.title}.`),
      ),
  );
}

function mending(store: Store, row: number, isGone: boolean): readonly Child[] {
  if (isGone) return [];
  const path = store.report.pathOf(row);
  const [command] = commandsFor(store.report, [row], { ...EVERYTHING, path });
  if (!command) return [];
  return [h('h3', {}, 'In this file'), commandLine(command)];
}

function linkTo(id: string): string {
  const { href } = new URL(`#finding=${encodeURIComponent(id)}`, location.href);
  return href;
}
