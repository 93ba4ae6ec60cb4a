import { h, svg } from '../dom.ts';
import type { Report } from '../report.ts';
import { toggleTheme } from '../theme.ts';

/** The bar above the page: what it is, the way to its parts, and the switch between light and dark. */
export function header({ data, count }: Report): HTMLElement {
  const parts: readonly (readonly [string, string])[] = [
    ['overview', 'Overview'],
    ['practices', 'Practices'],
    ...(count > 0 ? ([['where', 'Where']] as const) : []),
    ...(data.history.length > 0 ? ([['history', 'History']] as const) : []),
    ['findings', 'Findings'],
  ];
  return h(
    'header',
    { class: 'bar' },
    h(
      'p',
      { class: 'brand' },
      mark(),
      h('span', {}, 'Cogniverse'),
      h('span', { class: 'soft' }, 'suite report'),
    ),
    h(
      'nav',
      { 'aria-label': 'Parts of the report' },
      ...parts.map(([id, title]) => h('a', { href: `#${id}`, click: jump(id) }, title)),
    ),
    h(
      'button',
      { type: 'button', class: 'quiet theme', click: toggleTheme },
      h('span', { class: 'to-dark' }, 'Dark'),
      h('span', { class: 'to-light' }, 'Light'),
      h('span', { class: 'hidden' }, ' theme'),
    ),
  );
}

/** Goes to a part of the page. The address keeps what is filtered; a link's own fragment would replace it. */
export function jump(id: string): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    const part = document.getElementById(id);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  };
}

function mark(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true', class: 'mark' },
    svg('circle', { cx: 10, cy: 10, r: 8, fill: 'none', 'stroke-width': 2.5 }),
    svg('path', {
      d: 'M6.2 10.4l2.6 2.6 5-5.6',
      fill: 'none',
      'stroke-width': 2.5,
      'stroke-linecap': 'round',
    }),
  );
}
