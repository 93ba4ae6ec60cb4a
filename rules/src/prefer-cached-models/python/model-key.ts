import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { attributeValues } from '../../resolve/python/class-attributes.ts';
import { isDefinition } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticPrimitive } from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** Functions that make the same of the same: paths, and variables of the environment. */
const STABLE =
  /^(?:os\.(?:environ\.get|getenv|fspath|path\.(?:join|abspath|dirname|realpath|expanduser))|pathlib\.(?:Path|PurePath|PosixPath)|builtins\.str)$/;
const MAX_DEPTH = 8;

/** The text that an expression is, where the file states it. */
export function statedText(expression: Py.expr, source: PythonSource): string | undefined {
  const value = staticPrimitive(expression, source);
  return typeof value === 'string' ? value : undefined;
}

/**
 * Whether an expression has one value for as long as the tests run: constants of the module or class, imports, the
 * environment, and what is put together from these.
 */
export function isStable(node: Py.expr, source: PythonSource, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const below = (part: Py.expr): boolean => isStable(part, source, depth + 1);
  switch (node.nodeType) {
    case 'Constant':
      return true;
    case 'JoinedStr':
      return node.values.every((part) =>
        part.nodeType === 'FormattedValue' ? below(part.value) : below(part),
      );
    case 'BinOp':
      return below(node.left) && below(node.right);
    case 'BoolOp':
      return node.values.every(below);
    case 'Subscript':
      return below(node.value) && below(node.slice);
    case 'Call':
      return originsOf(node.func, source).some(({ path }) => STABLE.test(path)) && node.args.every(below);
    case 'Attribute': {
      const stated = attributeValues(node, source);
      if (stated) return !stated.hasOthers && stated.values.length === 1 && stated.values.every(below);
      return originsOf(node, source).length > 0;
    }
    case 'Name':
      return (definitionsAt(node, source) ?? []).every((definition) =>
        isStableName(definition, source, depth + 1),
      );
    default:
      return false;
  }
}

function isStableName(definition: Definition, source: PythonSource, depth: number): boolean {
  const { kind, node } = definition;
  if (kind === 'import' || kind === 'import-from') return true;
  if (kind === 'parameter' || node.nodeType === 'For' || node.nodeType === 'comprehension') return false;
  const [value, ...others] = assignedValues(definition) ?? [];
  const isOfModule = ![...ancestorsOf(node)].some(isDefinition);
  return value !== undefined && others.length === 0 && (isOfModule || isStable(value, source, depth));
}
