import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { isDirective } from '../../text/directive.ts';
import { areDisjoint, mergeEdits, type TextEdit } from '../../text/text-edit.ts';
import { hasChangingMembers } from '../detection/changes.ts';
import type { MisplacedImport } from '../detection/misplaced-imports.ts';
import { moduleKey } from '../detection/module-load.ts';
import type { Registration } from '../detection/registrations.ts';
import { MAX_SHARED_FIXES, type Finding } from '../finding.ts';
import type { LintedFile } from '../linted-file.ts';
import type { Doubt } from './doubts.ts';
import { leadingImports } from './leading-imports.ts';
import { moveUpEdits } from './move-up.ts';

/**
 * The findings for imports below a registration: one fix for all that can move for certain, a suggestion for
 * each other.
 */
export function misplacedFindings(imports: readonly MisplacedImport[], file: LintedFile): readonly Finding[] {
  const judged = imports.map((misplaced) => ({ misplaced, doubts: doubtsAbout(misplaced, imports, file) }));
  const isMovable = ({ isBound, statement }: MisplacedImport): boolean =>
    !isBound && !file.isDisabled(statement);
  const certain = judged.flatMap(({ misplaced, doubts }) =>
    doubts.length === 0 && isMovable(misplaced) ? [misplaced] : [],
  );
  const fix = editOf(certain, file);
  return judged.map(({ misplaced, doubts }, index): Finding => {
    const { statement, module, above } = misplaced;
    const finding = { node: statement, module, registration: above[0].label };
    if (!isMovable(misplaced)) return finding;
    if (doubts.length === 0) return index < MAX_SHARED_FIXES ? { ...finding, fix } : finding;
    const edit = editOf([misplaced], file);
    return edit ? { ...finding, suggestion: { edit, doubts } } : finding;
  });
}

function doubtsAbout(
  { statement, module, takesMembers, above }: MisplacedImport,
  imports: readonly MisplacedImport[],
  file: LintedFile,
): readonly Doubt[] {
  const doubts: Doubt[] = nodeBuiltinName(module) === undefined ? ['foreign'] : [];
  if (!takesMembers) return doubts;
  const harmless = new Set<TSESTree.Node>(leadingImports(file));
  for (const other of imports) if (nodeBuiltinName(other.module) !== undefined) harmless.add(other.statement);
  const passed = file.source.ast.body.filter(
    (other) => !harmless.has(other) && other.range[0] < statement.range[0],
  );
  const isInert = passed.every((other) => changesNoModule(other, above));
  return isInert && !hasChangingMembers(moduleKey(module), file) ? doubts : [...doubts, 'order'];
}

/**
 * Whether a statement leaves the modules as they are that are loaded already: a declaration, a mock or a
 * hook.
 */
function changesNoModule(
  statement: TSESTree.ProgramStatement,
  registrations: readonly Registration[],
): boolean {
  if (/^(?:Class|Function|Import|TS\w+)Declaration$/.test(statement.type)) return true;
  if (statement.type !== 'ExpressionStatement') return false;
  return (
    isDirective(statement) || registrations.some((other) => other.statement === statement && other.isCall)
  );
}

function editOf(imports: readonly MisplacedImport[], file: LintedFile): TextEdit | undefined {
  if (imports.length === 0) return undefined;
  const edits = moveUpEdits(imports, file);
  return areDisjoint(edits) ? mergeEdits(file.text.text, edits) : undefined;
}
