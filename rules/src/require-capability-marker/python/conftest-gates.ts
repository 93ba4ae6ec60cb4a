import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../resolve/once-per.ts';
import { conftestsFor } from '../../resolve/python/fixture-lookup.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { marksOf } from '../../resolve/python/marks.ts';
import { namespaceOf } from '../../resolve/python/namespace.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import { skips } from './skips.ts';

/** Hooks in which a conftest decides which tests run. */
const HOOKS = new Set([
  'pytest_collection_modifyitems',
  'pytest_itemcollected',
  'pytest_runtest_setup',
  'pytest_runtest_call',
  'pytest_runtest_protocol',
  'pytest_pyfunc_call',
  'pytest_collect_file',
  'pytest_ignore_collect',
  'pytest_pycollect_makeitem',
  'pytest_generate_tests',
]);
const IGNORES = new Set(['collect_ignore', 'collect_ignore_glob']);
/** Marks that skip nothing. */
const NEUTRAL = new Set([
  'asyncio',
  'anyio',
  'timeout',
  'order',
  'usefixtures',
  'flaky',
  'xdist_group',
  'filterwarnings',
]);

/** What the conftests above a file do to its tests: to all of them, or to those with certain marks. */
export interface ConftestGates {
  readonly isAll: boolean;
  readonly marks: ReadonlySet<string>;
}

/** Whether conftests skip or mark tests as they collect or run them. */
export const conftestGates = oncePer((source: PythonSource): ConftestGates => {
  const found = conftestsFor(source.file).map(gatesIn);
  return {
    isAll: found.some(({ isAll }) => isAll),
    marks: new Set(found.flatMap(({ marks }) => [...marks])),
  };
});

const gatesIn = oncePer((source: PythonSource): ConftestGates => {
  const names = namespaceOf(source.ast, source);
  const hooks = [...names.values()]
    .flat()
    .flatMap(({ node }) => (isFunction(node) && HOOKS.has(node.name) ? [node] : []));
  const deciding = hooks.filter((hook) => decides(hook, source));
  const asked = deciding.map((hook) => marksAskedFor(hook));
  return {
    isAll: [...IGNORES].some((name) => names.has(name)) || asked.some((marks) => marks.length === 0),
    marks: new Set(asked.flat()),
  };
});

/** Whether a hook can take tests away, or mark them. */
function decides(hook: PyFunction, source: PythonSource): boolean {
  if (hook.name === 'pytest_ignore_collect' || skips(hook, source)) return true;
  return [...pythonNodesIn(hook)].some((node) => {
    if (node.nodeType === 'Subscript' || node.nodeType === 'Attribute') {
      return node.ctx !== 'Load' && nameOf(node.value) === 'items';
    }
    if (node.nodeType !== 'Call' || node.func.nodeType !== 'Attribute') return false;
    if (/^(?:deselected|pytest_deselected|remove)$/.test(node.func.attr)) return true;
    return node.func.attr === 'add_marker' && !isNeutral(node, source);
  });
}

function isNeutral({ args: [mark] }: Py.Call, source: PythonSource): boolean {
  if (mark?.nodeType === 'Constant') return mark.valueType === 'str' && NEUTRAL.has(mark.value);
  const marks = mark ? marksOf(mark, source) : [];
  return marks.length > 0 && marks.every((each) => each !== undefined && NEUTRAL.has(each.name));
}

/** The marks by which a hook chooses tests: `"gpu" in item.keywords`, `item.get_closest_marker("gpu")`. */
function marksAskedFor(hook: PyFunction): readonly string[] {
  return [...pythonNodesIn(hook)].flatMap((node) => {
    if (node.nodeType === 'Compare' && node.ops[0] === 'In') {
      const isKeywords = /keywords|markers?$/.test(nameOf(node.comparators[0]) ?? '');
      return isKeywords ? textOf(node.left) : [];
    }
    if (node.nodeType !== 'Call' || node.func.nodeType !== 'Attribute') return [];
    return /^(?:get_closest_marker|iter_markers|get_marker)$/.test(node.func.attr)
      ? textOf(node.args[0])
      : [];
  });
}

function textOf(node: Py.expr | undefined): readonly string[] {
  return node?.nodeType === 'Constant' && node.valueType === 'str' ? [node.value] : [];
}

function nameOf(node: Py.expr | undefined): string | undefined {
  if (node?.nodeType === 'Call') return nameOf(node.func);
  return node?.nodeType === 'Attribute' ? node.attr : node?.nodeType === 'Name' ? node.id : undefined;
}
