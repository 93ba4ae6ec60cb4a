import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import { fixtureValues } from './callee.ts';
import { isFunc, keywordOf, type Func } from './fixtures.ts';

/** Makers of mocks, by the last part of their path: `unittest.mock.MagicMock`, `mocker.Mock`. */
const MOCKS = new Set(['AsyncMock', 'MagicMock', 'Mock', 'NonCallableMagicMock', 'NonCallableMock', 'PropertyMock', 'create_autospec', 'mock_open']);
/** What records a call that is expected of a mock. */
const CALL_RECORDS = new Set(['unittest.mock.call', 'mock.call']);
const FAKE_NAME =
  /^_*(?:(?:mock|fake|stub|dummy)(?:_|$)|(?:Mock|Fake|Stub|Dummy)(?:[A-Z_]|$))|(?:_(?:mock|fake|stub|dummy)|[a-z\d](?:Mock|Fake|Stub|Dummy))$/;
const MAX_DEPTH = 6;

/** What puts another thing in the place of a name for a while. */
interface Patch {
  /** The path that is replaced, as far as it is known: `transformers.AutoModel.from_pretrained`, `from_pretrained`. */
  readonly target: string;
  /** Where it holds; left out where it may hold in the whole file. */
  readonly scope?: Py.Node;
}

const patchesOf = new WeakMap<PythonSource, readonly Patch[]>();

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

function patchesIn(source: PythonSource): readonly Patch[] {
  let patches = patchesOf.get(source);
  if (!patches) {
    patches = [...pythonNodesIn(source.ast)].flatMap((node) => {
      if (node.nodeType === 'Call') return patchBy(node);
      return node.nodeType === 'Assign' ? patchBySetting(node) : [];
    });
    patchesOf.set(source, patches);
  }
  return patches;
}

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
  const target = whole ?? (attribute === undefined ? undefined : [...(isModule ? [] : namesIn(first)), attribute].join('.'));
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
    const isDecorated = isFunc(above) || above.nodeType === 'ClassDef';
    if (isDecorated && above.decorator_list.some((decorator) => decorator === below)) return above;
    if (isFunc(above)) return above.name.startsWith('test') ? above : undefined;
    below = above;
  }
  return undefined;
}

/** Whether an expression is a mock, or a part of one: by how the file makes it, or by the name of a parameter. */
export function isMock(node: Py.expr, source: PythonSource, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (node.nodeType) {
    case 'Attribute':
    case 'Subscript':
    case 'Await':
      return isMock(node.value, source, depth + 1);
    case 'Call':
      return makesMock(node, source) || isMock(node.func, source, depth + 1);
    case 'Name':
      return (definitionsAt(node, source) ?? []).some(({ kind, node: by, name }, _, all) => {
        if (kind === 'parameter') {
          return isInjectedMock(name, source) || isFakeName(node.id) || fixtureValues(node, source).some((value) => isMock(value, source, depth + 1));
        }
        if (by.nodeType === 'With' || by.nodeType === 'AsyncWith' || by.nodeType === 'withitem') return isBoundToMock(name, source);
        const values = all.length === 1 || by.nodeType === 'Assign' ? assignedIn(by, name) : [];
        return values.some((value) => isMock(value, source, depth + 1));
      });
    default:
      return false;
  }
}

function assignedIn(by: Py.Node, name: Py.Node): readonly Py.expr[] {
  const isPlain = by.nodeType === 'Assign' && by.targets.some((target) => target === name);
  return isPlain ? [by.value] : by.nodeType === 'AnnAssign' && by.value ? [by.value] : [];
}

/** Whether a name says of what it names that it is a fake: `mock_client`, `FakeModel`. */
export function isFakeName(name: string): boolean {
  return FAKE_NAME.test(name);
}

/** Whether a call makes a mock, or puts one in the place of something. */
export function makesMock(call: Py.Call, source: PythonSource): boolean {
  const name = namesIn(call.func).at(-1) ?? '';
  const isPatch = name === 'patch' || namesIn(call.func).slice(-2).join('.') === 'patch.object';
  if (isPatch) return true;
  if (MOCKS.has(name)) return true;
  return originsOf(call.func, source).some(({ path }) => CALL_RECORDS.has(path) || MOCKS.has(path.split('.').at(-1) ?? ''));
}

function isBoundToMock(name: Py.Node, source: PythonSource): boolean {
  const item = name.parent?.nodeType === 'withitem' ? name.parent : undefined;
  return item?.context_expr.nodeType === 'Call' && makesMock(item.context_expr, source);
}

/** Whether `@patch('a.B')` above a function gives it a parameter. */
function isInjectedMock(parameter: Py.Node, source: PythonSource): boolean {
  const func = parameter.parent?.parent;
  if (!isFunc(func)) return false;
  const owner: readonly Py.expr[] = func.parent?.nodeType === 'ClassDef' ? func.parent.decorator_list : [];
  const count = [...func.decorator_list, ...owner].filter((decorator) => injects(decorator, source)).length;
  return [...parametersOf(func)].slice(0, count).some((other) => other === parameter);
}

function injects(decorator: Py.expr, source: PythonSource): boolean {
  if (decorator.nodeType !== 'Call' || !makesMock(decorator, source)) return false;
  const isObject = namesIn(decorator.func).at(-1) === 'object';
  return decorator.args.length < (isObject ? 3 : 2) && !keywordOf(decorator, 'new');
}

function parametersOf({ args, parent }: Func): readonly Py.arg[] {
  const all = [...args.posonlyargs, ...args.args];
  return parent?.nodeType === 'ClassDef' ? all.slice(1) : all;
}

/** The names of an expression from left to right: `['mocker', 'patch', 'object']`. */
export function namesIn(node: Py.expr): readonly string[] {
  switch (node.nodeType) {
    case 'Name':
      return [node.id];
    case 'Attribute':
      return [...namesIn(node.value), node.attr];
    case 'Call':
      return namesIn(node.func);
    default:
      return [];
  }
}

/** The string that an expression spells. */
export function stringOf(node: Py.expr | null | undefined): string | undefined {
  return node?.nodeType === 'Constant' && node.valueType === 'str' ? node.value : undefined;
}
