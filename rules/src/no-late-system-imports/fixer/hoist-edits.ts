import type { TSESTree } from '@typescript-eslint/utils';

import { removeStatement } from '../../text/remove-statement.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import type { LintedFile } from '../linted-file.ts';
import type { Hoist } from './hoist.ts';
import { importEdits } from './import-edits.ts';
import { directivesAbove } from './speaking-comments.ts';

/** The edits that move loads to module level, together. */
export function hoistEdits(hoists: readonly Hoist[], file: LintedFile): readonly TextEdit[] {
  const removed = [...new Set(hoists.flatMap(({ removes }) => removes ?? []))];
  return [
    ...importEdits(
      hoists.flatMap(({ adds }) => adds),
      file,
    ),
    ...hoists.flatMap(({ replaces }) => replaces ?? []),
    ...removals(removed, file),
  ];
}

/** The edits that take declarators and statements out, with the lines and comments that only they have. */
export function removals(
  nodes: readonly (TSESTree.VariableDeclarator | TSESTree.Statement)[],
  file: LintedFile,
): readonly TextEdit[] {
  const gone = new Set<TSESTree.Node>(nodes);
  const edits: TextEdit[] = [];
  for (const node of nodes) {
    if (
      node.type === 'VariableDeclarator' &&
      node.parent.declarations.every((declarator) => gone.has(declarator))
    )
      gone.add(node.parent);
  }
  const statements = [...gone].filter((node) => node.type !== 'VariableDeclarator');
  for (const statement of statements) {
    edits.push(removeStatement(statement, siblingsOf(statement), gone, file.text));
    for (const { range } of directivesAbove(statement, file)) edits.push(removeLine(range, file));
  }
  const shortened = new Set(
    nodes.flatMap((node) =>
      node.type === 'VariableDeclarator' && !gone.has(node.parent) ? [node.parent] : [],
    ),
  );
  return [...edits, ...[...shortened].flatMap((declaration) => removeDeclarators(declaration, gone))];
}

function siblingsOf({ parent }: TSESTree.Node): readonly TSESTree.Node[] {
  switch (parent?.type) {
    case 'BlockStatement':
    case 'Program':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return parent.body;
    case 'SwitchCase':
      return parent.consequent;
    default:
      return [];
  }
}

function removeLine([start, end]: readonly [number, number], { text }: LintedFile): TextEdit {
  const lineStart = text.lineStart(start);
  const ownsLine = text.isBlank(lineStart, start) && text.isBlank(end, text.lineEnd(end));
  return { range: ownsLine ? [lineStart, text.nextLine(end)] : [start, end], text: '' };
}

/**
 * Takes declarators out of a declaration that keeps others, each run of them with the comma that set it
 * apart.
 */
function removeDeclarators(
  { declarations }: TSESTree.VariableDeclaration,
  gone: ReadonlySet<TSESTree.Node>,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let kept: TSESTree.VariableDeclarator | undefined;
  let last: TSESTree.VariableDeclarator | undefined;
  for (const declarator of declarations) {
    if (gone.has(declarator)) last = declarator;
    else {
      if (last && kept) edits.push({ range: [kept.range[1], last.range[1]], text: '' });
      else if (last) edits.push({ range: [declarations[0].range[0], declarator.range[0]], text: '' });
      kept = declarator;
      last = undefined;
    }
  }
  if (last && kept) edits.push({ range: [kept.range[1], last.range[1]], text: '' });
  return edits;
}
