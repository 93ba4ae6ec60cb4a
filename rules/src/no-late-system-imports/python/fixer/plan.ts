import type { Py } from '@cogniverse/eslint-python';

import { importedPath } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import type { LateImport } from '../detection/late-import.ts';
import { situationalDoubts, type Doubt } from './doubts.ts';
import { moduleBindings, nameDoubts } from './name-doubts.ts';

/** Which imports leave their functions, and what keeps the others from it. */
export interface Plan {
  /** The ones that leave for certain, together. */
  readonly certain: readonly LateImport[];
  /** The doubts about each, those left out that come from which others leave. */
  readonly doubts: ReadonlyMap<LateImport, readonly Doubt[]>;
}

/**
 * Plans which imports leave their functions. An import may leave only together with all that bind its name in its
 * function, and only one meaning of a name can have it at module level.
 */
export function planOf(
  lates: readonly LateImport[],
  isDisabled: (late: LateImport) => boolean,
  source: PythonSource,
): Plan {
  const doubts = new Map(lates.map((late) => [late, situationalDoubts(late, source)]));
  let certain: readonly LateImport[] = lates.filter(
    (late) => doubts.get(late)?.length === 0 && !isDisabled(late),
  );
  for (;;) {
    const moving = aliasesOf(certain);
    const named = certain.filter((late) => nameDoubts(late, moving, source).length === 0);
    const left = withoutRivals(named, source);
    if (left.length === certain.length) break;
    certain = left;
  }
  return { certain, doubts };
}

/** The aliases of imports. */
export function aliasesOf(lates: readonly LateImport[]): ReadonlySet<Py.alias> {
  return new Set(lates.map(({ alias }) => alias));
}

/** Where imports would bring different things under one new name, the thing that most of them bring gets it. */
function withoutRivals(lates: readonly LateImport[], source: PythonSource): readonly LateImport[] {
  const moving = aliasesOf(lates);
  const counts = new Map<string, Map<string, number>>();
  for (const { name, alias } of lates) {
    const meanings = counts.get(name) ?? new Map<string, number>();
    const meaning = importedPath(alias);
    counts.set(name, meanings.set(meaning, (meanings.get(meaning) ?? 0) + 1));
  }
  return lates.filter(({ name, alias }) => {
    const meanings = [...(counts.get(name) ?? [])];
    if (meanings.length < 2 || moduleBindings(name, moving, source).length > 0) return true;
    const most = Math.max(...meanings.map(([, count]) => count));
    return meanings.find(([, count]) => count === most)?.[0] === importedPath(alias);
  });
}
