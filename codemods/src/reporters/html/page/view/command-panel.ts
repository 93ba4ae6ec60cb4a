import { fill, h } from '../dom.ts';
import { commandsFor, type MendingCommand } from '../commands.ts';
import type { Store } from '../store.ts';
import { figure, plural, visible } from '../text.ts';
import { copyButton } from './copy-button.ts';

/** The commands that mend what is selected, each to be copied. */
export function commandPanel(store: Store): HTMLElement {
  const body = h('div', { class: 'commands' });
  const title = h('summary', {});
  const panel = h('details', { class: 'panel mend' }, title, body);
  const update = (): void => {
    const { selection, report, query } = store;
    const present = selection.rows.filter((row) => row < report.count);
    const mended = present.filter((row) => (report.rows.mending[row] ?? 0) > 0).length;
    panel.hidden = mended === 0;
    fill(
      title,
      'Mend this selection ',
      h('span', { class: 'soft' }, `${figure(mended)} of ${plural(present.length, 'finding')}`),
    );
    if (!panel.open) return;
    const byHand = present.length - mended;
    fill(
      body,
      ...commandsFor(report, present, query).map(commandLine),
      h(
        'p',
        { class: 'soft' },
        'Run them in the folder that was checked; with --diff they only show what would change.',
      ),
      byHand > 0 &&
        h(
          'p',
          { class: 'soft' },
          `${plural(byHand, 'finding')} ${byHand === 1 ? 'is' : 'are'} left to mend by hand.`,
        ),
    );
  };
  panel.addEventListener('toggle', update);
  store.onChange(update);
  return panel;
}

/** A command with a button that copies it. */
export function commandLine({ command, count, isUnsafe, isCodemod }: MendingCommand): HTMLElement {
  const what = isUnsafe
    ? `${plural(count, 'suggestion')}, which may change what the code does`
    : isCodemod
      ? `${plural(count, 'finding')}; the codemod says of those that it leaves why`
      : plural(count, 'safe fix').replace('fixs', 'fixes');
  return h(
    'div',
    { class: 'command' },
    h('p', { class: 'said' }, what),
    h(
      'div',
      { class: 'copyable' },
      h(
        'pre',
        { tabindex: 0, role: 'group', 'aria-label': 'Command' },
        h('code', { dir: 'ltr' }, visibleLines(command)),
      ),
      copyButton(() => command, 'the command'),
    ),
  );
}

function visibleLines(command: string): string {
  return command.split('\n').map(visible).join('\n');
}
