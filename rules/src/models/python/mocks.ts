import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { keywordOf } from '../../resolve/python/calls.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { givenByFixtures } from './callee.ts';
import { namesIn } from './syntax.ts';

/** Makers of mocks, by the last part of their path: `unittest.mock.MagicMock`, `mocker.Mock`. */
const MOCKS = new Set([
  'AsyncMock',
  'MagicMock',
  'Mock',
  'NonCallableMagicMock',
  'NonCallableMock',
  'PropertyMock',
  'create_autospec',
  'mock_open',
]);
/** What records a call that is expected of a mock. */
const CALL_RECORDS = new Set(['unittest.mock.call', 'mock.call']);
const FAKE_NAMES = [
  /^_*(?:mock|fake|stub|dummy)(?:_|$)/,
  /^_*(?:Mock|Fake|Stub|Dummy)(?:[A-Z_]|$)/,
  /_(?:mock|fake|stub|dummy)$/,
  /[a-z\d](?:Mock|Fake|Stub|Dummy)$/,
];

/**
 * Whether an expression is a mock, or a part of one: by how the file makes it, or by a name that says so.
 *
 * @param seen - The expressions that were looked at before.
 */
export function isMock(node: Py.expr, source: PythonSource, seen = new Set<Py.expr>()): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  switch (node.nodeType) {
    case 'Attribute':
      return isFakeName(node.attr) || isMock(node.value, source, seen);
    case 'Subscript':
    case 'Await':
      return isMock(node.value, source, seen);
    case 'Call':
      return makesMock(node, source) || isMock(node.func, source, seen);
    case 'Name':
      return (definitionsAt(node, source) ?? []).some((definition) =>
        definition.kind === 'parameter'
          ? isMockParameter(node, definition.name, source, seen)
          : isBoundToMock(definition.name, source) ||
            (assignedValues(definition) ?? []).some((value) => isMock(value, source, seen)),
      );
    default:
      return false;
  }
}

function isMockParameter(
  name: Py.Name,
  parameter: Py.Node,
  source: PythonSource,
  seen: Set<Py.expr>,
): boolean {
  return (
    isFakeName(name.id) ||
    isInjectedMock(parameter, source) ||
    givenByFixtures(name, source).some((value) => isMock(value, source, seen))
  );
}

/** Whether a name says of what it names that it is a fake: `mock_client`, `FakeModel`. */
export function isFakeName(name: string): boolean {
  return FAKE_NAMES.some((pattern) => pattern.test(name));
}

/** Whether a call makes a mock, or puts one in the place of something. */
export function makesMock(call: Py.Call, source: PythonSource): boolean {
  const names = namesIn(call.func);
  const name = names.at(-1) ?? '';
  if (MOCKS.has(name) || name === 'patch' || names.slice(-2).join('.') === 'patch.object') return true;
  return originsOf(call.func, source).some(
    ({ path }) => CALL_RECORDS.has(path) || MOCKS.has(path.split('.').at(-1) ?? ''),
  );
}

/** Whether `with patch('a.B') as name` binds a name. */
function isBoundToMock(name: Py.Node, source: PythonSource): boolean {
  const item = name.parent?.nodeType === 'withitem' ? name.parent : undefined;
  return item?.context_expr.nodeType === 'Call' && makesMock(item.context_expr, source);
}

/** Whether `@patch('a.B')` above a function gives it a parameter. */
function isInjectedMock(parameter: Py.Node, source: PythonSource): boolean {
  const func = parameter.parent?.parent;
  if (!isFunction(func)) return false;
  const owner: readonly Py.expr[] = func.parent?.nodeType === 'ClassDef' ? func.parent.decorator_list : [];
  const count = [...func.decorator_list, ...owner].filter((decorator) => injects(decorator, source)).length;
  return [...parametersOf(func)].slice(0, count).some((other) => other === parameter);
}

function injects(decorator: Py.expr, source: PythonSource): boolean {
  if (decorator.nodeType !== 'Call' || !makesMock(decorator, source)) return false;
  const isObject = namesIn(decorator.func).at(-1) === 'object';
  return decorator.args.length < (isObject ? 3 : 2) && !keywordOf(decorator, 'new');
}

function parametersOf({ args, parent }: PyFunction): readonly Py.arg[] {
  const all = [...args.posonlyargs, ...args.args];
  return parent?.nodeType === 'ClassDef' ? all.slice(1) : all;
}
