import { SyntaxKind, ts, type SourceFile, type Statement } from 'ts-morph';

import { insertion, type Edit } from './edit.ts';
import { lineEndAt, type TextStyle } from './text-style.ts';

const FOR_NEXT_LINE =
  /@ts-(?:ignore|expect-error)|(?:eslint|oxlint)-disable-next-line|(?:prettier|biome)-ignore\b/;

/** Has a module load another before everything else that it loads. */
export function prependImport(file: SourceFile, entry: string, style: TextStyle): readonly Edit[] {
  const text = file.getFullText();
  const statements = file.getStatements();
  const isModule = statements.some((statement) => isModuleSyntax(statement));
  const end = style.semicolons ? ';' : '';
  const load = isModule ? `import ${entry}${end}` : `require(${entry})${end}`;
  const first = statements.find((statement) => !isDirective(statement));
  if (!first) return [insertion(text.length, load + lineEndAt(text, 0))];
  const offset = startOf(first, text);
  const lineEnd = lineEndAt(text, offset);
  const isTight = first.isKind(SyntaxKind.ImportDeclaration) || /\brequire\(/.test(first.getText());
  return [insertion(offset, load + lineEnd + (isTight ? '' : lineEnd))];
}

function isModuleSyntax(statement: Statement): boolean {
  return (
    [SyntaxKind.ImportDeclaration, SyntaxKind.ExportAssignment, SyntaxKind.ExportDeclaration].includes(
      statement.getKind(),
    ) || /^export\b/.test(statement.getText())
  );
}

function isDirective(statement: Statement): boolean {
  const expression = statement.asKind(SyntaxKind.ExpressionStatement)?.getExpression();
  return expression?.isKind(SyntaxKind.StringLiteral) === true;
}

/** Where a statement starts, with a comment above it that speaks to it alone. */
function startOf(statement: Statement, text: string): number {
  const comment = ts.getLeadingCommentRanges(text, statement.getFullStart())?.at(-1);
  return comment && FOR_NEXT_LINE.test(text.slice(comment.pos, comment.end))
    ? comment.pos
    : statement.getStart();
}
