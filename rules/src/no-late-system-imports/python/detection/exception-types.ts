import type { Py } from '@cogniverse/eslint-python';

import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';

const IMPORT_ERRORS = new Set(['builtins.ImportError', 'builtins.ModuleNotFoundError']);
/** What an import that fails is, too. */
const WIDER_ERRORS = new Set(['builtins.Exception', 'builtins.BaseException']);

/** Whether an exception type, or one of a tuple, is that of an import that fails. */
export function isImportError(type: Py.expr, source: PythonSource): boolean {
  return someType(type, IMPORT_ERRORS, source);
}

/** Whether a handler catches an import that fails, among other errors or alone. */
export function catchesImportError({ type }: Py.ExceptHandler, source: PythonSource): boolean {
  return type === null || someType(type, IMPORT_ERRORS, source) || someType(type, WIDER_ERRORS, source);
}

function someType(type: Py.expr, errors: ReadonlySet<string>, source: PythonSource): boolean {
  const types = type.nodeType === 'Tuple' ? type.elts : [type];
  return types.some((each) => originsOf(each, source).some(({ path }) => errors.has(path)));
}
