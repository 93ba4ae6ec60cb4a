import type { RunFigures } from '../../report-data.ts';
import { h, svg } from '../dom.ts';
import type { Store } from '../store.ts';
import { day, figure } from '../text.ts';

const HEIGHT = 200;
const MARGIN = { top: 16, right: 24, bottom: 28, left: 52 };
/** More dots than this are a line of their own. */
const MAX_DOTS = 60;

/** How the findings of former runs went, as a picture and as a table; nothing where this run is the first. */
export function historyView({ report }: Store): HTMLElement | undefined {
  const { history, figures } = report.data;
  const [first] = history;
  if (!first) return undefined;
  const runs = [...history, figures];
  const ends = [first, figures].map(({ findings, made }) => `${figure(findings)} on ${day(made)}`);
  const said = `Findings over ${runs.length} runs: ${ends.join(', ')}.`;
  return h(
    'section',
    { id: 'history', 'aria-labelledby': 'history-title', tabindex: -1 },
    h('h2', { id: 'history-title' }, 'History'),
    h('p', { class: 'about' }, said),
    h('div', { class: 'panel' }, chart(runs, said), table(runs)),
  );
}

function chart(runs: readonly RunFigures[], said: string): SVGElement {
  // About as wide as it is shown, so that its texts have their size.
  const width = Math.min(1096, Math.max(280, document.documentElement.clientWidth - 84));
  const most = niceMost(Math.max(1, ...runs.map(({ findings }) => findings)));
  const times = runs.map(({ made }) => Date.parse(made));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const x = (time: number): number =>
    MARGIN.left + ((time - from) / Math.max(1, to - from)) * (width - MARGIN.left - MARGIN.right);
  const y = (count: number): number =>
    HEIGHT - MARGIN.bottom - (count / most) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const points = runs.map(
    ({ findings }, index) => `${x(times[index] ?? from).toFixed(1)} ${y(findings).toFixed(1)}`,
  );
  const ground = HEIGHT - MARGIN.bottom;
  const line = `M${points.join('L')}`;
  const grid = [0, most / 2, most].map((count) =>
    svg(
      'g',
      {},
      svg('line', { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(count), y2: y(count), class: 'grid' }),
      svg('text', { x: MARGIN.left - 10, y: y(count) + 4, 'text-anchor': 'end' }, figure(Math.round(count))),
    ),
  );
  const dots = runs
    .slice(-MAX_DOTS)
    .map(({ findings, made }) =>
      svg(
        'circle',
        { cx: x(Date.parse(made)), cy: y(findings), r: 3.5 },
        svg('title', {}, `${day(made)}: ${figure(findings)}`),
      ),
    );
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': said },
    ...grid,
    svg('path', {
      d: `${line}L${x(to).toFixed(1)} ${ground}L${x(from).toFixed(1)} ${ground}Z`,
      class: 'area',
    }),
    svg('path', { d: line, class: 'line' }),
    ...dots,
    svg('text', { x: MARGIN.left, y: HEIGHT - 8 }, day(runs[0]?.made ?? '')),
    svg(
      'text',
      { x: width - MARGIN.right, y: HEIGHT - 8, 'text-anchor': 'end' },
      day(runs.at(-1)?.made ?? ''),
    ),
  );
}

/** The least of 1, 2, 4, 5 and their tenfolds that is no less. */
function niceMost(count: number): number {
  const power = 10 ** Math.floor(Math.log10(count));
  return ([1, 2, 4, 5, 10].find((factor) => factor * power >= count) ?? 10) * power;
}

function table(runs: readonly RunFigures[]): HTMLElement {
  const columns = ['Run', 'Findings', 'New', 'Fixed', 'Practices held', 'Files read'];
  const rows = [...runs].reverse().map(({ made, findings, added, fixed, held, seen, read }) => {
    const cells = [figure(findings), optional(added), optional(fixed), `${held} of ${seen}`, figure(read)];
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, moment(made)),
      ...cells.map((cell) => h('td', { class: 'number' }, cell)),
    );
  });
  const head = columns.map((title) => h('th', { scope: 'col' }, title));
  return h(
    'details',
    {},
    h('summary', {}, 'The figures as a table'),
    h(
      'div',
      { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Figures of all runs' },
      h('table', { class: 'figures' }, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...rows)),
    ),
  );
}

function optional(count: number | undefined): string {
  return count === undefined ? '–' : figure(count);
}

/** `23 November 2026, 14:05 UTC` */
function moment(made: string): string {
  return `${day(made)}, ${made.slice(11, 16)} UTC`;
}
