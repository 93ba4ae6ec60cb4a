import { h } from '../dom.ts';

const WAIT_MS = 400;

const region = h('p', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
let timer: ReturnType<typeof setTimeout> | undefined;

/** Where announcements are read from. */
export function announcer(): HTMLElement {
  return region;
}

/** Has screen readers say something, once who types has paused. */
export function announce(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => (region.textContent = text), WAIT_MS);
}
