import type { Py } from '@cogniverse/eslint-python';

import { mayBe, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticPrimitive } from '../../resolve/python/static-value.ts';
import { patchRegion, type Region } from './patch-region.ts';
import { threadValue, type ThreadSearch } from './thread-apis.ts';

/** Something that a test puts a fake in place of, and where the fake is what code finds. */
export interface Replacement {
  /** The names that lead to it: `threading.Thread`, `product.jobs.Thread`, `multiprocessing`, `__name__.Thread`. */
  readonly path: string;
  readonly region: Region;
}

/** What an assignment replaces: `threading.Thread = Fake`. */
export function replacedByAssignment(node: Py.Assign, search: ThreadSearch): readonly Replacement[] {
  const targets = node.targets.filter((target) => target.nodeType === 'Attribute');
  if (targets.length === 0 || threadValue(node.value, search)) return [];
  const paths = targets.flatMap((target) => membersOf(target.value, [target.attr], search.source));
  return paths.map((path) => ({ path, region: patchRegion(node, search.source) }));
}

/**
 * What a call replaces: `patch`, `patch.object`, `patch.multiple` and `patch.dict` of unittest.mock and pytest-mock,
 * `monkeypatch.setattr` and `setitem`, `setattr`. What is replaced by something that makes threads as well, or is
 * only watched (`wraps`), is still what it was.
 */
export function replacedByCall(node: Py.Call, search: ThreadSearch): readonly Replacement[] {
  const { source } = search;
  const paths = replacedPaths(node, source);
  if (paths.length === 0) return [];
  const given = node.keywords.filter(({ arg }) => arg !== 'spec').map(({ value }) => value);
  const isKept = [...node.args.slice(1), ...given].some((value) => threadValue(value, search));
  return isKept ? [] : paths.map((path) => ({ path, region: patchRegion(node, source) }));
}

function replacedPaths({ func, args, keywords }: Py.Call, source: PythonSource): readonly string[] {
  const [first, second] = args;
  if (!first) return [];
  switch (replacerName(func, source)) {
    case 'patch':
      return targetIn(first, source);
    case 'setattr':
      return args.length === 2 ? targetIn(first, source) : membersOf(first, [textOf(second, source)], source);
    case 'patch.object':
      return membersOf(first, [textOf(second, source)], source);
    case 'patch.multiple':
      return membersOf(
        first,
        keywords.map(({ arg }) => arg ?? undefined),
        source,
      );
    case 'patch.dict':
    case 'setitem': {
      if (!mayBe(first, 'sys.modules', source) && textOf(first, source) !== 'sys.modules') return [];
      const modules = second?.nodeType === 'Dict' ? second.keys : [second];
      return modules.flatMap((module) => textOf(module ?? undefined, source) ?? []);
    }
    default:
      return [];
  }
}

/** How a function replaces things, by the end of its name: patchers come as fixtures and attributes, too. */
function replacerName(func: Py.expr, source: PythonSource): string | undefined {
  if (func.nodeType === 'Name') return mayBe(func, 'unittest.mock.patch', source) ? 'patch' : func.id;
  if (func.nodeType !== 'Attribute') return undefined;
  const isOfPatch = /patch$/i.test(source.text.slice(...func.value.range));
  return isOfPatch && ['object', 'multiple', 'dict'].includes(func.attr) ? `patch.${func.attr}` : func.attr;
}

function textOf(node: Py.expr | undefined, source: PythonSource): string | undefined {
  const value = node && staticPrimitive(node, source);
  return typeof value === 'string' ? value : undefined;
}

/** The target that a text names: `'threading.Thread'`, or `f'{__name__}.Thread'` for a name of the file itself. */
function targetIn(node: Py.expr, source: PythonSource): readonly string[] {
  const stated = textOf(node, source);
  if (stated !== undefined) return [stated];
  const parts =
    node.nodeType === 'JoinedStr' ? node.values : node.nodeType === 'BinOp' ? [node.left, node.right] : [];
  const [module, name] = parts;
  const left = module?.nodeType === 'FormattedValue' ? module.value : module;
  const isOwn = left?.nodeType === 'Name' && left.id === '__name__' && parts.length === 2;
  return isOwn && name?.nodeType === 'Constant' && name.valueType === 'str' ? [`__name__${name.value}`] : [];
}

/** Members of a module or class that is given itself or by its name. */
function membersOf(
  owner: Py.expr,
  names: readonly (string | undefined)[],
  source: PythonSource,
): readonly string[] {
  const stated = textOf(owner, source);
  const owners = stated === undefined ? originsOf(owner, source).map(({ path }) => path) : [stated];
  return owners.flatMap((path) => names.flatMap((name) => (name === undefined ? [] : `${path}.${name}`)));
}
