import type { TSESTree } from '@typescript-eslint/utils';

import type { SourceText } from './source-text.ts';

/** A kind of quotes around a string. */
export type Quote = '"' | "'";

/** How a file writes its statements. */
export interface FileStyle {
  /** The quotes around the names of modules; `undefined` where no statement at the top level names one. */
  readonly quote: Quote | undefined;
  readonly semicolons: boolean;
}

const styles = new WeakMap<TSESTree.Program, FileStyle>();

/** The style of a file, by the first statements that show it; a file of one line has semicolons. */
export function fileStyle(program: TSESTree.Program, source: SourceText): FileStyle {
  const style = styles.get(program) ?? readStyle(program, source);
  styles.set(program, style);
  return style;
}

function readStyle(program: TSESTree.Program, source: SourceText): FileStyle {
  const quote = program.body
    .map((statement) => quoteOf(statement, source))
    .find((found) => found !== undefined);
  const declaration = program.body.find(({ type }) => DECLARATIONS.has(type));
  const semicolons = declaration
    ? source.text.charAt(statementEnd(declaration, source) - 1) === ';'
    : /;[^\S\n\r]*(?:$|\}|\/[/*])/m.test(source.text) || !/[\n\r]/.test(source.text.trim());
  return { quote, semicolons };
}

/** Statements that end in a semicolon in any file that has semicolons. */
const DECLARATIONS = new Set<string>([
  'ExportAllDeclaration',
  'ImportDeclaration',
  'TSImportEqualsDeclaration',
  'VariableDeclaration',
]);

function quoteOf(statement: TSESTree.ProgramStatement, source: SourceText): Quote | undefined {
  const literal = specifierOf(statement);
  return literal && quoteAround(literal, source);
}

/** The quotes of a string; `undefined` for a template. */
export function quoteAround({ range: [start] }: TSESTree.Node, { text }: SourceText): Quote | undefined {
  const char = text.charAt(start);
  return char === '"' || char === "'" ? char : undefined;
}

/** The first string in a statement that names a module, or that a call of the statement is given. */
function specifierOf(statement: TSESTree.ProgramStatement): TSESTree.Node | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return statement.source;
    case 'ExpressionStatement':
      return firstArgument(statement.expression);
    case 'VariableDeclaration':
      return firstArgument(statement.declarations[0].init);
    default:
      return undefined;
  }
}

function firstArgument(node: TSESTree.Node | null): TSESTree.Node | undefined {
  if (node?.type === 'AwaitExpression') return firstArgument(node.argument);
  if (node?.type === 'MemberExpression') return firstArgument(node.object);
  if (node?.type !== 'CallExpression') return undefined;
  const [argument] = node.arguments;
  return firstArgument(node.callee) ?? (argument?.type === 'Literal' ? argument : undefined);
}

/**
 * Where a statement ends as its reader sees it. In code without semicolons the one that guards the next line
 * (`;[1, 2].forEach(…)`) is, by the grammar, the end of the statement before it.
 */
export function statementEnd(statement: TSESTree.Node, { text }: SourceText): number {
  const [start, end] = statement.range;
  if (text.charAt(end - 1) !== ';') return end;
  const withoutSemicolon = start + text.slice(start, end - 1).trimEnd().length;
  return /[\n\r\u2028\u2029]/.test(text.slice(withoutSemicolon, end)) ? withoutSemicolon : end;
}

/** Whether code that starts so would, on a new line, go on with a statement that no semicolon ends. */
export function continuesStatement(code: string): boolean {
  return /^(?:[([`*,.?:%^&|<>=]|\+(?!\+)|-(?!-)|\/(?![/*])|in\b|instanceof\b)/.test(code);
}
