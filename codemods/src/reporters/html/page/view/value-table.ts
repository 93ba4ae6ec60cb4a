import { fill, h, svg, type Child } from '../dom.ts';
import type { FacetName } from '../facets.ts';
import type { Store } from '../store.ts';
import { figure } from '../text.ts';
import { meter } from './practices.ts';

/** What a table of a facet's values shows beside them. */
export interface TableOptions {
  readonly facet: FacetName;
  readonly id: string;
  readonly title: string;
  /** What stands below a value's name. */
  readonly more?: (index: number) => Child;
}

/** `68 %`; a little is not nothing. */
function shareOf(part: number, whole: number): string {
  const share = whole === 0 ? 0 : Math.round((part / whole) * 100);
  return share === 0 && part > 0 ? '< 1 %' : `${share} %`;
}

/** A facet's values with their findings, most first: each is a switch that shows its findings alone. */
export function valueTable(store: Store, { facet, id, title, more }: TableOptions): HTMLElement {
  const { values } = store.facets[facet];
  const all = store.all.counts[facet];
  const most = Math.max(1, ...all);
  const order = values.map((_, index) => index).filter((index) => (all[index] ?? 0) > 0);
  order.sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0));
  const rows = order.map((index) => {
    const value = values[index];
    const count = h('td', { class: 'number' });
    const bar = svg('svg', { viewBox: '0 0 100 4', preserveAspectRatio: 'none', class: 'meter' });
    const button = h(
      'button',
      {
        type: 'button',
        class: 'value',
        click: () => {
          store.toggle(facet, value?.key ?? '');
        },
      },
      value?.label,
    );
    const update = (): void => {
      const now = store.selection.counts[facet][index] ?? 0;
      button.setAttribute('aria-pressed', String(store.query.facets[facet] === value?.key));
      const share = shareOf(now, store.report.count);
      fill(count, figure(now), h('span', { class: 'share' }, share));
      fill(bar, ...meter(now, all[index] ?? 0, most));
    };
    const row = h(
      'tr',
      {},
      h('th', { scope: 'row' }, button, more?.(index)),
      h('td', { class: 'meter-cell', 'aria-hidden': 'true' }, bar),
      count,
    );
    return { row, update };
  });
  store.onChange(() => {
    for (const { update } of rows) update();
  });
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': id },
    h('h3', { id }, title),
    rows.length === 0
      ? h('p', { class: 'about' }, 'Nothing was found.')
      : h(
          'table',
          { class: 'values' },
          h(
            'thead',
            { class: 'hidden' },
            h('tr', {}, h('th', { scope: 'col' }, title), h('td'), h('th', { scope: 'col' }, 'Findings')),
          ),
          h('tbody', {}, ...rows.map(({ row }) => row)),
        ),
  );
}
