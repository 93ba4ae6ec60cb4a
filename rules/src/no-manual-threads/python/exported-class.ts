import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { isDefinition } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** A module that pytest collects, and so none that others import from. */
const COLLECTED = /^(?:test_.*|.*_test)\.py$/;

/** Whether a class is there for other files to make: a public one at the top of a conftest or of a helper module. */
export function isExportedClass(node: Py.ClassDef, source: PythonSource): boolean {
  if (COLLECTED.test(path.basename(source.file))) return false;
  if ([...ancestorsOf(node)].some(isDefinition)) return false;
  return !node.name.startsWith('_') || listedNames(source).has(node.name);
}

/** The names in `__all__`. */
function listedNames(source: PythonSource): ReadonlySet<string> {
  const definitions = source.scopes.moduleScope.variables.get('__all__')?.definitions ?? [];
  const lists = definitions.flatMap((definition) => assignedValues(definition) ?? []);
  const elements = lists.flatMap((list) =>
    list.nodeType === 'List' || list.nodeType === 'Tuple' ? list.elts : [],
  );
  return new Set(
    elements.flatMap((node) => (node.nodeType === 'Constant' && node.valueType === 'str' ? node.value : [])),
  );
}
