/**
 * What codemods that rewrite more than a lint fix can use of the rules: how names and tests are resolved, and
 * how text is edited.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from 'eslint';

import { lintedFile, type LintedFile } from './no-late-system-imports/linted-file.ts';

export { moduleKey } from './no-late-system-imports/detection/module-load.ts';
export { removals } from './no-late-system-imports/fixer/hoist-edits.ts';
export { importEdits } from './no-late-system-imports/fixer/import-edits.ts';
export { leadingImports } from './no-late-system-imports/fixer/leading-imports.ts';
export { isBoundBefore, moduleBindings } from './no-late-system-imports/fixer/module-bindings.ts';
export { ModuleNames } from './no-late-system-imports/fixer/module-names.ts';
export { moduleSyntax } from './no-late-system-imports/fixer/module-syntax.ts';
export type { LintedFile } from './no-late-system-imports/linted-file.ts';
export { CacheableLoads, type CacheableLoad } from './prefer-cached-models/cacheable.ts';
export { exportPath, isExport, isGlobal, resolveOrigin } from './resolve/origin.ts';
export { otherRunnerOf } from './resolve/other-runner.ts';
export { onlyAssignment, referenceOf, variableOf } from './resolve/source.ts';
export {
  contains,
  enclosingFunction,
  isFunction,
  memberName,
  staticName,
  stringValue,
  unwrap,
  type FunctionNode,
} from './resolve/syntax.ts';
export type { TestCall } from './resolve/test-calls/index.ts';
export { findSharedIds, type SharedId } from './unique-tenant-ids/find-shared-ids.ts';
export { ownIds, type NamedLiteral, type OwnIds, type TestId } from './unique-tenant-ids/own-ids.ts';
export type { TextLiteral } from './unique-tenant-ids/literals.ts';
export { addItem } from './text/add-item.ts';
export type { SourceText } from './text/source-text.ts';
export { areDisjoint, type TextEdit } from './text/text-edit.ts';

/** The tree that rules see. */
export type { TSESTree };

/** A parsed file, and the rule whose findings are to be mended in it. */
export interface FileToEdit {
  readonly sourceCode: SourceCode;
  /** Absolute path. */
  readonly file: string;
  /** The rule's name with the plugin's prefix; comments may disable it in places. */
  readonly rule: string;
}

/**
 * The file in the forms that resolvers and edits read it.
 *
 * @throws {TypeError} where it was parsed without scopes.
 */
export function fileToEdit({ sourceCode, file, rule }: FileToEdit): LintedFile {
  const linted = lintedFile({
    // ESLint's types of trees and scopes mean the same as typescript-eslint's.
    sourceCode: sourceCode as unknown as Readonly<TSESLint.SourceCode>,
    physicalFilename: file,
    settings: {},
    id: rule,
  });
  if (!linted) throw new TypeError(`${file} was parsed without scopes`);
  return linted;
}
