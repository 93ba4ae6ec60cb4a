import { fileToEdit } from 'eslint-plugin-cogniverse/editing';
import type { Linter, SourceCode } from 'eslint';
import type { ASTPath } from 'jscodeshift';

import { servicesOf } from '../parse/source-code.ts';
import type { Finding, RuleNode, StructuralFile } from './codemod.ts';
import { shift } from './parser.ts';
import { patch } from './patch.ts';
import { isOfFile, Printer, type Layout } from './printer.ts';

/** A text with what a rule reported in it. */
export interface FileRequest {
  readonly sourceCode: SourceCode;
  /** Absolute path. */
  readonly file: string;
  /** The rule's name with the plugin's prefix. */
  readonly rule: string;
  readonly messages: readonly Linter.LintMessage[];
  readonly unsafe: boolean;
}

/**
 * Opens a file for a structural codemod.
 *
 * @throws {SyntaxError} where jscodeshift's parser refuses it.
 */
export function openFile({ sourceCode, file, rule, messages, unsafe }: FileRequest): StructuralFile {
  const linted = fileToEdit({ sourceCode, file, rule });
  const source = linted.text;
  const { j, root } = shift(source.text, servicesOf(sourceCode).dialect);
  const printer = new Printer(j, source.text, layoutOf(source.text));
  let paths: ReadonlyMap<string, readonly ASTPath[]> | undefined;
  return {
    linted,
    findings: messages.map((message) => findingOf(message, sourceCode)),
    unsafe,
    j,
    root,
    pathOf({ type, range: [start, end] }) {
      // `j.Node` is what all nodes have in common; jscodeshift's types make it a node of its own.
      paths ??= pathsByRange(root.find(j.Node).paths() as ASTPath[]);
      const known = paths.get(`${start}:${end}`) ?? [];
      const found = known.find(({ node }) => node.type === type) ?? known.at(-1);
      if (!found) throw new TypeError(`jscodeshift has no ${type} at ${start}`);
      return found;
    },
    print: (node) => printer.print(node),
    replace: ({ node }, made) => patch(node, made, source, printer),
  };
}

function pathsByRange(all: readonly ASTPath[]): ReadonlyMap<string, readonly ASTPath[]> {
  const paths = new Map<string, ASTPath[]>();
  for (const path of all) {
    const { node } = path;
    if (!isOfFile(node)) continue;
    const key = `${node.start}:${node.end}`;
    const known = paths.get(key);
    if (known) known.push(path);
    else paths.set(key, [path]);
  }
  return paths;
}

function findingOf(message: Linter.LintMessage, sourceCode: SourceCode): Finding {
  const { line, column, endLine = line, endColumn = column } = message;
  const start = sourceCode.getIndexFromLoc({ line, column: column - 1 });
  const end = sourceCode.getIndexFromLoc({ line: endLine, column: endColumn - 1 });
  // ESLint's types of nodes mean the same as typescript-eslint's.
  let node = (sourceCode.getNodeByRangeIndex(start) ?? sourceCode.ast) as unknown as RuleNode;
  while (node.range[1] < end && node.parent) node = node.parent;
  return { message, range: [start, end], node };
}

/** How a text is laid out, by its first strings and lines. */
function layoutOf(text: string): Layout {
  const [quote] = /(?<=\bfrom\s*|\brequire\(\s*)["']/.exec(text) ?? /["']/.exec(text) ?? ["'"];
  return {
    quote: quote === '"' ? 'double' : 'single',
    indent: /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0] ?? '  ',
    lineBreak: /\r\n|\n/.exec(text)?.[0] ?? '\n',
  };
}
