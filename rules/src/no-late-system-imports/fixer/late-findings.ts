import { areDisjoint, mergeEdits, type TextEdit } from '../../text/text-edit.ts';
import type { ModuleLoad } from '../detection/module-load.ts';
import { MAX_SHARED_FIXES, type Finding } from '../finding.ts';
import type { LintedFile } from '../linted-file.ts';
import { hoistEdits } from './hoist-edits.ts';
import { Hoister, type Hoist, type NewBinding } from './hoist.ts';
import { batchOf } from './load-use.ts';

/**
 * The findings for loads inside of functions: one fix for all that can move for certain, a suggestion for
 * each other.
 */
export function lateFindings(loads: readonly ModuleLoad[], file: LintedFile): readonly Finding[] {
  const hoister = new Hoister(file);
  const certain: Hoist[] = [];
  const planned: NewBinding[] = [];
  for (const load of loads) {
    const hoist = hoister.hoist(load, planned);
    if (hoist.doubts.length > 0 || file.isDisabled(load.node)) continue;
    certain.push(hoist);
    planned.push(...hoist.adds);
  }
  const moved = new Set(certain.map(({ load }) => load));
  const fix = editOfAll(certain, file);
  return loads.map((load, index): Finding => {
    const finding = { node: load.node, module: load.module };
    if (moved.has(load)) return index < MAX_SHARED_FIXES ? { ...finding, fix } : finding;
    const batch = hoister.hoistBatch(batchAround(load, loads));
    const hoists = batch.length > 0 ? batch : [hoister.hoist(load, [])];
    const edits = hoistEdits(hoists, file);
    const edit = areDisjoint(edits) ? mergeEdits(file.text.text, edits) : undefined;
    const doubts = [...new Set(hoists.flatMap((hoist) => hoist.doubts))];
    // Without doubts it only has to wait for those that move before it.
    return edit && doubts.length > 0 ? { ...finding, suggestion: { edit, doubts } } : finding;
  });
}

/** The loads that are awaited together with one, if all of them are too late. */
function batchAround({ node }: ModuleLoad, loads: readonly ModuleLoad[]): readonly ModuleLoad[] {
  const batch = node.type === 'ImportExpression' ? batchOf(node) : [];
  const found = batch.flatMap((sibling) => loads.find((load) => load.node === sibling) ?? []);
  return found.length === batch.length ? found : [];
}

function editOfAll(hoists: readonly Hoist[], file: LintedFile): TextEdit | undefined {
  const edits = hoistEdits(hoists, file);
  const [first] = hoists;
  if (areDisjoint(edits) || !first) return mergeEdits(file.text.text, edits);
  return mergeEdits(file.text.text, hoistEdits([first], file));
}
