import { h } from '../dom.ts';
import { announce } from './announce.ts';

const SHOWN_MS = 2_000;

/**
 * A button that copies a text.
 *
 * @param what What its title leaves out, for screen readers.
 */
export function copyButton(text: () => string, what: string, title = 'Copy'): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', class: 'quiet copy', 'aria-label': `${title} ${what}` },
    title,
  );
  button.addEventListener('click', () => {
    void copied(text()).then((isDone) => {
      button.textContent = isDone ? 'Copied' : 'Not copied';
      announce(isDone ? 'Copied' : 'The browser does not let it be copied');
      setTimeout(() => (button.textContent = title), SHOWN_MS);
    });
  });
  return button;
}

/** The clipboard's own interface is there on secure pages alone; a report is often a file. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h('textarea', { class: 'hidden', 'aria-hidden': 'true' });
    field.value = text;
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies from a file's page.
    const isDone = document.execCommand('copy');
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isDone;
  }
}
