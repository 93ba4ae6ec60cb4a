import { fill, h, svg, type Child } from '../dom.ts';
import { SORTS, type SortName } from '../query.ts';
import type { Store } from '../store.ts';
import { figure, plural, visible } from '../text.ts';
import { announce } from './announce.ts';
import { commandPanel } from './command-panel.ts';
import { detail } from './detail.ts';
import { filters } from './filters.ts';
import { messageNodes } from './message.ts';
import { pager } from './pager.ts';

const PAGE = 50;
/** What a print shows of a selection. */
const PRINTED = 500;
const COLUMNS: readonly (readonly [SortName, string])[] = [
  ['severity', 'Severity'],
  ['message', 'Finding'],
  ['rule', 'Rule'],
  ['place', 'Place'],
  ['fix', 'Fix'],
];
const NEW = 1;

/** The list of findings: filtered, sorted, a page at a time; each opens in place. */
export function findings(store: Store): HTMLElement {
  const table = h('table', { class: 'findings', 'aria-labelledby': 'findings-title' });
  const pages = pager((page) => {
    store.change({ page });
    document.getElementById('findings')?.scrollIntoView();
    announce(`Page ${page + 1}`);
  });
  let size = PAGE;
  const update = (): void => {
    const { selection, query } = store;
    const start = Math.min(query.page, Math.max(0, Math.ceil(selection.rows.length / PAGE) - 1)) * PAGE;
    fill(table, head(store), ...bodies(store, selection.rows.slice(start, start + size)));
    pages.show(start / PAGE, Math.ceil(selection.rows.length / PAGE));
  };
  goToFinding(store);
  store.onChange(update);
  addEventListener('beforeprint', () => {
    size = PRINTED;
    update();
  });
  addEventListener('afterprint', () => {
    size = PAGE;
    update();
  });
  table.addEventListener('keydown', walk);
  return h(
    'section',
    { id: 'findings', 'aria-labelledby': 'findings-title', tabindex: -1 },
    h('h2', { id: 'findings-title' }, 'Findings'),
    ...(store.report.size > 0 ? [filters(store), commandPanel(store)] : []),
    h('div', { class: 'panel list' }, table, pages.element),
  );
}

/** An address that names a finding shows the page of the list that it is on. */
function goToFinding(store: Store): void {
  const reveal = (): void => {
    const { query, selection, report } = store;
    if (query.finding === undefined) return;
    const row = report.ids.indexOf(query.finding);
    const position = selection.rows.indexOf(row);
    if (position >= 0) store.change({ page: Math.floor(position / PAGE), finding: query.finding });
    requestAnimationFrame(() => {
      const button = document.getElementById(`finding-${row}`);
      button?.scrollIntoView({ block: 'center' });
      button?.focus({ preventScroll: true });
    });
  };
  requestAnimationFrame(reveal);
  addEventListener('hashchange', reveal);
}

function head(store: Store): HTMLElement {
  const { sort, isDescending } = store.query;
  const cells = COLUMNS.map(([name, title]) => {
    const isSorted = sort === name;
    const button = h(
      'button',
      {
        type: 'button',
        class: 'sort',
        id: `sort-${name}`,
        click: () => {
          store.change({ sort: name, isDescending: isSorted && !isDescending });
          document.getElementById(`sort-${name}`)?.focus();
        },
      },
      title,
      h('span', { 'aria-hidden': 'true', class: 'arrow' }, isSorted ? (isDescending ? '↓' : '↑') : ''),
    );
    const order = isSorted ? (isDescending ? 'descending' : 'ascending') : undefined;
    return h('th', { scope: 'col', class: `is-${name}`, 'aria-sort': order }, button);
  });
  return h('thead', {}, h('tr', {}, ...cells));
}

/** The rows, below a heading for each file or rule where the list is sorted by it. */
function bodies(store: Store, rows: readonly number[]): readonly Child[] {
  if (rows.length === 0)
    return [h('tbody', {}, h('tr', {}, h('td', { colspan: SORTS.length, class: 'none' }, ...none(store))))];
  const { report, query } = store;
  const groupOf = (row: number): number => {
    if (query.sort === 'place') return report.rows.path[row] ?? -1;
    return query.sort === 'rule' ? (report.rows.rule[row] ?? -1) : -1;
  };
  const made: HTMLElement[] = [];
  let last = Number.NaN;
  for (const row of rows) {
    const group = groupOf(row);
    if (group !== last) made.push(h('tbody', {}, groupHead(store, row)));
    last = group;
    made.at(-1)?.append(...findingRows(store, row));
  }
  return made;
}

function none(store: Store): readonly Child[] {
  if (store.report.size > 0) {
    return [
      h('p', {}, 'No finding is like that.'),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          click: () => {
            store.clear();
          },
        },
        'Show all',
      ),
    ];
  }
  const { read } = store.report.data.figures;
  return read === 0
    ? [
        h('p', { class: 'big' }, 'No file was read.'),
        h('p', { class: 'soft' }, 'Look at the paths that check was given.'),
      ]
    : [
        h('p', { class: 'big' }, 'Nothing to do.'),
        h('p', { class: 'soft' }, `${plural(read, 'file')} read, no findings.`),
      ];
}

function groupHead(store: Store, row: number): Child {
  const { report, query } = store;
  if (query.sort === 'place') {
    const path = visible(report.pathOf(row));
    const count = store.selection.paths[report.rows.path[row] ?? -1] ?? 0;
    return h(
      'tr',
      { class: 'group' },
      h(
        'th',
        { colspan: COLUMNS.length, scope: 'rowgroup' },
        h('bdi', {}, path),
        h('span', { class: 'soft' }, figure(count)),
      ),
    );
  }
  if (query.sort !== 'rule') return undefined;
  const rule = report.rows.rule[row] ?? -1;
  const label = store.facets.rule.values[rule]?.label;
  return h('tr', { class: 'group' }, h('th', { colspan: COLUMNS.length, scope: 'rowgroup' }, label));
}

function findingRows(store: Store, row: number): readonly HTMLElement[] {
  const { report, facets, query } = store;
  const { rows } = report;
  const severity = rows.severity[row] === 2 ? 'error' : 'warning';
  const rule = facets.rule.values[rows.rule[row] ?? -1]?.label ?? '';
  const fix = facets.fix.values[rows.mending[row] ?? -1];
  const state = facets.state.values[rows.state[row] ?? 0];
  const line = rows.line[row] ?? 0;
  const place = line > 0 ? `${line}` : '–';
  const button = h(
    'button',
    { type: 'button', class: 'open', id: `finding-${row}`, 'aria-expanded': 'false' },
    h('span', {}, ...messageNodes(report.messageOf(row))),
  );
  const own = h(
    'tr',
    { class: 'finding' },
    h('td', { class: 'is-severity' }, severityMark(severity)),
    h(
      'td',
      { class: 'is-message' },
      button,
      query.sort !== 'place' && h('bdi', { class: 'path' }, visible(report.pathOf(row))),
      rows.state[row] === NEW && h('span', { class: 'badge' }, state?.label),
    ),
    h('td', { class: 'is-rule' }, h('code', {}, rule)),
    h('td', { class: 'is-place' }, `line ${place}`),
    h('td', { class: 'is-fix' }, fix && h('span', { class: `pill kind-${fix.key}` }, fix.label)),
  );
  const more = h('tr', { class: 'more', hidden: true, id: `detail-${row}` });
  button.setAttribute('aria-controls', more.id);
  const open = (isOpen: boolean): void => {
    if (isOpen && more.childElementCount === 0)
      more.append(h('td', { colspan: COLUMNS.length }, detail(store, row)));
    more.hidden = !isOpen;
    own.classList.toggle('is-open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
  };
  own.addEventListener('click', (event) => {
    // The whole row opens it, but text in it can be marked.
    const isOnButton = event.target instanceof Node && button.contains(event.target);
    if (!isOnButton && getSelection()?.isCollapsed === false) return;
    open(more.hasAttribute('hidden'));
    store.open(more.hasAttribute('hidden') ? undefined : report.ids[row]);
  });
  if (query.finding !== undefined && query.finding === report.ids[row]) open(true);
  return [own, more];
}

function severityMark(severity: 'error' | 'warning'): HTMLElement {
  const shape =
    severity === 'error' ? svg('circle', { cx: 8, cy: 8, r: 5 }) : svg('path', { d: 'M8 2.5L14 13H2Z' });
  return h(
    'span',
    { class: severity },
    svg('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' }, shape),
    h('span', { class: 'hidden' }, severity),
  );
}

/** The arrows go from finding to finding, beside the tab key. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target, currentTarget } = event;
  if (step === undefined || !(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement))
    return;
  if (!target.classList.contains('open')) return;
  const buttons = [...currentTarget.querySelectorAll<HTMLElement>('button.open')];
  const next = buttons[buttons.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
