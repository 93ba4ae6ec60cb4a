import type { Py } from '@cogniverse/eslint-python';

import { mayBe } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticValues } from '../../resolve/python/static-value.ts';

/** A place that sets environment variables of the process. */
export interface Setting {
  /** The assignment or call. */
  readonly node: Py.Assign | Py.AugAssign | Py.Call;
  readonly names: readonly string[];
  /** All that it uses are texts that are spelt out, beside the `os` that it begins with. */
  readonly isSpelt: boolean;
}

/**
 * The variables that an assignment to `os.environ` sets: `os.environ["X"] = "1"`, `os.environ |= {"X": "1"}`.
 */
export function settingByAssignment(
  node: Py.Assign | Py.AugAssign,
  source: PythonSource,
): Setting | undefined {
  if (node.nodeType === 'AugAssign') {
    if (node.op !== 'BitOr' || !isEnvironment(node.target, source)) return undefined;
    return settingOf(node, keysIn(node.value), isSpelt(node.value), source);
  }
  const keys = node.targets.flatMap((target) =>
    target.nodeType === 'Subscript' && isEnvironment(target.value, source) ? [target.slice] : [],
  );
  const isPlain = keys.length === node.targets.length && [...keys, node.value].every(isSpelt);
  return settingOf(node, keys, isPlain, source);
}

/**
 * The variables that a call sets: `os.environ.setdefault("X", "1")`, `os.environ.update({…})`,
 * `os.putenv("X", "1")`, `monkeypatch.setenv("X", "1")`.
 */
export function settingByCall(node: Py.Call, source: PythonSource): Setting | undefined {
  const { func, args, keywords } = node;
  const [first] = args;
  const spelt = [...args, ...keywords.map(({ value }) => value)].every(isSpelt);
  if (func.nodeType !== 'Attribute') {
    return mayBe(func, 'os.putenv', source) ? settingOf(node, args.slice(0, 1), spelt, source) : undefined;
  }
  switch (func.attr) {
    case 'setdefault':
      return isEnvironment(func.value, source) ? settingOf(node, args.slice(0, 1), spelt, source) : undefined;
    case 'update': {
      if (!isEnvironment(func.value, source)) return undefined;
      const named = keywords.flatMap(({ arg }) => arg ?? []);
      return settingOf(node, first ? keysIn(first) : [], spelt, source, named);
    }
    case 'putenv':
      return mayBe(func, 'os.putenv', source) ? settingOf(node, args.slice(0, 1), spelt, source) : undefined;
    case 'setenv':
      return isMonkeypatch(func.value) ? settingOf(node, args.slice(0, 1), false, source) : undefined;
    default:
      return undefined;
  }
}

function settingOf(
  node: Setting['node'],
  keys: readonly Py.expr[],
  spelt: boolean,
  source: PythonSource,
  named: readonly string[] = [],
): Setting | undefined {
  const names = [...named, ...keys.flatMap((key) => textsOf(key, source))];
  return names.length === 0 ? undefined : { node, names: [...new Set(names)], isSpelt: spelt };
}

function isEnvironment(node: Py.expr, source: PythonSource): boolean {
  return mayBe(node, 'os.environ', source);
}

/** It comes as a parameter, or from `pytest.MonkeyPatch()`, whatever that is called. */
function isMonkeypatch(node: Py.expr): boolean {
  return node.nodeType === 'Name' && /monkeypatch|^mp$|^m$/i.test(node.id);
}

function keysIn(node: Py.expr): readonly Py.expr[] {
  return node.nodeType === 'Dict' ? node.keys.filter((key) => key !== null) : [];
}

function textsOf(key: Py.expr, source: PythonSource): readonly string[] {
  return staticValues(key, source).flatMap((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [],
  );
}

function isSpelt(node: Py.expr): boolean {
  if (node.nodeType === 'Dict') {
    return [...node.keys, ...node.values].every((part) => part !== null && isSpelt(part));
  }
  return node.nodeType === 'Constant' && node.valueType === 'str';
}
