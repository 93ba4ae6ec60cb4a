import { h, svg, type Child } from '../dom.ts';
import type { Store } from '../store.ts';
import { day, figure, percent, plural, visible } from '../text.ts';
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
    h('h1', { id: 'title' }, visible(project)),
    h(
      'p',
      { class: 'lead' },
      `${day(figures.made)} · ${plural(figures.read, 'file')} read`,
      ...notes.map((note) => ` · ${note}`),
    ),
    problems.length > 0 && problemList(problems),
    h(
      'div',
      { class: 'tiles' },
      practiceTile(store),
      findingTile(store),
      mendingTile(store),
      sinceTile(store),
    ),
  );
}

function problemList(problems: readonly string[]): HTMLElement {
  return h(
    'details',
    { class: 'problems' },
    h('summary', {}, `${plural(problems.length, 'thing')} could not be looked at`),
    h('ul', {}, ...problems.map((problem) => h('li', {}, visible(problem)))),
  );
}

function tile(title: string, ...children: readonly Child[]): HTMLElement {
  return h('div', { class: 'tile' }, h('h2', {}, title), ...children);
}

function practiceTile({ report }: Store): HTMLElement {
  const { sections, figures } = report.data;
  const said = figures.seen === 0 ? 'nothing to look at' : `of ${plural(figures.seen, 'practice')} held`;
  return tile(
    'The guide',
    h(
      'div',
      { class: 'with-ring' },
      h('div', {}, h('p', { class: 'figure' }, figure(figures.held)), h('p', { class: 'said' }, said)),
      ring(report),
    ),
    legend([
      { className: 'swatch-held', label: 'Held', count: figures.held },
      { className: 'swatch-open', label: 'Not held', count: figures.seen - figures.held },
      { className: 'swatch-unseen', label: 'Not looked at', count: sections.length - figures.seen },
    ]),
  );
}

function findingTile(store: Store): HTMLElement {
  const { findings, errors, files, read } = store.report.data.figures;
  if (findings === 0) {
    const said = read === 0 ? 'no file was read' : `in ${plural(read, 'file')}: nothing to do`;
    return tile('Findings', h('p', { class: 'figure' }, '0'), h('p', { class: 'said' }, said));
  }
  const warnings = findings - errors;
  const severities = [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')];
  const { values } = store.facets.language;
  const parts = values
    .map(({ label }, index) => ({ label, count: store.all.counts.language[index] ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .map((part, index) => ({ ...part, className: `shade-${Math.min(index, SHADES)}` }));
  return tile(
    'Findings',
    h('p', { class: 'figure' }, figure(findings)),
    h('p', { class: 'said' }, `in ${plural(files, 'file')}: ${severities.filter(Boolean).join(', ')}`),
    stack(parts, findings),
    legend(parts),
  );
}

/** A share of a whole, in a colour of its own. */
interface Part {
  readonly className: string;
  readonly label: string;
  readonly count: number;
}

/** Further parts share the last colour. */
const SHADES = 3;

/** Parts of a whole as one bar; the legend below says what it shows. */
function stack(parts: readonly Part[], whole: number): SVGElement {
  let x = 0;
  const bars = parts.flatMap(({ className, count }) => {
    if (count === 0) return [];
    const width = percent(count, whole);
    const bar = svg('rect', { x, y: 0, width: Math.max(width - 0.6, 0.4), height: 8, class: className });
    x += width;
    return [bar];
  });
  return svg(
    'svg',
    { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: 'stack', 'aria-hidden': 'true' },
    ...bars,
  );
}

function legend(parts: readonly Part[]): HTMLElement {
  return h(
    'ul',
    { class: 'legend' },
    ...parts.flatMap(({ className, label, count }) =>
      count === 0
        ? []
        : [h('li', {}, h('span', { class: `swatch ${className}` }), `${label} `, h('b', {}, figure(count)))],
    ),
  );
}

/** The kinds of mending, most welcome first. */
const KINDS = ['fix', 'suggestion', 'codemod', 'hand'] as const;

function mendingTile(store: Store): HTMLElement | undefined {
  const { values } = store.facets.fix;
  const counts = store.all.counts.fix;
  const total = store.report.count;
  if (total === 0) return undefined;
  const parts = KINDS.map((kind) => {
    const index = values.findIndex(({ key }) => key === kind);
    return { className: `kind-${kind}`, label: values[index]?.label ?? '', count: counts[index] ?? 0 };
  });
  const mendable = store.report.data.figures.mendable;
  return tile(
    'How they are mended',
    h('p', { class: 'figure' }, `${Math.floor((mendable / total) * 100)}`, h('span', { class: 'unit' }, '%')),
    h('p', { class: 'said' }, 'have a fix, a suggestion or a codemod'),
    stack(parts, total),
    legend(parts),
  );
}

function sinceTile({ report }: Store): HTMLElement | undefined {
  const { figures, history } = report.data;
  const last = history.at(-1);
  if (!last || figures.added === undefined || figures.fixed === undefined) return undefined;
  const change = figures.findings - last.findings;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  const parts = [
    { className: 'shade-0', label: 'Fixed', count: figures.fixed },
    { className: 'shade-1', label: 'New', count: figures.added },
    { className: 'shade-2', label: 'Remaining', count: figures.findings - figures.added },
  ];
  return tile(
    `Since ${day(last.made)}`,
    h('p', { class: 'figure' }, `${sign}${figure(Math.abs(change))}`),
    h('p', { class: 'said' }, Math.abs(change) === 1 ? 'finding' : 'findings'),
    stack(parts, figures.findings + figures.fixed),
    legend(parts),
  );
}
