import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { isFunction, type PyFunction } from '../../../resolve/python/functions.ts';
import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { ancestorsOf } from '../../../resolve/python/walk.ts';

/** Decorators, by their last name, that send a function or class elsewhere: Modal, Ray, Parsl, Airflow, Pyodide. */
const SHIPPING_DECORATORS = new Set([
  'bash_app',
  'external_python',
  'function',
  'kubernetes',
  'python_app',
  'remote',
  'run_in_pyodide',
  'virtualenv',
]);
/** Decorators and bases whose last name is too common to go by. */
const SHIPPING_ORIGINS = /^(?:modal|kfp|flytekit|beam|runpod|covalent|smolagents)\b/;
/** What does no more to a function or class than Python's own decorators do. */
const HARMLESS_ORIGINS = /^(?:pytest\w*|anyio|mock|hypothesis|typing_extensions|six)\b/;
/** Functions that take a function apart, or run its text elsewhere. */
const SHIPPING_CALLS = new Set([
  'ExternalPythonOperator',
  'PythonVirtualenvOperator',
  'getsource',
  'getsourcelines',
  'makepyfile',
  'remote',
  'remote_exec',
  'run_in_pyodide',
  'teleport',
]);
/** The same, where the last name is too common to go by. */
const SHIPPING_PATHS =
  /^(?:cloudpickle|dill|marshal)\.(?:\w+\.)*dumps?$|^streamlit\.testing\..*\.from_function$/;

/** Whether a function around a node runs elsewhere, where its file may not be. */
export function isInShippedFunction(node: Py.Node, source: PythonSource): boolean {
  for (const above of ancestorsOf(node)) {
    if ((isFunction(above) || above.nodeType === 'ClassDef') && isShipped(above, source)) return true;
  }
  return false;
}

function isShipped(node: PyFunction | Py.ClassDef, source: PythonSource): boolean {
  return (
    node.decorator_list.some((decorator) => isShippingDecorator(decorator, source)) ||
    (node.nodeType === 'ClassDef' && node.bases.some((base) => hasShippingOrigin(base, source))) ||
    isTakenOver(node, source) ||
    isHandedOn(node, source)
  );
}

/**
 * Whether another package's decorator or class takes over what a function makes for it: such a tool, step or job is
 * often read as text, and has to bring its imports.
 */
function isTakenOver(node: PyFunction | Py.ClassDef, source: PythonSource): boolean {
  if (![...ancestorsOf(node)].some(isFunction)) return false;
  const takers = node.nodeType === 'ClassDef' ? [...node.decorator_list, ...node.bases] : node.decorator_list;
  return takers.some((taker) =>
    originsOf(taker.nodeType === 'Call' ? taker.func : taker, source).some(({ path }) => isForeign(path)),
  );
}

function isForeign(path: string): boolean {
  const [module = ''] = path.split('.');
  return module !== '' && !HARMLESS_ORIGINS.test(path) && !isSystemModule('python', module, 'stdlib');
}

function isShippingDecorator(decorator: Py.expr, source: PythonSource): boolean {
  const callee = decorator.nodeType === 'Call' ? decorator.func : decorator;
  return SHIPPING_DECORATORS.has(lastName(callee)) || hasShippingOrigin(callee, source);
}

function hasShippingOrigin(node: Py.expr, source: PythonSource): boolean {
  return originsOf(node, source).some(({ path }) => SHIPPING_ORIGINS.test(path));
}

function isHandedOn(node: PyFunction | Py.ClassDef, source: PythonSource): boolean {
  const variable = source.scopes.variableOf(node);
  return variable?.references.some((reference) => isShippedValue(reference.node, source)) ?? false;
}

function isShippedValue(name: Py.Name, source: PythonSource): boolean {
  const parent = name.parent?.nodeType === 'keyword' ? name.parent.parent : name.parent;
  if (parent?.nodeType === 'Attribute') return parent.attr === '__code__';
  if (parent?.nodeType !== 'Call' || parent.func === name) return false;
  // `app.function()(f)`, `ray.remote(num_cpus=1)(f)`
  const callee = parent.func.nodeType === 'Call' ? parent.func.func : parent.func;
  const last = lastName(callee);
  if (SHIPPING_CALLS.has(last) || (callee !== parent.func && SHIPPING_DECORATORS.has(last))) return true;
  return originsOf(callee, source).some(({ path }) => SHIPPING_PATHS.test(path));
}

function lastName(node: Py.expr): string {
  return node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : '';
}
