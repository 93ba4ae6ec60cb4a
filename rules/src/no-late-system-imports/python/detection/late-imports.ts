import type { Py } from '@cogniverse/eslint-python';

import type { PythonSource } from '../../../resolve/python/source.ts';
import { isGuarded } from './guards.ts';
import { isUnderTest } from './import-changes.ts';
import { lateImportsOf, type LateImport } from './late-import.ts';
import { isStatedException } from './stated-exception.ts';

/** What import statements take from system modules later than their file is loaded, without a reason to. */
export function lateImports(
  statements: readonly (Py.Import | Py.ImportFrom)[],
  isSystem: (module: string) => boolean,
  source: PythonSource,
): readonly LateImport[] {
  return statements.flatMap((statement) => {
    const found = lateImportsOf(statement, isSystem);
    if (found.length === 0 || isStatedException(statement, source)) return [];
    return found.filter((late) => !isGuarded(late, source) && !isUnderTest(late, source));
  });
}
