import type { Py } from '@cogniverse/eslint-python';

import { isDefinition } from '../../../resolve/python/functions.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import type { ImportLine } from './import-order.ts';
import { blankLinesFrom, isBlank, lineEnd, linesUp, lineStart, nextLine } from './lines.ts';

/** One of the imports that a file begins with. */
export interface TopImport {
  readonly statement: Py.Import | Py.ImportFrom;
  readonly line: ImportLine;
  /** Where lines can be put above it; `undefined` where it shares its line with code before it. */
  readonly above: number | undefined;
  /** Where lines can be put below it; `undefined` where it shares its line with code behind it. */
  readonly below: number | undefined;
}

/** Where the first imports of a file go that has none, and the blank lines that part them from what is around. */
export interface FirstPlace {
  readonly offset: number;
  readonly blankAbove: number;
  readonly blankBelow: number;
}

/** Comments that speak of the whole file and stay above its first statement. */
const HEADER = new RegExp(
  [
    '!',
    '.*coding[:=]',
    '.*-\\*-',
    '\\s*(?:ruff|flake8|isort|mypy|pylint|pyright|fmt|yapf|pytype|type|vim?|ex)\\s*[:=]',
    '.*\\b(?:copyright|licen[cs]e|spdx)\\b',
  ]
    .map((form) => `^#${form}`)
    .join('|'),
  'i',
);
const FIRST_LINES = /^#(?:!|.*coding[:=])/;

/** The imports that stand right behind a file's docstring and `__future__` imports. */
export function topImports({ ast, text }: PythonSource): readonly TopImport[] {
  const rest = ast.body.slice(prologueOf(ast).length);
  const length = rest.findIndex((statement) => !isImport(statement));
  return (length < 0 ? rest : rest.slice(0, length)).filter(isImport).map((statement) => ({
    statement,
    line: lineOf(statement),
    above: startsItsLine(statement.range[0], text) ? lineStart(text, statement.range[0]) : undefined,
    below: endsItsLine(statement.range[1], text) ? nextLine(text, statement.range[1]) : undefined,
  }));
}

/** Whether a statement is an import of either form. */
export function isImport(node: Py.Node): node is Py.Import | Py.ImportFrom {
  return node.nodeType === 'Import' || node.nodeType === 'ImportFrom';
}

/** The place for imports in a file that starts with none; `undefined` where it has no line for them. */
export function firstPlace({ ast, text }: PythonSource): FirstPlace | undefined {
  const prologue = prologueOf(ast);
  const before = prologue.at(-1);
  const next = ast.body[prologue.length];
  const wanted = next && isDefinition(next) ? 2 : 1;
  if (before) {
    const offset = nextLine(text, before.range[1]);
    if (!endsItsLine(before.range[1], text) || !/[\r\n]$/.test(text.slice(0, offset))) return undefined;
    return {
      offset,
      blankAbove: 1,
      blankBelow: next ? Math.max(wanted - blankLinesFrom(text, offset), 0) : 0,
    };
  }
  if (!next) return undefined;
  const start = firstLineOf(next, text);
  if (start === undefined) return undefined;
  const comments = commentsAbove(text, start);
  const header = comments.findLastIndex((line) => HEADER.test(line.text));
  const isLicence = comments.some((line) => /\b(?:copyright|licen[cs]e|spdx)\b/i.test(line.text));
  const own = isLicence ? [] : comments.slice(header + 1);
  const isParted = comments
    .slice(0, comments.length - own.length)
    .some((line) => !FIRST_LINES.test(line.text));
  return { offset: own[0]?.start ?? start, blankAbove: isParted ? 1 : 0, blankBelow: wanted };
}

/** The docstring and the `__future__` imports. */
function prologueOf({ body }: Py.Module): readonly Py.stmt[] {
  const [first] = body;
  const hasDocstring =
    first?.nodeType === 'Expr' && first.value.nodeType === 'Constant' && first.value.valueType === 'str';
  const start = hasDocstring ? 1 : 0;
  const length = body.slice(start).findIndex((statement) => !isFuture(statement));
  return length < 0 ? body : body.slice(0, start + length);
}

function isFuture(statement: Py.stmt): boolean {
  return statement.nodeType === 'ImportFrom' && statement.module === '__future__' && statement.level === 0;
}

/** An import statement as lines are compared; one of several modules goes by its first. */
function lineOf(statement: Py.Import | Py.ImportFrom): ImportLine {
  if (statement.nodeType === 'ImportFrom') {
    const module = '.'.repeat(statement.level) + (statement.module ?? '');
    return { module, asname: null, names: statement.names.map(({ name, asname }) => ({ name, asname })) };
  }
  const [first] = statement.names;
  return { module: first?.name ?? '', asname: first?.asname ?? null };
}

function startsItsLine(offset: number, text: string): boolean {
  const start = lineStart(text, offset);
  return isBlank(text, start, offset) && !/\\(?:\r\n?|\n)$/.test(text.slice(Math.max(start - 3, 0), start));
}

function endsItsLine(offset: number, text: string): boolean {
  return /^[ \t\f]*;?[ \t\f]*(?:#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}

/** Where the line of a statement starts, or that of its first decorator. */
function firstLineOf(statement: Py.stmt, text: string): number | undefined {
  const [decorator] = 'decorator_list' in statement ? statement.decorator_list : [];
  const start = lineStart(text, (decorator ?? statement).range[0]);
  if (decorator) return /^[ \t\f]*@/.test(text.slice(start)) ? start : undefined;
  return startsItsLine(statement.range[0], text) ? start : undefined;
}

/** The lines of comments that stand right above a line, from the first. */
function commentsAbove(
  text: string,
  start: number,
): readonly { readonly start: number; readonly text: string }[] {
  const lines: { start: number; text: string }[] = [];
  for (let line = start; line > 0;) {
    const above = linesUp(text, line, 1);
    const content = text.slice(above, lineEnd(text, above)).trim();
    if (!content.startsWith('#')) break;
    lines.unshift({ start: above, text: content });
    line = above;
  }
  return lines;
}
