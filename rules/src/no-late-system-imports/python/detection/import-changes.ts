import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { oncePer } from '../../../resolve/once-per.ts';
import { blocksOf } from '../../../resolve/python/bindings.ts';
import { keywordOf } from '../../../resolve/python/calls.ts';
import { mayBe, originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { staticValues } from '../../../resolve/python/static-value.ts';
import { ancestorsOf, pythonNodesIn } from '../../../resolve/python/walk.ts';
import { outermostFunction, type LateImport } from './late-import.ts';

/**
 * A place that changes what imports give: an entry of `sys.modules` that is set or removed, a module that is loaded
 * again, or the machinery itself.
 */
interface ImportChange {
  readonly kind: 'set' | 'remove' | 'reload' | 'machinery';
  /** The modules it is about; `undefined` where the file does not say. */
  readonly modules: readonly string[] | undefined;
  readonly node: Py.Node;
}

const MACHINERY = new Set([
  'builtins.__import__',
  'importlib.import_module',
  'sys.meta_path',
  'sys.modules',
  'sys.path_hooks',
]);
/** Words without one of which a file changes no imports. */
const WORDS = /\bmodules\b|\breload\b|__import__|meta_path|path_hooks|import_module/;
/** How helpers are called that take a module away by its name. */
const TAKES_AWAY = /unload|unimport|forget|hide|block|fresh|clean|missing|without/i;

/** Whether the load itself is what the code around an import is about, since it changed what the load finds. */
export function isUnderTest(late: LateImport, source: PythonSource): boolean {
  if (isNamedAround(late)) return true;
  return changesIn(source).some((change) => {
    if (change.kind === 'reload')
      return isAbout(change, late) && outermostFunction(change.node) === late.root;
    if (!isBefore(change, late)) return false;
    if (change.kind === 'machinery') return true;
    if (change.kind === 'remove' && isAbout(change, late)) return true;
    // A module that stands in for another of the standard library is there to be found by the one that is loaded.
    return (
      !isAbout(change, late) &&
      (change.modules ?? []).some((module) => isSystemModule('python', module, 'stdlib'))
    );
  });
}

/** `with CleanImport('time'):`, `@hide_modules('json')`, `unload('json')`: helpers that take a module away. */
function isNamedAround({ module, statement, root }: LateImport): boolean {
  const names = (call: Py.expr): boolean =>
    call.nodeType === 'Call' &&
    TAKES_AWAY.test(lastName(call.func)) &&
    call.args.some((argument) => constantString(argument) === module);
  if (root.decorator_list.some(names)) return true;
  let below: Py.Node = statement;
  for (const above of ancestorsOf(statement)) {
    const isWith = above.nodeType === 'With' || above.nodeType === 'AsyncWith';
    if (isWith && above.items.some(({ context_expr: context }) => names(context))) return true;
    const block = blocksOf(above).find((statements) => statements.includes(below)) ?? [];
    const before = block.slice(0, block.indexOf(below));
    if (before.some((each) => each.nodeType === 'Expr' && names(each.value))) return true;
    if (above === root) return false;
    below = above;
  }
  return false;
}

/** Whether the file replaces the module that an import gives, or may do so before it in the same function. */
export function isReplacedModule(late: LateImport, source: PythonSource): boolean {
  return changesIn(source).some(
    (change) =>
      isAbout(change, late) || (change.kind !== 'reload' && !change.modules && isBefore(change, late)),
  );
}

function isAbout({ modules }: ImportChange, { module, imported }: LateImport): boolean {
  const path = imported === undefined ? module : `${module}.${imported}`;
  return (modules ?? []).some((changed) => isWithin(changed, path) || isWithin(module, changed));
}

function isWithin(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** Whether a change is made in the same function before the import, by a decorator of it, or by a `with` around it. */
function isBefore({ node }: ImportChange, { root, statement }: LateImport): boolean {
  if (node.range[0] >= statement.range[0]) return false;
  return (
    outermostFunction(node) === root ||
    root.decorator_list.some(({ range }) => range[0] <= node.range[0] && node.range[1] <= range[1])
  );
}

const changesIn = oncePer((source: PythonSource): readonly ImportChange[] =>
  WORDS.test(source.text) ? [...pythonNodesIn(source.ast)].flatMap((node) => changesBy(node, source)) : [],
);

function changesBy(node: Py.Node, source: PythonSource): readonly ImportChange[] {
  switch (node.nodeType) {
    case 'Assign':
      return node.targets.flatMap((target) => changesByTarget(target, 'set', source));
    case 'Delete':
      return node.targets.flatMap((target) => changesByTarget(target, 'remove', source));
    case 'Call':
      return changesByCall(node, source);
    default:
      return [];
  }
}

function changesByTarget(
  target: Py.expr,
  kind: 'set' | 'remove',
  source: PythonSource,
): readonly ImportChange[] {
  if (target.nodeType === 'Subscript' && mayBe(target.value, 'sys.modules', source)) {
    return [{ kind, modules: stringsOf(target.slice, source), node: target }];
  }
  const isMachinery =
    target.nodeType === 'Attribute' && originsOf(target, source).some(({ path }) => MACHINERY.has(path));
  return isMachinery ? [{ kind: 'machinery', modules: undefined, node: target }] : [];
}

function changesByCall(call: Py.Call, source: PythonSource): readonly ImportChange[] {
  const { func, args } = call;
  const [first, second] = args;
  if (first && lastName(func) === 'reload' && args.length === 1) {
    return [{ kind: 'reload', modules: originsOf(first, source).map(({ path }) => path), node: call }];
  }
  if (isMachineryPatch(call, source)) return [{ kind: 'machinery', modules: undefined, node: call }];
  if (func.nodeType !== 'Attribute') return [];
  if (mayBe(func.value, 'sys.modules', source)) return changesByMethod(func.attr, call, source);
  if (!first || !isSysModules(first, source)) return [];
  // `monkeypatch.setitem(sys.modules, 'a', b)`, `patch.dict('sys.modules', {'a': b}, c=d)`
  if (func.attr === 'setitem' || func.attr === 'delitem') {
    const kind = func.attr === 'setitem' ? 'set' : 'remove';
    return [{ kind, modules: second && stringsOf(second, source), node: call }];
  }
  if (func.attr !== 'dict') return [];
  const values = second ?? keywordOf(call, 'values');
  const keywords = call.keywords.flatMap(({ arg }) =>
    arg === null || arg === 'values' || arg === 'clear' ? [] : [arg],
  );
  const modules = values ? keysOf(values, source) : [];
  return [{ kind: 'set', modules: modules && [...modules, ...keywords], node: call }];
}

function changesByMethod(method: string, call: Py.Call, source: PythonSource): readonly ImportChange[] {
  const [first] = call.args;
  switch (method) {
    case 'pop':
    case '__delitem__':
      return [{ kind: 'remove', modules: first && stringsOf(first, source), node: call }];
    case 'clear':
      return [{ kind: 'remove', modules: undefined, node: call }];
    case 'setdefault':
    case '__setitem__':
      return [{ kind: 'set', modules: first && stringsOf(first, source), node: call }];
    case 'update':
      return [{ kind: 'set', modules: first && keysOf(first, source), node: call }];
    default:
      return [];
  }
}

function isSysModules(node: Py.expr, source: PythonSource): boolean {
  return mayBe(node, 'sys.modules', source) || stringsOf(node, source)?.includes('sys.modules') === true;
}

/** `patch('builtins.__import__')`, `monkeypatch.setattr(builtins, '__import__', x)`, `sys.meta_path.insert(0, x)`. */
function isMachineryPatch({ func, args }: Py.Call, source: PythonSource): boolean {
  if (func.nodeType === 'Attribute' && /^(?:insert|append|extend)$/.test(func.attr)) {
    return originsOf(func.value, source).some(
      ({ path }) => path === 'sys.meta_path' || path === 'sys.path_hooks',
    );
  }
  const [first, second] = args;
  if (!first || !/(?:patch|setattr|object)/.test(lastName(func))) return false;
  if (constantString(first) !== undefined) return MACHINERY.has(constantString(first) ?? '');
  const attribute = second && constantString(second);
  return (
    attribute !== undefined &&
    originsOf(first, source).some(({ path }) => MACHINERY.has(`${path}.${attribute}`))
  );
}

function lastName(func: Py.expr): string {
  return func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
}

function constantString(node: Py.expr): string | undefined {
  return node.nodeType === 'Constant' && node.valueType === 'str' ? node.value : undefined;
}

/** What an expression can be, if each of that is a text; `undefined` otherwise. */
function stringsOf(node: Py.expr, source: PythonSource): readonly string[] | undefined {
  const values = staticValues(node, source);
  const texts = values.flatMap((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? value.value : [],
  );
  return texts.length === values.length && texts.length > 0 ? texts : undefined;
}

/** The keys of a dict that the file spells. */
function keysOf(node: Py.expr, source: PythonSource): readonly string[] | undefined {
  const dicts = staticValues(node, source);
  const keys = dicts.flatMap((dict) =>
    dict.kind === 'dict' ? dict.node.keys.map((key) => key && stringsOf(key, source)) : [null],
  );
  return keys.every((key) => !!key) ? keys.flat() : undefined;
}
