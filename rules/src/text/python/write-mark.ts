import type { Py } from '@cogniverse/eslint-python';

import { isDefinition } from '../../resolve/python/functions.ts';
import { marksOf } from '../../resolve/python/marks.ts';
import { namespaceOf } from '../../resolve/python/namespace.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import { addItem } from '../add-item.ts';
import type { TextEdit } from '../text-edit.ts';
import { after } from './import-pytest.ts';
import { textOf, writeMark } from './target.ts';

type Decorated = Py.FunctionDef | Py.AsyncFunctionDef | Py.ClassDef;

const UNBOUND = /^builtins\.(?:static|class)method$/;

/**
 * Marks a function or class with a decorator, above the others; `undefined` where that can't be written.
 *
 * @param name - The mark with its arguments: `timeout(30)`.
 */
export function markByDecorator(
  node: Decorated,
  name: string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  const text = textOf(source);
  const mark = writeMark(node, name, source);
  // Before Python 3.10, what `staticmethod` makes could not be marked.
  const unbound = node.decorator_list.findLastIndex((decorator) =>
    originsOf(decorator, source).some(({ path }) => UNBOUND.test(path)),
  );
  const next = node.decorator_list[unbound + 1];
  const start = next ? source.text.lastIndexOf('@', next.range[0]) : node.range[0];
  const indentation = text.indentation(start);
  if (!mark || !text.isBlank(text.lineStart(start), start)) return undefined;
  return [
    ...mark.imports,
    { range: [start, start], text: `@${mark.text}${text.lineBreak(start)}${indentation}` },
  ];
}

/**
 * Marks everything in a module or class by `pytestmark`: joins what is there, or writes a new one behind the module's
 * imports. `undefined` where the marks that are there are not spelt as a list or a mark.
 */
export function markByName(
  owner: Py.Module | Py.ClassDef,
  name: string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  const bindings = namespaceOf(owner, source).get('pytestmark');
  if (!bindings) return owner.nodeType === 'Module' ? insertName(owner, name, source) : undefined;
  const [binding, ...others] = bindings;
  const statement = binding?.node.parent;
  if (!binding || others.length > 0 || binding.added.length > 0 || statement?.parent !== owner)
    return undefined;
  if (statement.nodeType !== 'Assign' && statement.nodeType !== 'AnnAssign') return undefined;
  const { value } = statement;
  const mark = writeMark(statement, name, source);
  const joined = value && mark ? join(value, mark.text, source) : undefined;
  return mark && joined ? [...mark.imports, ...joined] : undefined;
}

function join(value: Py.expr, mark: string, source: PythonSource): readonly TextEdit[] | undefined {
  const { text } = source;
  const [start, end] = value.range;
  if (value.nodeType !== 'List') {
    const isMark = marksOf(value, source).some((each) => each !== undefined);
    if (!isMark || value.nodeType === 'IfExp') return undefined;
    return (
      listOverLines(value, mark, source) ?? [
        { range: [start, start], text: '[' },
        { range: [end, end], text: `, ${mark}]` },
      ]
    );
  }
  const last = value.elts.at(-1);
  if (!last)
    return text.slice(start + 1, end - 1).trim() === ''
      ? [{ range: [start + 1, start + 1], text: mark }]
      : undefined;
  const [, lastEnd] = last.range;
  if (!/^[ \t]*(?:,|\]|#|\r|\n)/.test(text.slice(lastEnd))) return undefined;
  return [addItem(last.range, mark, textOf(source))];
}

const LINE_LENGTH = 88;
const INDENT = '    ';

/** The edits that list a mark and a new one with a line for each, where one line would not hold them. */
function listOverLines(value: Py.expr, mark: string, source: PythonSource): readonly TextEdit[] | undefined {
  const { text } = source;
  const [start, end] = value.range;
  const lines = textOf(source);
  const lineStart = lines.lineStart(start);
  const isOneLine = lines.lineStart(end) === lineStart;
  if (isOneLine && end - lineStart + `[, ${mark}]`.length <= LINE_LENGTH) return undefined;
  // What stands in a text over several lines would be indented with it.
  const holdsText = [...pythonNodesIn(value)].some(
    ({ nodeType, range }) =>
      (nodeType === 'Constant' || nodeType === 'JoinedStr') && /[\r\n]/.test(text.slice(...range)),
  );
  if (holdsText) return undefined;
  const edge = lines.lineBreak(start) + lines.indentation(start);
  const inner = [...text.slice(start, end).matchAll(/(?:\r\n?|\n)(?=[^\r\n])/g)];
  return [
    { range: [start, start], text: `[${edge}${INDENT}` },
    ...inner.map(({ 0: lineBreak, index }): TextEdit => {
      const at = start + index + lineBreak.length;
      return { range: [at, at], text: INDENT };
    }),
    { range: [end, end], text: `,${edge}${INDENT}${mark},${edge}]` },
  ];
}

/** `pytestmark = …` behind the imports that stand in front of the first function or class. */
function insertName(
  { body }: Py.Module,
  name: string,
  source: PythonSource,
): readonly TextEdit[] | undefined {
  const first = body.findIndex(isDefinition);
  const head = first < 0 ? [] : body.slice(0, first);
  const anchor = head.findLast(holdsImport) ?? docstringIn(head);
  const next = body[anchor ? body.indexOf(anchor) + 1 : 0];
  const mark = next && writeMark(next, name, source);
  const text = textOf(source);
  const [imports] = mark?.imports ?? [];
  if (!mark || (!anchor && !imports)) return undefined;
  const line = `pytestmark = ${mark.text}`;
  if (!anchor && imports) return [{ range: imports.range, text: insertAfterImport(imports.text, line) }];
  const edit = anchor && after(anchor, line, 2, text, source);
  if (!edit || !imports) return edit && [edit];
  if (imports.range[0] !== edit.range[0]) return [imports, edit];
  return [{ range: edit.range, text: imports.text + edit.text }];
}

/** Puts a line between an import that is written and the blank lines behind it. */
function insertAfterImport(written: string, line: string): string {
  const breaks = /\s*$/.exec(written)?.[0] ?? '';
  const lineBreak = breaks.startsWith('\r\n') ? '\r\n' : breaks.charAt(0);
  return written.trimEnd() + lineBreak.repeat(2) + line + breaks;
}

function holdsImport(statement: Py.stmt): boolean {
  return [...pythonNodesIn(statement)].some(
    ({ nodeType }) => nodeType === 'Import' || nodeType === 'ImportFrom',
  );
}

function docstringIn([first]: readonly Py.stmt[]): Py.stmt | undefined {
  return first?.nodeType === 'Expr' && first.value.nodeType === 'Constant' ? first : undefined;
}
