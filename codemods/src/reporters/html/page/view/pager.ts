import { fill, h } from '../dom.ts';
import { figure } from '../text.ts';

/** The way from one page of the list to another. */
export interface Pager {
  readonly element: HTMLElement;
  readonly show: (page: number, pages: number) => void;
}

/** @param go Goes to a page, from 0. */
export function pager(go: (page: number) => void): Pager {
  const element = h('nav', { class: 'pager', 'aria-label': 'Pages of findings' });
  const show = (page: number, pages: number): void => {
    element.hidden = pages < 2;
    const button = (title: string, to: number, isOff: boolean): HTMLElement =>
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          disabled: isOff,
          click: () => {
            go(to);
          },
        },
        title,
      );
    fill(
      element,
      button('First', 0, page === 0),
      button('Previous', page - 1, page === 0),
      h('span', {}, `Page ${figure(page + 1)} of ${figure(pages)}`),
      button('Next', page + 1, page >= pages - 1),
      button('Last', pages - 1, page >= pages - 1),
    );
  };
  return { element, show };
}
