import { Node, SyntaxKind, type SourceFile } from 'ts-morph';

/** How a file is written, as far as edits have to know. */
export interface TextStyle {
  readonly quote: "'" | '"';
  /** One step of indentation. */
  readonly indent: string;
  /** Whether lists over several lines end in a comma. */
  readonly trailingCommas: boolean;
  readonly semicolons: boolean;
}

/** Reads the style that most of a file follows. */
export function textStyle(file: SourceFile): TextStyle {
  const text = file.getFullText();
  const strings = file
    .getDescendantsOfKind(SyntaxKind.StringLiteral)
    .map((literal) => literal.getText().charAt(0));
  const double = strings.filter((quote) => quote === '"').length;
  return {
    quote: double > strings.length / 2 ? '"' : "'",
    indent: indentOf(text),
    trailingCommas: hasTrailingCommas(file),
    semicolons: hasSemicolons(file),
  };
}

/** The smallest step by which a line is further in than the one before it. */
function indentOf(text: string): string {
  const steps: string[] = [];
  let before = '';
  for (const line of text.split(/\r\n|[\r\n]/)) {
    if (/^\s*(?:$|\*|\/\/|\/\*)/.test(line)) continue;
    const blank = /^[\t ]*/.exec(line)?.[0] ?? '';
    if (blank.startsWith(before) && blank.length > before.length) steps.push(blank.slice(before.length));
    before = blank;
  }
  const [first = '  ', ...others] = steps;
  return others.reduce((shortest, step) => (step.length < shortest.length ? step : shortest), first);
}

function hasTrailingCommas(file: SourceFile): boolean {
  let comma = 0;
  let none = 0;
  file.forEachDescendant((node) => {
    if (!Node.isObjectLiteralExpression(node) && !Node.isArrayLiteralExpression(node)) return;
    const list = Node.isObjectLiteralExpression(node)
      ? node.compilerNode.properties
      : node.compilerNode.elements;
    const last = list.at(-1);
    if (!last || !/[\r\n]/.test(file.getFullText().slice(last.end, node.getEnd()))) return;
    if (list.hasTrailingComma) comma += 1;
    else none += 1;
  });
  return comma >= none;
}

function hasSemicolons(file: SourceFile): boolean {
  const statements = file
    .getStatements()
    .filter((statement) => !/^(?:function|class|interface|if|for|while|type\b.*\{)/.test(statement.getText()));
  const without = statements.filter((statement) => !statement.getText().endsWith(';')).length;
  return statements.length === 0 || without <= statements.length / 2;
}

/** The line end that the line around an offset has; that of the line before where it is the last. */
export function lineEndAt(text: string, offset: number): string {
  return /\r\n|\n|\r/.exec(text.slice(offset))?.[0] ?? /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The blank that the line around an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[\t ]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** Whether nothing but blanks stands in front of an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^[\t ]*$/.test(text.slice(lineStart(text, offset), offset));
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
