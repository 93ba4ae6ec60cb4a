/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment --
   It does not see through the mixins of ts-morph. */
import { Node, SyntaxKind, type SourceFile, type Statement } from 'ts-morph';

import { type Edit, insertion } from '../../setup/module/edit.ts';
import { lineEndAt, type TextStyle } from '../../setup/module/text-style.ts';
import { endOfLineComments } from '../../setup/module/write-list.ts';

/** A package that a configuration loads. */
interface Loaded {
  /** The name that its default export gets. */
  readonly name: string;
  readonly module: string;
}

/**
 * The edits that load a package in a configuration, as the file loads others: in order where they are, else
 * behind the last of them.
 */
export function importPlugin(file: SourceFile, { name, module }: Loaded, style: TextStyle): readonly Edit[] {
  const text = file.getFullText();
  const quoted = style.quote + module + style.quote;
  const end = style.semicolons ? ';' : '';
  const isCommonJs = usesRequire(file);
  const load = isCommonJs
    ? `const { default: ${name} } = require(${quoted})${end}`
    : `import ${name} from ${quoted}${end}`;
  const loads = file.getStatements().flatMap((statement) => {
    const from = loadedBy(statement, isCommonJs);
    return from === undefined ? [] : [{ statement, from }];
  });
  const packages = loads.filter(({ from }) => !/^(?:\.|node:)/.test(from));
  const isSorted = packages.every(
    ({ from }, index) => index === 0 || compare(packages[index - 1]?.from ?? '', from) <= 0,
  );
  const following = isSorted ? packages.find(({ from }) => compare(from, module) > 0) : undefined;
  if (following) {
    const start = following.statement.getStart();
    return [insertion(start, load + lineEndAt(text, start))];
  }
  const previous = packages.at(-1) ?? loads.filter(({ from }) => from.startsWith('node:')).at(-1);
  if (previous) return [behind(previous.statement, load, text)];
  return [atTop(file, load, text)];
}

function compare(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0;
}

/** Whether a module is CommonJS, which loads packages by `require`. */
function usesRequire(file: SourceFile): boolean {
  if (/\.c[jt]s$/.test(file.getBaseName())) return file.getImportDeclarations().length === 0;
  if (file.getImportDeclarations().length > 0 || file.getExportAssignments().length > 0) return false;
  return /\bmodule\.exports\b|\brequire\(/.test(file.getFullText());
}

function loadedBy(statement: Node, isCommonJs: boolean): string | undefined {
  if (Node.isImportDeclaration(statement)) return statement.getModuleSpecifierValue();
  if (!isCommonJs || !Node.isVariableStatement(statement)) return undefined;
  const value = statement.getDeclarations()[0]?.getInitializer()?.getText() ?? '';
  return /^require\(["']([^"']+)["']\)/.exec(value)?.[1];
}

function behind(statement: Statement, load: string, text: string): Edit {
  const at = endOfLineComments(text, statement.getEnd());
  return insertion(at, lineEndAt(text, at) + load);
}

/** In front of all but a shebang, comments on the whole file and directives. */
function atTop(file: SourceFile, load: string, text: string): Edit {
  const statements = file.getStatements();
  const directive = statements.filter((statement) => isDirective(statement)).at(-1);
  if (directive) {
    const edit = behind(directive, load, text);
    return { ...edit, text: lineEndAt(text, edit.start) + edit.text };
  }
  const first = statements[0];
  if (!first) return insertion(text.length, load + lineEndAt(text, text.length));
  // A comment right above the first statement speaks to that one.
  const [comment] = first
    .getLeadingCommentRanges()
    .filter((range) => isAttached(text, range.getEnd(), first.getStart()));
  const start = comment && !isOnFile(comment.getText()) ? comment.getPos() : first.getStart();
  const end = lineEndAt(text, start);
  return insertion(start, load + end + (first.isKind(SyntaxKind.ImportDeclaration) ? '' : end));
}

function isDirective(statement: Statement): boolean {
  const expression = statement.asKind(SyntaxKind.ExpressionStatement)?.getExpression();
  return expression?.isKind(SyntaxKind.StringLiteral) === true;
}

function isAttached(text: string, from: number, to: number): boolean {
  return !/\n\s*\n/.test(text.slice(from, to).replaceAll('\r', ''));
}

function isOnFile(comment: string): boolean {
  return /@ts-(?:no)?check|eslint-(?:disable|enable|env)\b|licen[cs]e|copyright|@fileoverview/i.test(comment);
}
