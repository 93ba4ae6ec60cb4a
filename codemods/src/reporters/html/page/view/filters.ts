import { fill, h } from '../dom.ts';
import type { FacetName } from '../facets.ts';
import { isFiltered } from '../query.ts';
import type { Store } from '../store.ts';
import { figure, plural, visible } from '../text.ts';
import { announce } from './announce.ts';

/** Search, a menu for each facet, and what is chosen of them. */
export function filters(store: Store): HTMLElement {
  const search = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Words of a path, a rule or a message',
    autocomplete: 'off',
    spellcheck: 'false',
    input: () => {
      store.change({ text: search.value });
    },
  });
  const menus = (['practice', 'rule', 'language', 'severity', 'fix', 'state'] as const).flatMap((facet) =>
    hasChoice(store, facet) ? menu(store, facet) : [],
  );
  const chosen = h('div', { class: 'chosen' });
  const count = h('p', { class: 'count' });
  let isFirst = true;
  store.onChange(() => {
    const { query, selection, report } = store;
    if (search.value.trim() !== query.text.trim()) search.value = query.text;
    fill(chosen, ...chips(store));
    const said = countText(selection.rows.length, report.count, isFiltered(query));
    count.textContent = said;
    // What a page shows at first is read with the page.
    if (!isFirst) announce(said);
    isFirst = false;
  });
  return h(
    'div',
    { class: 'filters', role: 'search', 'aria-label': 'Findings' },
    h('div', { class: 'field grows' }, h('label', { for: 'search' }, 'Search'), search),
    ...menus,
    h('div', { class: 'result' }, count, chosen),
  );
}

/** A menu of one value chooses nothing; what was fixed is counted only when it is asked for. */
function hasChoice({ all, report }: Store, facet: FacetName): boolean {
  const values = all.counts[facet].filter((count) => count > 0).length;
  return values > 1 || (facet === 'state' && report.size > report.count);
}

function countText(found: number, all: number, isSome: boolean): string {
  return isSome ? `${figure(found)} of ${plural(all, 'finding')}` : plural(all, 'finding');
}

function menu(store: Store, name: FacetName): HTMLElement {
  const { title, values } = store.facets[name];
  const select = h('select', {
    id: `facet-${name}`,
    change: () => {
      store.want(name, select.value);
    },
  });
  store.onChange(() => {
    const wanted = store.query.facets[name] ?? '';
    const counts = store.selection.counts[name];
    const options = values.flatMap(({ key, label }, index) => {
      const isOffered =
        (store.all.counts[name][index] ?? 0) > 0 || key === wanted || isFixed(store, name, key);
      if (!isOffered || key === '') return [];
      return [h('option', { value: key }, `${label} (${figure(counts[index] ?? 0)})`)];
    });
    fill(select, h('option', { value: '' }, 'All'), ...options);
    select.value = wanted;
  });
  return h('div', { class: 'field' }, h('label', { for: `facet-${name}` }, title), select);
}

/** Those that were fixed are counted only when they are asked for. */
function isFixed({ report }: Store, name: FacetName, key: string): boolean {
  return name === 'state' && key === 'fixed' && report.size > report.count;
}

function chips(store: Store): readonly HTMLElement[] {
  const { query, facets } = store;
  if (!isFiltered(query)) return [];
  const chip = (what: string, value: string, remove: () => void): HTMLElement =>
    h(
      'button',
      { type: 'button', class: 'chip', 'aria-label': `Remove ${what} ${value}`, click: remove },
      h('span', { class: 'soft' }, what),
      ' ',
      h('bdi', {}, value),
      h('span', { 'aria-hidden': 'true', class: 'cross' }, '×'),
    );
  return [
    ...(query.text.trim() === ''
      ? []
      : [
          chip('Search', visible(query.text.trim()), () => {
            store.change({ text: '' });
          }),
        ]),
    ...(query.path === ''
      ? []
      : [
          chip('Path', visible(query.path), () => {
            store.change({ path: '' });
          }),
        ]),
    ...Object.values(facets).flatMap(({ name, title, values }) => {
      const key = query.facets[name];
      if (key === undefined) return [];
      const label = values.find((value) => value.key === key)?.label ?? key;
      return [
        chip(title, label, () => {
          store.want(name, '');
        }),
      ];
    }),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        click: () => {
          store.clear();
        },
      },
      'Clear all',
    ),
  ];
}
