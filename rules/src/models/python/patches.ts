import type { Py } from '@cogniverse/eslint-python';

import { isFunction } from '../../resolve/python/functions.ts';
import { oncePer } from '../../resolve/once-per.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import { namesIn, stringOf } from './syntax.ts';

/** What puts another thing in the place of a name for a while. */
interface Patch {
  /** The path that is replaced, as far as it is known: `transformers.AutoModel.from_pretrained`, `from_pretrained`. */
  readonly target: string;
  /** Where it holds; left out where it may hold in the whole file. */
  readonly scope?: Py.Node;
}

/** A function as it is called. */
interface Called {
  /** Where it can be imported from. */
  readonly paths: readonly string[];
  readonly name: string;
  /** The class or module that it is called as a member of. */
  readonly owner: string | undefined;
}

/** Whether a function or method is replaced where a call of it stands. */
export function isPatched(call: Py.Node, { paths, name, owner }: Called, source: PythonSource): boolean {
  const patches = patchesIn(source);
  const around = patches.length > 0 ? new Set<Py.Node>(ancestorsOf(call)) : undefined;
  return patches.some(({ target, scope }) => {
    if (scope && !around?.has(scope)) return false;
    if (paths.some((path) => path === target || path.startsWith(`${target}.`))) return true;
    const [last, before = owner] = target.split('.').reverse();
    return last === owner || (last === name && (owner === undefined || before === owner));
  });
}

const patchesIn = oncePer((source: PythonSource): readonly Patch[] =>
  [...pythonNodesIn(source.ast)].flatMap((node) => {
    if (node.nodeType === 'Call') return patchBy(node);
    return node.nodeType === 'Assign' ? patchBySetting(node) : [];
  }),
);

/** `patch('a.B')`, `patch.object(B, 'c')`, `monkeypatch.setattr(B, 'c', fake)`, `setitem(sys.modules, 'a', fake)`. */
function patchBy(call: Py.Call): readonly Patch[] {
  const { func, args } = call;
  const names = namesIn(func);
  const [first, second] = args;
  const isPatch = names.at(-1) === 'patch' || names.slice(-2).join('.') === 'patch.object';
  const isSetting = names.at(-1) === 'setattr' || names.at(-1) === 'setitem';
  if ((!isPatch && !isSetting) || !first) return [];
  const attribute = second && stringOf(second);
  const whole = stringOf(first);
  const isModule = namesIn(first).join('.') === 'sys.modules';
  const target =
    whole ?? (attribute === undefined ? undefined : [...(isModule ? [] : namesIn(first)), attribute].join('.'));
  return target === undefined ? [] : [patchAt(target, call)];
}

/** `AutoModel.from_pretrained = fake`, `sys.modules['transformers'] = fake`. */
function patchBySetting(statement: Py.Assign): readonly Patch[] {
  return statement.targets.flatMap((target) => {
    if (target.nodeType === 'Attribute' && target.value.nodeType === 'Name' && target.value.id !== 'self') {
      return patchAt(namesIn(target).join('.'), statement);
    }
    const isModule = target.nodeType === 'Subscript' && namesIn(target.value).join('.') === 'sys.modules';
    const module = isModule ? stringOf(target.slice) : undefined;
    return module === undefined ? [] : patchAt(module, statement);
  });
}

function patchAt(target: string, node: Py.Node): Patch {
  const scope = scopeOf(node);
  return { target, ...(scope && { scope }) };
}

/** Where a patch holds: a `with`, what it decorates, or the test that makes it. */
function scopeOf(node: Py.Node): Py.Node | undefined {
  let below = node;
  for (const above of ancestorsOf(node)) {
    if (above.nodeType === 'withitem') return above.parent ?? undefined;
    const isDecorated = isFunction(above) || above.nodeType === 'ClassDef';
    if (isDecorated && above.decorator_list.some((decorator) => decorator === below)) return above;
    if (isFunction(above)) return above.name.startsWith('test') ? above : undefined;
    below = above;
  }
  return undefined;
}
