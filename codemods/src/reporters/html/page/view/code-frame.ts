import { h, type Child } from '../dom.ts';
import { diffLines, linesByNumber, type DiffLine } from '../diff.ts';
import type { LineRun, Proposal } from '../../report-data.ts';
import { visible } from '../text.ts';

/** Where a finding stands. Lines and columns count from 1; 0 where there is no end. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const AROUND = 2;
const MAX_LINES = 12;

/** The code around a finding, with what it is about marked; `undefined` where the report does not have it. */
export function codeFrame(runs: readonly LineRun[], place: Place, label: string): HTMLElement | undefined {
  const known = linesByNumber(runs);
  const last = Math.min(Math.max(place.line, place.endLine), place.line + MAX_LINES);
  const lines: HTMLElement[] = [];
  for (let number = place.line - AROUND; number <= last + AROUND; number += 1) {
    const text = known.get(number);
    if (text === undefined) continue;
    const isAbout = number >= place.line && number <= last;
    lines.push(row(isAbout ? 'about-line' : '', number, '', marked(text, number, place)));
  }
  return lines.length === 0 ? undefined : block(label, lines);
}

/** What a proposal changes, line by line. */
export function diffView(runs: readonly LineRun[], { edits, isCut }: Proposal, label: string): HTMLElement {
  const lines = diffLines(runs, edits).map(diffRow);
  if (isCut) lines.push(row('gap', undefined, '', ['… and more, which the command shows with --diff']));
  return block(label, lines);
}

function diffRow({ kind, number, text, from, to }: DiffLine): HTMLElement {
  if (kind === 'gap') return row('gap', undefined, '', ['⋯']);
  const sign = { same: ' ', removed: '-', added: '+' }[kind];
  const nodes: readonly Child[] =
    from === undefined || to === undefined || from >= to
      ? [visible(text)]
      : [
          visible(text.slice(0, from)),
          h(kind === 'added' ? 'ins' : 'del', {}, visible(text.slice(from, to))),
          visible(text.slice(to)),
        ];
  return row(kind, number, sign, nodes);
}

function marked(text: string, number: number, { line, column, endLine, endColumn }: Place): readonly Child[] {
  if (number < line || number > Math.max(line, endLine)) return [visible(text)];
  const indent = text.length - text.trimStart().length;
  const from = number === line ? Math.max(0, column - 1) : indent;
  const to = endLine === 0 ? from : number === endLine ? endColumn - 1 : text.length;
  if (to <= from) return [visible(text)];
  return [
    visible(text.slice(0, from)),
    h('mark', {}, visible(text.slice(from, to))),
    visible(text.slice(to)),
  ];
}

function row(kind: string, number: number | undefined, sign: string, nodes: readonly Child[]): HTMLElement {
  return h(
    'span',
    { class: `line ${kind}`, 'data-number': number ?? '' },
    sign === '' ? undefined : h('span', { class: 'sign' }, sign),
    ...nodes,
    '\n',
  );
}

/** Wide code scrolls, by the keyboard too. */
function block(label: string, lines: readonly HTMLElement[]): HTMLElement {
  return h(
    'pre',
    { class: 'code', tabindex: 0, role: 'group', 'aria-label': label },
    h('code', { dir: 'ltr' }, ...lines),
  );
}
