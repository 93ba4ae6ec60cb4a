import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import type { PythonSource } from '../../resolve/python/source.ts';
import { fixWith } from '../../text/text-edit.ts';
import type { messages } from '../messages.ts';
import type { Remedy } from './remedy.ts';

type Corrections = Partial<Pick<TSESLint.ReportDescriptor<keyof typeof messages>, 'fix' | 'suggest'>>;

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

/** A remedy as a report offers it. */
export function corrections(remedy: Remedy | undefined): Corrections {
  if (!remedy) return {};
  const fix = fixWith(remedy.edit);
  if (!remedy.doubt) return { fix };
  const messageId = remedy.doubt === 'chosen' ? 'setSeconds' : 'setUnregistered';
  return { suggest: [{ messageId, data: { value: remedy.value }, fix }] };
}
