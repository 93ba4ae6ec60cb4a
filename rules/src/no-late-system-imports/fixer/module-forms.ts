import { nodeBuiltin } from '@cogniverse/guide';

import { hasChangingMembers, mayBePatched } from '../detection/changes.ts';
import type { ModuleLoad } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';
import type { Doubt } from './doubts.ts';
import type { ReadMembers } from './load-use.ts';
import { moduleBindings, type BindingForm } from './module-bindings.ts';
import { hasDefaultImports, moduleSyntax } from './module-syntax.ts';
import { hasExports } from './node-exports.ts';

/** What a name at module level may hold so that it can stand for what a load gives. */
export interface ModuleForms {
  /** What a new name holds. */
  readonly preferred: BindingForm;
  /** Against the preferred form. */
  readonly doubts: readonly Doubt[];
  /** What a name that is there already may hold. */
  readonly accepted: readonly BindingForm[];
}

/**
 * The forms that a load's value can take at module level.
 *
 * @param members - The members that are read of it; `undefined` where more happens to it.
 */
export function moduleForms(load: ModuleLoad, members: ReadMembers, file: LintedFile): ModuleForms {
  // What the namespace of an ES module and the CommonJS exports share: members with the same values.
  const hasSame = !mayBePatched(load.key) && !hasChangingMembers(load.key, file);
  const readsShared = members !== undefined && !members.includes('default') && hasSame;
  if (moduleSyntax(file) === 'commonjs') {
    const doubts: Doubt[] = load.kind === 'import' && !readsShared ? ['namespace'] : [];
    return { preferred: 'exports', doubts, accepted: doubts.length > 0 ? [] : ['exports'] };
  }
  if (load.kind === 'import') {
    return {
      preferred: 'namespace',
      doubts: [],
      accepted: readsShared ? ['namespace', 'exports'] : ['namespace'],
    };
  }
  const canBeNamespace =
    readsShared &&
    nodeBuiltin(load.module)?.defaultExport === 'namespace-object' &&
    hasExports(load.key, members);
  const accepted: BindingForm[] = canBeNamespace ? ['exports', 'namespace'] : ['exports'];
  const byDefault = hasDefaultImports(file);
  if (canBeNamespace && (!byDefault || prefersNamespaces(file)))
    return { preferred: 'namespace', doubts: [], accepted };
  return { preferred: 'exports', doubts: byDefault ? [] : ['interop'], accepted };
}

/** Whether the file imports builtins as namespaces, and none by its default export. */
const prefersNamespaces = perFile((file) => {
  const forms = moduleBindings(file).flatMap(({ key, form }) => (nodeBuiltin(key) ? [form] : []));
  return forms.includes('namespace') && !forms.includes('exports');
});
