import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import type { PythonSource } from '../../resolve/python/source.ts';

/** Where a test is marked: `async def name`, so that its body is not underlined. */
export function headOf(
  { range: [start], loc, name }: Py.AsyncFunctionDef | Py.FunctionDef,
  { text }: PythonSource,
): TSESLint.AST.SourceLocation {
  const end = text.indexOf(name, start) + name.length;
  const isOneLine = end > start && !/[\r\n]/.test(text.slice(start, end));
  const { line, column } = loc.start;
  return { start: loc.start, end: { line, column: column + (isOneLine ? end - start : 'async'.length) } };
}
