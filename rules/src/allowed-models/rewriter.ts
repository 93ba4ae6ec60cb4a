import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isInTitle } from '../models/assertions.ts';
import type { Finding } from './findings.ts';
import { snapshotsOf, type Replacement, type Rewriter } from './replacement.ts';

/** The linted file. */
interface File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly physicalFilename: string;
}

/** How names are replaced in JavaScript and TypeScript. */
export function javaScriptRewriter({ sourceCode, physicalFilename }: File): Rewriter<TSESTree.Node> {
  const { text } = sourceCode;
  return {
    editOf: (finding, replacement) => editOf(finding, replacement, text),
    doubtOf,
    isMention(index, group) {
      const isInside = ({ range }: { readonly range: TSESTree.Range }): boolean =>
        range[0] <= index && index < range[1];
      if (group.some(({ node }) => isInside(node)) || sourceCode.getAllComments().some(isInside)) return false;
      const node = sourceCode.getNodeByRangeIndex(index);
      // A constant can be called what an Ollama model is called.
      return node !== null && node.type !== 'Identifier' && !isInTitle(node);
    },
    lineOf: (index) => sourceCode.getLocFromIndex(index).line,
    snapshots: () =>
      text.includes('Snapshot(') ? snapshotsOf(physicalFilename, ({ base }) => `${base}.snap`) : '',
  };
}

function editOf(
  { node, isWhole }: Finding<TSESTree.Node>,
  replacement: string,
  text: string,
): Replacement | undefined {
  if (!isWhole || node.type === 'Identifier') return undefined;
  const [start, end] = node.range;
  if (isLiteral(node)) return { range: [start + 1, end - 1], text: replacement };
  const quote = /['"`]/.exec(text.slice(start, end))?.[0] ?? "'";
  return { range: [start, end], text: `${quote}${replacement}${quote}` };
}

function isLiteral(node: TSESTree.Node): boolean {
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

function doubtOf({ node, place }: Finding<TSESTree.Node>): string | undefined {
  if (!isLiteral(node)) return 'the name is put together from parts';
  // What a test only hands on may be a setting of the product.
  if (place.kind === 'field' && place.test !== undefined) return 'no loader is seen to take it';
  const isKey = node.parent?.type === 'Property' && node.parent.key === node;
  return isKey ? 'it is a key that is looked up elsewhere' : undefined;
}
