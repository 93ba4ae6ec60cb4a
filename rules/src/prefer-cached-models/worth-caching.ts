/** A load with where it runs, in either language. */
interface Load {
  /** The same for calls that load the same. */
  readonly key: string;
  readonly runs: readonly { readonly when: 'in-test' | 'each-test' | 'once'; readonly owner: object | undefined }[];
}

/** Why a load is worth a cache. */
export interface Worth {
  /** In a test, anew for each test, or one of several loads of the same model. */
  readonly kind: 'in-test' | 'each-test' | 'again';
  /** How many calls of the file load the same. */
  readonly count: number;
}

/** The loads among those of a file that run where one that was made before would do. */
export function worthCaching<Found extends Load>(found: readonly Found[]): readonly (Found & Worth)[] {
  const compared = loadedTwiceInOneTest(found);
  return found.flatMap((load) => {
    if (compared.has(load.key)) return [];
    const count = found.filter(({ key }) => key === load.key).length;
    const kind = (['each-test', 'in-test'] as const).find((kind) => load.runs.some(({ when }) => when === kind));
    if (kind === undefined && count === 1) return [];
    return [{ ...load, kind: kind ?? 'again', count }];
  });
}

/** What one test loads more than once, which it does to compare the two. */
function loadedTwiceInOneTest(loads: readonly Load[]): ReadonlySet<string> {
  const known = new Map<object, Set<string>>();
  const twice = new Set<string>();
  for (const { key, runs } of loads) {
    for (const { when, owner } of runs) {
      if (when !== 'in-test' || !owner) continue;
      const ofTest = known.get(owner) ?? new Set();
      if (ofTest.has(key)) twice.add(key);
      known.set(owner, ofTest.add(key));
    }
  }
  return twice;
}
