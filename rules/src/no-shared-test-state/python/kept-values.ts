import type { Py } from '@cogniverse/eslint-python';

import { groupBy } from '../../resolve/group-by.ts';
import { oncePer } from '../../resolve/once-per.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import { isForBeforehand } from '../kept-names.ts';
import type { Mention } from './mentions.ts';

/** What stands between a value and the assignment that keeps it, or a part of it. */
const COPY: ReadonlySet<Py.Node['nodeType']> = new Set(['Attribute', 'Call', 'Subscript']);
/** … or what code finds by it. */
const FINDING: ReadonlySet<Py.Node['nodeType']> = new Set([...COPY, 'Await']);

/** `before = len(calls)` */
export function isBeforehand(read: Py.Node): boolean {
  return isForBeforehand(nameFor(read, FINDING) ?? '');
}

/** `n = calls; …; assert calls == n + 1`: what is there is compared with what was there. */
export function isRelative(read: Py.Node, mentions: readonly Mention[]): boolean {
  const above = [...ancestorsOf(read)];
  const fn = above.find(isFunction);
  const comparison = above.find((each) => each.nodeType === 'Compare' || isAssertion(each));
  if (!fn || !comparison) return false;
  return [...pythonNodesIn(comparison)].some((each) => each.nodeType === 'Name' && isKeptIn(fn, each.id, mentions));
}

/** Whether a function keeps a state under a name: `old = mode`, `old = list(calls)`. */
export function isKeptIn(fn: PyFunction, name: string, mentions: readonly Mention[]): boolean {
  return namesByFunction(mentions).get(fn)?.includes(name) === true;
}

const namesByFunction = oncePer((mentions: readonly Mention[]) => {
  const kept = mentions.flatMap(({ node }) => {
    const name = nameFor(node, COPY);
    return name === undefined ? [] : [{ name, functions: [...ancestorsOf(node)].filter(isFunction) }];
  });
  const byFunction = groupBy(kept, ({ functions }) => functions);
  return new Map([...byFunction].map(([fn, group]) => [fn, group.map(({ name }) => name)]));
});

/** `self.assertEqual(…)` */
export function isAssertion(node: Py.Node): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && /^assert/i.test(node.func.attr);
}

/** The name of an assignment that keeps a value. */
function nameFor(value: Py.Node, between: ReadonlySet<Py.Node['nodeType']>): string | undefined {
  let node = value;
  while (node.parent && between.has(node.parent.nodeType)) node = node.parent;
  const { parent } = node;
  const [target] = parent?.nodeType === 'Assign' ? parent.targets : [];
  return target?.nodeType === 'Name' ? target.id : undefined;
}
