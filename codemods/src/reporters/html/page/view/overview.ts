import { h, svg, type Child } from '../dom.ts';
import type { Store } from '../store.ts';
import { day, figure, percent, plural } from '../text.ts';
import { ring } from './ring.ts';

/** The head of the report: what was looked at, and the figures that count. */
export function overview(store: Store): HTMLElement {
  const { data } = store.report;
  const { figures, project, problems, hidden } = data;
  const notes = [
    hidden > 0 && `${plural(hidden, 'finding')} of the baseline left out`,
    data.preset !== 'recommended' && `preset ${data.preset}`,
  ].filter((note) => note !== false);
  return h(
    'section',
    { id: 'overview', class: 'overview', 'aria-labelledby': 'title', tabindex: -1 },
    h('h1', { id: 'title' }, project),
    h(
      'p',
      { class: 'lead' },
      `${day(figures.made)} · ${plural(figures.read, 'file')} read`,
      ...notes.map((note) => ` · ${note}`),
    ),
    problems.length > 0 && problemList(problems),
    h('div', { class: 'tiles' }, practiceTile(store), findingTile(store), mendingTile(store), sinceTile(store)),
  );
}

function problemList(problems: readonly string[]): HTMLElement {
  return h(
    'details',
    { class: 'problems' },
    h('summary', {}, `${plural(problems.length, 'thing')} could not be looked at`),
    h('ul', {}, ...problems.map((problem) => h('li', {}, problem))),
  );
}

function tile(title: string, ...children: readonly Child[]): HTMLElement {
  return h('div', { class: 'tile' }, h('h2', {}, title), ...children);
}

function practiceTile({ report }: Store): HTMLElement {
  const { held, seen } = report.data.figures;
  const said = seen === 0 ? 'nothing to look at' : `of ${plural(seen, 'practice')} held`;
  return tile(
    'The guide',
    h(
      'div',
      { class: 'with-ring' },
      ring(report),
      h('div', {}, h('p', { class: 'figure' }, figure(held)), h('p', { class: 'said' }, said)),
    ),
  );
}

function findingTile({ report }: Store): HTMLElement {
  const { findings, errors, files, read } = report.data.figures;
  if (findings === 0) {
    const said = read === 0 ? 'no file was read' : `in ${plural(read, 'file')}: nothing to do`;
    return tile('Findings', h('p', { class: 'figure' }, '0'), h('p', { class: 'said' }, said));
  }
  const warnings = findings - errors;
  const severities = [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')];
  return tile(
    'Findings',
    h('p', { class: 'figure' }, figure(findings)),
    h('p', { class: 'said' }, `in ${plural(files, 'file')}: ${severities.filter(Boolean).join(', ')}`),
  );
}

/** The kinds of mending, most welcome first. */
const KINDS = ['fix', 'suggestion', 'codemod', 'hand'] as const;

function mendingTile(store: Store): HTMLElement | undefined {
  const { values } = store.facets.fix;
  const counts = store.all.counts.fix;
  const total = store.report.count;
  if (total === 0) return undefined;
  const parts = KINDS.flatMap((kind) => {
    const index = values.findIndex(({ key }) => key === kind);
    const count = counts[index] ?? 0;
    return count === 0 ? [] : [{ kind, count, label: values[index]?.label ?? '' }];
  });
  let x = 0;
  const bars = parts.map(({ kind, count }) => {
    const width = percent(count, total);
    const bar = svg('rect', { x, y: 0, width: Math.max(width - 0.6, 0.4), height: 8, class: `kind-${kind}` });
    x += width;
    return bar;
  });
  const mendable = store.report.data.figures.mendable;
  return tile(
    'How they are mended',
    h('p', { class: 'figure' }, `${Math.floor((mendable / total) * 100)}`, h('span', { class: 'unit' }, '%')),
    h('p', { class: 'said' }, 'have a fix, a suggestion or a codemod'),
    svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: 'stack', 'aria-hidden': 'true' }, ...bars),
    h(
      'ul',
      { class: 'legend' },
      ...parts.map(({ kind, count, label }) =>
        h('li', {}, h('span', { class: `swatch kind-${kind}` }), `${label} `, h('b', {}, figure(count))),
      ),
    ),
  );
}

function sinceTile({ report }: Store): HTMLElement | undefined {
  const { figures, history } = report.data;
  const last = history.at(-1);
  if (!last || figures.added === undefined || figures.fixed === undefined) return undefined;
  const change = figures.findings - last.findings;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  const remaining = figures.findings - figures.added;
  return tile(
    `Since ${day(last.made)}`,
    h('p', { class: 'figure' }, `${sign}${figure(Math.abs(change))}`),
    h(
      'p',
      { class: 'said' },
      `${figure(figures.added)} new, ${figure(figures.fixed)} fixed, ${figure(remaining)} remaining`,
    ),
  );
}
