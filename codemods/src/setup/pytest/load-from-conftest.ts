import { parseSourceCode, type Py, PythonSyntaxError } from '@cogniverse/eslint-python';
import { VENDORED_MODULE } from 'eslint-plugin-cogniverse/registration';

import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import { applySplices, indentAt, lineEndAt, placeOf, type Splice, splitMark } from '../text/splice.ts';
import type { PytestProject, PytestStep } from './project.ts';

/** Sorters of imports leave it where it is, and linters let it be. */
const IMPORT = `import ${VENDORED_MODULE}  # isort: skip # noqa: F401`;
const PLUGINS = 'pytest_plugins';
const MISSING = `\`${VENDORED_MODULE}\` is not loaded`;
const SNIPPET = `${IMPORT}\n\n${PLUGINS} = ["${VENDORED_MODULE}"]`;

/** Whether a `conftest.py` has pytest load the copy of the plugin. */
export function loadsVendored(file: string, files: DraftFiles): boolean {
  return files.tryRead(file)?.includes(VENDORED_MODULE) ?? false;
}

/**
 * Has a `conftest.py` load the copy of the plugin: it is imported before all else, and named in
 * `pytest_plugins`. The file is made where there is none.
 */
export function loadFromConftest(file: string, { tests }: PytestProject, files: DraftFiles): PytestStep {
  const start = { file, line: 1, column: 1 };
  const manual = (reason: string): PytestStep => ({
    ...start,
    kind: 'manual',
    missing: MISSING,
    snippet: SNIPPET,
    reason,
  });
  try {
    if (!files.has(file)) {
      files.create(file, `${SNIPPET}\n`);
      const [test] = tests;
      const reported = test === undefined ? undefined : { file: test, line: 1, column: 1 };
      return { ...start, kind: 'create', missing: MISSING, ...(reported && { reported }) };
    }
    const { mark, body } = splitMark(files.read(file));
    const splices = edits(body, parseSourceCode(body).ast);
    if (typeof splices === 'string') return manual(splices);
    if (splices.length === 0) return { ...start, kind: 'present' };
    const after = applySplices(body, splices);
    parseSourceCode(after);
    files.edit(file, mark + after);
    return { file, ...placeOf(body, splices[0]?.start ?? 0), kind: 'edit', missing: MISSING };
  } catch (error) {
    if (error instanceof UnusableFile) return manual(error.message);
    if (error instanceof PythonSyntaxError) return manual('it has a syntax error');
    throw error;
  }
}

/** What loads the plugin, or why that can't be put in. */
function edits(body: string, { body: statements }: Py.Module): readonly Splice[] | string {
  const early = importEdit(body, statements);
  const listed = listEdit(body, statements);
  if (typeof early === 'string') return early;
  return typeof listed === 'string' ? listed : [...early, ...listed];
}

function importEdit(body: string, statements: readonly Py.stmt[]): readonly Splice[] | string {
  const isThere = statements.some(
    (each) => each.nodeType === 'Import' && each.names.some(({ name }) => name === VENDORED_MODULE),
  );
  if (isThere) return [];
  const eol = lineEndAt(body, body.length);
  const first = statements.find((each) => !isPreamble(each, statements));
  if (!first)
    return [insertion(body.length, `${body === '' || body.endsWith('\n') ? '' : eol}${eol}${IMPORT}${eol}`)];
  const { start } = lineOf(body, first);
  if (body.slice(start, first.range[0]).trim() !== '')
    return 'its first statement shares a line with another one';
  const gap = first.nodeType === 'Import' || first.nodeType === 'ImportFrom' ? '' : eol;
  return [insertion(aboveComments(body, start, statements.indexOf(first) > 0), `${IMPORT}${eol}${gap}`)];
}

/** A docstring, or an import from `__future__`: nothing may stand in front of these. */
function isPreamble(statement: Py.stmt, statements: readonly Py.stmt[]): boolean {
  if (statement.nodeType === 'ImportFrom') return statement.module === '__future__';
  return statement === statements[0] && statement.nodeType === 'Expr' && isText(statement.value);
}

/**
 * The offset above the comments that stand directly on a line; those that a file begins with are about the
 * file.
 *
 * @param isBehind Whether something else stands above.
 */
function aboveComments(body: string, start: number, isBehind: boolean): number {
  let at = start;
  while (at > 0) {
    const previous = body.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(body.slice(previous, at))) return at;
    at = previous;
  }
  return isBehind ? at : start;
}

function listEdit(body: string, statements: readonly Py.stmt[]): readonly Splice[] | string {
  const stated = statements.flatMap((each) => {
    if (each.nodeType === 'Assign') return each.targets.some(isPlugins) ? [each.value] : [];
    return each.nodeType === 'AnnAssign' && isPlugins(each.target) && each.value ? [each.value] : [];
  });
  const [value, ...others] = stated;
  if (value && others.length === 0) return elementEdit(body, value);
  if (value || new RegExp(`^[ \\t]*${PLUGINS}\\b`, 'm').test(body))
    return `${PLUGINS} is set in several places`;
  const eol = lineEndAt(body, body.length);
  const line = `${PLUGINS} = [${quoted(body)}]`;
  const imports = statements.filter(({ nodeType }) => nodeType === 'Import' || nodeType === 'ImportFrom');
  const anchor = imports.findLast((each) => !isPreamble(each, statements));
  if (anchor) return [insertion(lineOf(body, anchor).end, `${eol}${eol}${line}`)];
  // Directly behind the import that is put in.
  const [early] = importEdit(body, statements);
  if (typeof early !== 'object') return 'it is not clear where to name it';
  const isLast = statements.every((each) => isPreamble(each, statements));
  return [insertion(early.start, isLast ? `${eol}${line}${eol}` : `${line}${eol}${eol}`)];
}

function elementEdit(body: string, value: Py.expr): readonly Splice[] | string {
  const text = quoted(body);
  if (isText(value)) {
    if (value.value === VENDORED_MODULE) return [];
    return [insertion(value.range[0], `[${text}, `), insertion(value.range[1], ']')];
  }
  if (value.nodeType !== 'List' && value.nodeType !== 'Tuple') return `${PLUGINS} is computed`;
  if (value.elts.some((each) => isText(each) && each.value === VENDORED_MODULE)) return [];
  const [first] = value.elts;
  if (!first)
    return value.nodeType === 'List' ? [insertion(value.range[0] + 1, text)] : `${PLUGINS} is an empty tuple`;
  const [start] = first.range;
  const isOnOwnLine = body.slice(body.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  const gap = isOnOwnLine ? lineEndAt(body, start) + indentAt(body, start) : ' ';
  return [insertion(start, `${text},${gap}`)];
}

function isPlugins(node: Py.expr): boolean {
  return node.nodeType === 'Name' && node.id === PLUGINS;
}

function isText(node: Py.expr): node is Py.Constant {
  return node.nodeType === 'Constant' && typeof node.value === 'string';
}

/** The module's name in the quotes that the file has most of. */
function quoted(body: string): string {
  const count = (mark: string): number => body.split(mark).length;
  return count("'") > count('"') ? `'${VENDORED_MODULE}'` : `"${VENDORED_MODULE}"`;
}

/** Where the line of a statement begins, and where its last line ends. */
function lineOf(
  body: string,
  { range: [from, to] }: Py.stmt,
): { readonly start: number; readonly end: number } {
  const end = /\r?\n|$/.exec(body.slice(to))?.index ?? 0;
  return { start: body.lastIndexOf('\n', from - 1) + 1, end: to + end };
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
