import type { Py } from '@cogniverse/eslint-python';
import { isSystemModule } from '@cogniverse/guide';

import { isOwnPackage } from '../../resolve/python/own-package.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { SourceText } from '../source-text.ts';
import type { TextEdit } from '../text-edit.ts';

/** The sections of imports, in the order in which isort and ruff put them. */
const SECTIONS = ['future', 'standard', 'third-party', 'own'] as const;
type Section = (typeof SECTIONS)[number];
type Import = Py.Import | Py.ImportFrom;

const NAME = 'pytest';
const STATEMENT = `import ${NAME}`;

/**
 * Imports pytest in the section of installed packages, where isort would have it; `undefined` where
 * statements share lines.
 */
export function importPytest(source: PythonSource): TextEdit | undefined {
  const imports = leadingImports(source.ast);
  const text = new SourceText({ text: source.text, comments: [] });
  const sections = imports.map((statement) => sectionOf(statement, source));
  const before = imports.findLastIndex((statement, index) =>
    comesBefore(statement, sections[index] ?? 'own'),
  );
  const previous = imports[before];
  const next = imports[before + 1];
  if (previous && sections[before] === 'third-party') return after(previous, STATEMENT, 1, text, source);
  if (next && sections[before + 1] === 'third-party') return inFrontOf(next, 1, text, source);
  if (previous) return after(previous, STATEMENT, 2, text, source);
  if (next) return inFrontOf(next, 2, text, source);
  const docstring = docstringOf(source.ast);
  if (docstring) return after(docstring, STATEMENT, 2, text, source);
  return atTop(text, source);
}

/** The imports at the beginning of a module, up to the first statement that is none. */
function leadingImports({ body }: Py.Module): readonly Import[] {
  const imports: Import[] = [];
  for (const statement of body) {
    if (statement.nodeType === 'Import' || statement.nodeType === 'ImportFrom') imports.push(statement);
    else if (statement !== body[0] || !isString(statement)) break;
  }
  return imports;
}

function docstringOf({ body: [first] }: Py.Module): Py.stmt | undefined {
  return first && isString(first) ? first : undefined;
}

function isString(statement: Py.stmt): boolean {
  return (
    statement.nodeType === 'Expr' &&
    statement.value.nodeType === 'Constant' &&
    statement.value.valueType === 'str'
  );
}

function sectionOf(statement: Import, { file }: PythonSource): Section {
  const module = statement.nodeType === 'Import' ? statement.names[0]?.name : statement.module;
  if (!module || (statement.nodeType === 'ImportFrom' && statement.level > 0)) return 'own';
  if (module === '__future__') return 'future';
  if (isSystemModule('python', module, 'stdlib')) return 'standard';
  return isOwnPackage(module.split('.', 1)[0] ?? module, file) ? 'own' : 'third-party';
}

/** Whether an import stands before `import pytest`: in a section, plain imports come first, by their names. */
function comesBefore(statement: Import, section: Section): boolean {
  if (section !== 'third-party') return SECTIONS.indexOf(section) < SECTIONS.indexOf('third-party');
  return statement.nodeType === 'Import' && (statement.names[0]?.name ?? '').toLowerCase() < NAME;
}

/** Writes lines behind the line on which a statement ends. */
export function after(
  statement: Py.stmt,
  line: string,
  breaks: number,
  text: SourceText,
  { ast }: PythonSource,
): TextEdit | undefined {
  const end = text.lineEnd(statement.range[1]);
  const isShared = ast.body.some(({ range }) => range[0] < end && range[1] > end);
  return isShared ? undefined : { range: [end, end], text: text.lineBreak(end).repeat(breaks) + line };
}

function inFrontOf(
  statement: Py.stmt,
  breaks: number,
  text: SourceText,
  source: PythonSource,
): TextEdit | undefined {
  const start = text.lineStart(statement.range[0]);
  if (
    !text.isBlank(start, statement.range[0]) ||
    source.ast.body.some(({ range }) => range[0] < start && range[1] > start)
  ) {
    return undefined;
  }
  return { range: [start, start], text: STATEMENT + text.lineBreak(start).repeat(breaks) };
}

/** Behind the comments that speak of the whole file: the first line's, and those that a blank line follows. */
function atTop(text: SourceText, { text: code }: PythonSource): TextEdit {
  const header = /^(?:#.*(?:\r\n|[\r\n]))+(?=[ \t]*(?:\r\n|[\r\n]))(?:[ \t]*(?:\r\n|[\r\n]))*/.exec(code);
  const special = /^(?:#(?:!|.*coding[:=]).*(?:\r\n|[\r\n])){1,2}/.exec(code);
  const start = (header ?? special)?.[0].length ?? 0;
  return { range: [start, start], text: STATEMENT + text.lineBreak(start).repeat(3) };
}
