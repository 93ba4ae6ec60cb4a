import type { TSESTree } from '@typescript-eslint/utils';

import type { SourceText } from '../../text/source-text.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import type { LintedFile } from '../linted-file.ts';
import type { ExistingBinding, ModuleBinding } from './module-bindings.ts';

/**
 * Whether named exports can be added to the declaration of a binding, or to the one that will be written for
 * it.
 */
export function canTakeNames(binding: ModuleBinding | ExistingBinding, { text }: LintedFile): boolean {
  if (!('statement' in binding)) return binding.form !== 'namespace';
  return binding.statement.type === 'ImportDeclaration' && canJoin(binding.statement, 'named', text);
}

/** Whether an import declaration can take a default import or further names, as it is written. */
export function canJoin(
  declaration: TSESTree.ImportDeclaration,
  form: 'exports' | 'named',
  source: SourceText,
): boolean {
  const { specifiers, source: module, importKind } = declaration;
  const [first] = specifiers;
  const last = specifiers.at(-1);
  if (!first || !last || importKind === 'type') return false;
  if (source.commentsIn(declaration.range[0], module.range[0]).length > 0) return false;
  const clauseStart = source.text.slice(declaration.range[0] + 'import'.length, first.range[0]);
  // Not `import defer * as x`; and `import x, {} from` has a list already that shows in no specifier.
  if (!/^\s*\{?\s*$/.test(clauseStart)) return false;
  const clauseEnd = source.text.slice(last.range[1], module.range[0]);
  if (!/^\s*,?\s*\}?\s*from\s*$/.test(clauseEnd)) return false;
  const excluded = form === 'exports' ? 'ImportDefaultSpecifier' : 'ImportNamespaceSpecifier';
  return specifiers.every(({ type }) => type !== excluded);
}

/** Adds a default import to a declaration that can take one. */
export function addDefault(
  declaration: TSESTree.ImportDeclaration,
  local: string,
  source: SourceText,
): TextEdit {
  const offset = source.codeAfter(declaration.range[0] + 'import'.length);
  return { range: [offset, offset], text: `${local}, ` };
}

/** Adds names, written as they stand in a list, to a declaration that can take them. */
export function addNames(
  declaration: TSESTree.ImportDeclaration,
  names: readonly string[],
  source: SourceText,
): readonly TextEdit[] {
  const last = declaration.specifiers.at(-1);
  if (!last) return [];
  if (last.type === 'ImportSpecifier') return [addToList(last, names, source)];
  return [{ range: [last.range[1], last.range[1]], text: `, { ${names.join(', ')} }` }];
}

/** Adds names behind the last one of a list: in its line, or on lines of their own where it has its own. */
export function addToList(last: TSESTree.Node, names: readonly string[], source: SourceText): TextEdit {
  const [start, end] = last.range;
  const indentation = source.indentation(start);
  const isOnOwnLine = source.lineStart(start) + indentation.length === start;
  const separator = isOnOwnLine ? `,${source.lineBreak(start)}${indentation}` : ', ';
  return { range: [end, end], text: names.map((name) => separator + name).join('') };
}
