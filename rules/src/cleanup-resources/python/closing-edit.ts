import type { Py } from '@cogniverse/eslint-python';

import { lineBreakOf, lineStart } from '../../no-late-system-imports/python/fixer/lines.ts';
import { returnedBy } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import type { Opener } from './opener.ts';
import type { Preparation } from './preparation.ts';

/**
 * The edit that has a fixture hand out what it opens and close it afterwards, where it ends by returning or
 * yielding just that.
 */
export function closingEdit(
  call: Py.Call,
  { closesPlainly }: Opener,
  { node: fn, fixture }: Preparation,
  source: PythonSource,
): TextEdit | undefined {
  if (!fixture || !closesPlainly) return undefined;
  const last = fn.body.at(-1);
  const handed = last && handedBy(last);
  if (!handed || returnedBy(fn).length !== 1) return undefined;
  // A return type would no longer be true.
  if (last.nodeType === 'Return' && fn.returns) return undefined;
  const { text } = source;
  const indent = text.slice(lineStart(text, last.range[0]), last.range[0]);
  if (!/^[ \t]+$/.test(indent)) return undefined;
  const lines = closing(handed, call, fn.name, text);
  return lines && { range: last.range, text: lines.join(lineBreakOf(text) + indent) };
}

function handedBy(statement: Py.stmt): Py.expr | undefined {
  if (statement.nodeType === 'Return') return statement.value ?? undefined;
  if (statement.nodeType !== 'Expr' || statement.value.nodeType !== 'Yield') return undefined;
  return statement.value.value ?? undefined;
}

function closing(handed: Py.expr, call: Py.Call, name: string, text: string): readonly string[] | undefined {
  if (handed === call) {
    // A function seldom needs its own name.
    return [`${name} = ${text.slice(...call.range)}`, `yield ${name}`, `${name}.close()`];
  }
  const assignment = call.parent;
  const isNamed =
    handed.nodeType === 'Name' &&
    assignment?.nodeType === 'Assign' &&
    assignment.targets.some((target) => target.nodeType === 'Name' && target.id === handed.id);
  return isNamed ? [`yield ${handed.id}`, `${handed.id}.close()`] : undefined;
}
