import { fill, h, svg } from '../dom.ts';
import { treeOf, type TreeNode } from '../folders.ts';
import type { Store } from '../store.ts';
import { figure, visible } from '../text.ts';
import { meter } from './practices.ts';

/** More children than this are shown when they are asked for. */
const FEW = 40;
/** A folder with no more children than this, and more than half of all findings, is open from the start. */
const OPEN = 30;

/** Folders and files with their findings: a folder opens in place, and its name shows its findings alone. */
export function folderTree(store: Store): HTMLElement {
  const { report } = store;
  const updates = new Set<() => void>();
  const root = treeOf(report.paths.slice(0, report.data.files.path.length));
  const all = (node: TreeNode): number => sum(node, store.all.paths);
  const list = h('ul', { class: 'tree' });

  const item = (node: TreeNode, most: number): HTMLElement => {
    const isFolder = node.name.endsWith('/');
    const children = h('ul', { hidden: true });
    const count = h('span', { class: 'number' });
    const bar = svg('svg', {
      viewBox: '0 0 100 4',
      preserveAspectRatio: 'none',
      class: 'meter',
      'aria-hidden': 'true',
    });
    const shown = visible(node.name);
    const name = h(
      'button',
      {
        type: 'button',
        class: 'value',
        click: () => {
          store.change({ path: store.query.path === node.path ? '' : node.path });
        },
      },
      h('bdi', {}, shown),
    );
    const twisty = h('button', {
      type: 'button',
      class: 'twisty',
      'aria-expanded': 'false',
      'aria-label': `Open ${shown}`,
    });
    const open = (isOpen: boolean): void => {
      twisty.setAttribute('aria-expanded', String(isOpen));
      children.hidden = !isOpen;
      if (isOpen && children.childElementCount === 0) add(children, node, FEW);
    };
    twisty.addEventListener('click', () => {
      open(children.hasAttribute('hidden'));
    });
    const update = (): void => {
      const now = sum(node, store.selection.paths);
      name.setAttribute('aria-pressed', String(store.query.path === node.path));
      fill(count, figure(now));
      fill(bar, ...meter(now, all(node), most));
    };
    updates.add(update);
    update();
    const element = h(
      'li',
      {},
      h('div', { class: 'branch' }, isFolder ? twisty : h('span', { class: 'leaf' }), name, bar, count),
      isFolder && children,
    );
    if (isFolder && node.children().length <= OPEN && all(node) * 2 > all(root)) open(true);
    return element;
  };

  const add = (target: HTMLElement, node: TreeNode, limit: number): void => {
    const children = [...node.children()].sort((a, b) => all(b) - all(a));
    const most = Math.max(1, all(root));
    target.append(...children.slice(0, limit).map((child) => item(child, most)));
    if (children.length <= limit) return;
    const rest = children.length - limit;
    const more = h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          click: () => {
            more.remove();
            target.append(...children.slice(limit).map((child) => item(child, most)));
          },
        },
        `${figure(rest)} more`,
      ),
    );
    target.append(more);
  };

  add(list, root, FEW);
  store.onChange(() => {
    for (const update of updates) update();
  });
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'folders-title' },
    h('h3', { id: 'folders-title' }, 'By folder'),
    root.members.length === 0 ? h('p', { class: 'about' }, 'Nothing was found.') : list,
  );
}

function sum({ members }: TreeNode, counts: Int32Array): number {
  return members.reduce((total, member) => total + (counts[member] ?? 0), 0);
}
