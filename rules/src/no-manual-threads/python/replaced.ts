import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { mayBe, originsOf } from '../../resolve/python/origin.ts';
import { staticPrimitive } from '../../resolve/python/static-value.ts';
import { patchRegion, type Region } from './patch-region.ts';
import { threadValue, type ThreadSearch } from './thread-apis.ts';

/** Something that a test puts a fake in place of, and where the fake is what code finds. */
export interface Replacement {
  /** The names that lead to it: `threading.Thread`, `product.jobs.Thread`, `multiprocessing`. */
  readonly path: string;
  readonly region: Region;
}

/** What an assignment replaces: `threading.Thread = Fake`. */
export function replacedByAssignment(node: Py.Assign, search: ThreadSearch): readonly Replacement[] {
  if (threadValue(node.value, search)) return [];
  return node.targets.flatMap((target) => {
    if (target.nodeType !== 'Attribute') return [];
    const owners = originsOf(target.value, search.source);
    return owners.map(({ path }) => ({ path: `${path}.${target.attr}`, region: patchRegion(node, search.source) }));
  });
}

/**
 * What a call replaces: `patch`, `patch.object`, `patch.multiple` and `patch.dict` of unittest.mock and pytest-mock,
 * `monkeypatch.setattr` and `setitem`, `setattr`. What is replaced by something that makes threads as well, or is only
 * watched (`wraps`), is still what it was.
 */
export function replacedByCall(node: Py.Call, search: ThreadSearch): readonly Replacement[] {
  const paths = replacedPaths(node, search);
  if (paths.length === 0) return [];
  const candidates = [...node.args, ...node.keywords.filter(({ arg }) => arg !== 'spec').map(({ value }) => value)];
  const isKept = candidates.slice(1).some((value) => threadValue(value, search));
  return isKept ? [] : paths.map((path) => ({ path, region: patchRegion(node, search.source) }));
}

function replacedPaths(call: Py.Call, { source }: ThreadSearch): readonly string[] {
  const { func, args, keywords } = call;
  const [first, second] = args;
  const method = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const text = (node: Py.expr | undefined): string | undefined => {
    const value = node && staticPrimitive(node, source);
    return typeof value === 'string' ? value : undefined;
  };
  const members = (owner: Py.expr, names: readonly (string | null | undefined)[]): readonly string[] => {
    const stated = text(owner);
    const owners = stated === undefined ? originsOf(owner, source).map(({ path }) => path) : [stated];
    return owners.flatMap((path) => names.flatMap((name) => (typeof name === 'string' ? `${path}.${name}` : [])));
  };
  if (!first) return [];
  const isOfPatch = func.nodeType === 'Attribute' && /patch/i.test(source.text.slice(...func.value.range));
  const isPatch = method === 'patch' || (func.nodeType === 'Name' && mayBe(func, 'unittest.mock.patch', source));
  if (isPatch) return [text(first) ?? ownName(first) ?? []].flat();
  if (method === 'setattr' || (method === 'object' && isOfPatch)) {
    const target = text(first) ?? ownName(first);
    if (target !== undefined && method === 'setattr' && args.length === 2) return [target];
    return members(first, [text(second)]);
  }
  if (method === 'multiple' && isOfPatch) return members(first, keywords.map(({ arg }) => arg));
  if (!(method === 'setitem' || (method === 'dict' && isOfPatch))) return [];
  if (!mayBe(first, 'sys.modules', source) && text(first) !== 'sys.modules') return [];
  const names = second?.nodeType === 'Dict' ? second.keys.map((key) => text(key ?? undefined)) : [text(second)];
  return names.flatMap((name) => name ?? []);
}

/** `f'{__name__}.Thread'` and `__name__ + '.Thread'`: the name in the file itself. */
function ownName(node: Py.expr): string | undefined {
  const parts = node.nodeType === 'JoinedStr' ? node.values : node.nodeType === 'BinOp' ? [node.left, node.right] : [];
  const [module, name, ...others] = parts;
  const left = module?.nodeType === 'FormattedValue' ? module.value : module;
  if (left?.nodeType !== 'Name' || left.id !== '__name__' || others.length > 0) return undefined;
  return name?.nodeType === 'Constant' && name.valueType === 'str' ? `__name__${name.value}` : undefined;
}

/** Whether a call of what `path` leads to finds a fake there. */
export function isReplaced(
  call: Py.Call,
  path: string,
  replacements: readonly Replacement[],
  { source }: ThreadSearch,
): boolean {
  return replacements.some((replacement) => {
    if (!replacement.region(call)) return false;
    if (isOwnName(call.func, replacement.path, source.file)) return true;
    // Without its `start`, a thread that is made runs nothing.
    if (`.${replacement.path}`.endsWith(`.${path}.start`)) return true;
    return leadsThrough(path, replacement.path) && isLookedUpIn(replacement.region, call.func, source);
  });
}

/** `product.jobs.threading.Thread` is `threading.Thread` as well. */
function leadsThrough(path: string, replaced: string): boolean {
  for (let suffix = replaced; suffix !== ''; suffix = suffix.includes('.') ? suffix.slice(suffix.indexOf('.') + 1) : '') {
    // A name alone is a module only where nothing stands before it.
    if (suffix !== replaced && !suffix.includes('.')) return false;
    if (path === suffix || path.startsWith(`${suffix}.`) || path.startsWith(`${suffix}(`)) return true;
  }
  return false;
}

/** Whether a replaced name is the one in this file that a call uses. */
function isOwnName(func: Py.expr, replaced: string, file: string): boolean {
  if (func.nodeType !== 'Name') return false;
  const dot = replaced.lastIndexOf('.');
  const module = replaced.slice(0, dot);
  if (replaced.slice(dot + 1) !== func.id) return false;
  const ownModule = file.replaceAll('\\', '/').replace(/(?:\/__init__)?\.pyi?$/, '').replaceAll('/', '.');
  return module === '__name__' || ownModule === module || ownModule.endsWith(`.${module}`);
}

/** A name that was bound before the fake came still has the real thing; an attribute is looked up when it is used. */
function isLookedUpIn(region: Region, func: Py.expr, source: ThreadSearch['source']): boolean {
  if (func.nodeType !== 'Name') return true;
  return definitionsAt(func, source)?.every(({ node }) => region(node)) ?? false;
}
