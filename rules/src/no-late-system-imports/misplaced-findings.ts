import { areDisjoint, mergeEdits, type TextEdit } from '../text/text-edit.ts';
import { MAX_SHARED_FIXES, type Finding } from './finding.ts';
import type { LintedFile } from './linted-file.ts';
import type { MisplacedImport } from './misplaced-imports.ts';
import { moveUpEdits } from './move-up.ts';

/** The findings for imports below a registration: one fix for all that can move for certain, a suggestion for each other. */
export function misplacedFindings(imports: readonly MisplacedImport[], file: LintedFile): readonly Finding[] {
  const certain = imports.filter(({ doubts, isBound }) => doubts.length === 0 && !isBound);
  const fix = editOf(certain, file);
  return imports.map((misplaced, index): Finding => {
    const { statement, module, registration, doubts, isBound } = misplaced;
    const finding = { node: statement, module, registration: registration.label };
    if (isBound) return finding;
    if (doubts.length === 0) return index < MAX_SHARED_FIXES ? { ...finding, fix } : finding;
    const edit = editOf([misplaced], file);
    return edit ? { ...finding, suggestion: { edit, doubts } } : finding;
  });
}

function editOf(imports: readonly MisplacedImport[], file: LintedFile): TextEdit | undefined {
  if (imports.length === 0) return undefined;
  const edits = moveUpEdits(imports, file);
  return areDisjoint(edits) ? mergeEdits(file.text.text, edits) : undefined;
}
