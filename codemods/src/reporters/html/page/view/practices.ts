import { fill, h, svg } from '../dom.ts';
import type { Store } from '../store.ts';
import { figure, percent, plural } from '../text.ts';

/** The guide, section by section: each is a switch that shows its findings alone. */
export function practices(store: Store): HTMLElement {
  const list = h('ul', { class: 'cards' });
  const { sections } = store.report.data;
  const cards = sections.map((_, index) => card(store, index));
  list.append(...cards.map(({ item }) => item));
  store.onChange(() => {
    for (const { update } of cards) update();
  });
  return h(
    'section',
    { id: 'practices', 'aria-labelledby': 'practices-title', tabindex: -1 },
    h('h2', { id: 'practices-title' }, 'By practice'),
    h('p', { class: 'about' }, 'The sections of the guide. Choose one to see its findings.'),
    list,
  );
}

function card(store: Store, index: number): { readonly item: HTMLElement; readonly update: () => void } {
  const { data } = store.report;
  const section = data.sections[index];
  const value = store.facets.practice.values[index];
  const all = store.all.counts.practice[index] ?? 0;
  const title = section?.title ?? '';
  if (!section || !value || all === 0) {
    const isHeld = section?.isSeen === true;
    const state = isHeld ? 'Held' : 'Not looked at';
    const how = section?.seenBy === undefined ? '' : `cogniverse-codemod ${section.seenBy}`;
    const item = h(
      'li',
      { class: `card ${isHeld ? 'is-held' : 'is-unseen'}` },
      h('span', { class: 'card-title' }, title),
      h('span', { class: 'card-state' }, isHeld && tick(), state),
      !isHeld && how !== '' && h('span', { class: 'card-more' }, h('code', {}, how), ' does'),
    );
    return { item, update: () => undefined };
  }
  const count = h('span', { class: 'card-count' });
  const bar = svg('svg', {
    viewBox: '0 0 100 4',
    preserveAspectRatio: 'none',
    class: 'meter',
    'aria-hidden': 'true',
  });
  const most = Math.max(...store.all.counts.practice);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'card is-open',
      click: () => {
        store.toggle('practice', value.key);
      },
    },
    h('span', { class: 'card-title' }, title),
    count,
    bar,
    h('span', { class: 'card-more' }, section.rules.map((rule) => data.rules[rule]?.name ?? '').join(', ')),
  );
  const update = (): void => {
    const now = store.selection.counts.practice[index] ?? 0;
    button.setAttribute('aria-pressed', String(store.query.facets.practice === value.key));
    fill(
      count,
      h('b', {}, figure(now)),
      now === all ? ` ${all === 1 ? 'finding' : 'findings'}` : ` of ${plural(all, 'finding')}`,
    );
    fill(bar, ...meter(now, all, most));
  };
  return { item: h('li', {}, button), update };
}

/** A bar for some of all, in the length of all. */
export function meter(now: number, all: number, most: number): readonly SVGElement[] {
  return [
    svg('rect', { x: 0, y: 0, width: percent(all, most), height: 4, class: 'meter-all' }),
    svg('rect', { x: 0, y: 0, width: percent(now, most), height: 4, class: 'meter-now' }),
  ];
}

function tick(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true', class: 'tick' },
    svg('path', { d: 'M3 8.5l3.2 3.2L13 5', fill: 'none', 'stroke-width': 2, 'stroke-linecap': 'round' }),
  );
}
