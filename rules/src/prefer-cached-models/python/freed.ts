import type { Py } from '@cogniverse/eslint-python';

import { namesIn } from '../../models/python/syntax.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';

const TEAR_DOWN = /^(?:(?:async)?tearDown(?:Class)?|teardown(?:_(?:method|class|function|module))?)$/;
const FREES =
  /^(?:clear_device_cache|close|cleanup|collect|delete|dispose|empty_cache|free|release|shutdown|unload)$|(?:clean|tear_?down|free)/i;

/** Whether what a fixture or a set-up loads is freed behind each test, so that the next one has room. */
export function isFreed(owner: PyFunction | undefined): boolean {
  if (!owner) return false;
  const last = owner.body.findLastIndex((statement) => holdsYield(statement));
  if (last >= 0 && owner.body.slice(last).some(frees)) return true;
  const { parent } = owner;
  const members = parent?.nodeType === 'ClassDef' || parent?.nodeType === 'Module' ? parent.body : [];
  return members.some(
    (member) => isFunction(member) && TEAR_DOWN.test(member.name) && member.body.some(frees),
  );
}

function holdsYield(statement: Py.Node): boolean {
  return [...pythonNodesIn(statement)].some(({ nodeType }) => nodeType === 'Yield');
}

function frees(statement: Py.Node): boolean {
  return [...pythonNodesIn(statement)].some(
    (node) =>
      node.nodeType === 'Delete' || (node.nodeType === 'Call' && FREES.test(namesIn(node.func).at(-1) ?? '')),
  );
}
