import type { Py } from '@cogniverse/eslint-python';

import { isFunction } from '../../resolve/python/functions.ts';
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
  const kept = mentions.map(({ node }) => node).filter((node) => [...ancestorsOf(node)].includes(fn));
  const names = new Set(kept.map(keptAs));
  return [...pythonNodesIn(comparison)].some((each) => each.nodeType === 'Name' && names.has(each.id));
}

/** `self.assertEqual(…)` */
export function isAssertion(node: Py.Node): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && /^assert/i.test(node.func.attr);
}

/** The name under which an assignment keeps what is there: `old = mode`, `old = list(calls)`. */
export function keptAs(mention: Py.Node): string | undefined {
  return nameFor(mention, COPY);
}

function nameFor(value: Py.Node, between: ReadonlySet<Py.Node['nodeType']>): string | undefined {
  let node = value;
  while (node.parent && between.has(node.parent.nodeType)) node = node.parent;
  const { parent } = node;
  const [target] = parent?.nodeType === 'Assign' ? parent.targets : [];
  return target?.nodeType === 'Name' ? target.id : undefined;
}
