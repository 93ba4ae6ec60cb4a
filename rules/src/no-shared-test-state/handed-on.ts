/** The part of a state that code touches: a key or attribute that is spelt; the whole of it otherwise. */
export type Part = string | undefined;

/** Between the keys of a part of a part. */
const BELOW = '\0';

/** What a part of a state has under a key. */
export function partBelow(part: string, key: string): string {
  return part + BELOW + key;
}

/** What code does with a state: gives it another value, alters it (`x += 1`, `x.push()`), or uses it. */
export type AccessKind = 'set' | 'change' | 'read';

/** The keys that lead to a part, outermost first. */
export function keysTo(part: string): readonly string[] {
  return part.split(BELOW);
}

/** What a test does with a state that outlives it. */
export interface Access<Node, Test> {
  readonly kind: AccessKind;
  readonly part: Part;
  readonly node: Node;
  readonly test: Test;
  /** Where the test reaches it: an offset, then that in the function which is called there, and so on. */
  readonly place: readonly number[];
  /** It puts back what was there before. */
  readonly restores: boolean;
  /** An assertion looks at it. */
  readonly isAsserted: boolean;
}

/** A state that one test leaves and another one finds. */
export interface HandedOn<Node, Test> {
  readonly write: Access<Node, Test>;
  readonly read: Access<Node, Test>;
}

/**
 * The first state that a test leaves for a later one, which uses it before giving it a value of its own.
 *
 * @param accesses - Of one state, in any order.
 * @param tests - In the order in which they run.
 * @param isStated - Whether two tests say openly that one runs after the other.
 */
export function handedOn<Node, Test>(
  accesses: readonly Access<Node, Test>[],
  tests: readonly Test[],
  isStated: (writer: Test, reader: Test) => boolean,
): HandedOn<Node, Test> | undefined {
  let left: readonly Access<Node, Test>[] = [];
  for (const test of tests) {
    const own = accesses.filter((access) => access.test === test).toSorted(byPlace);
    const set: Access<Node, Test>[] = [];
    let hasChanged = false;
    for (const access of own) {
      if (access.kind === 'read') {
        // What a test counts on or adds to, and hands over, only has to be another than before.
        if (hasChanged && !access.isAsserted) continue;
        const write = left.findLast(
          (before) =>
            touches(before.part, access.part) &&
            !set.some((own) => covers(own, before) || covers(own, access)),
        );
        if (write && !isStated(write.test, test)) return { write, read: access };
      } else if (access.kind === 'set') {
        set.push(access);
        // The rest of what it is a part of stays as it was.
        hasChanged ||= access.part?.includes(BELOW) === true;
      } else {
        hasChanged = true;
      }
    }
    left = [...left.filter((before) => !set.some((own) => covers(own, before))), ...leftBy(own)];
  }
  return undefined;
}

function byPlace<Node, Test>(a: Access<Node, Test>, b: Access<Node, Test>): number {
  for (const [depth, offset] of a.place.entries()) {
    const other = b.place[depth];
    if (other === undefined) return 1;
    if (offset !== other) return offset - other;
  }
  return a.place.length - b.place.length;
}

/** Whether two parts of a state have something in common. */
function touches(a: Part, b: Part): boolean {
  return a === undefined || b === undefined || isWithin(a, b) || isWithin(b, a);
}

/** Whether what is set is all that another access touches. */
function covers({ part }: { readonly part: Part }, other: { readonly part: Part }): boolean {
  return part === undefined || (other.part !== undefined && isWithin(other.part, part));
}

function isWithin(part: string, whole: string): boolean {
  return part === whole || part.startsWith(whole + BELOW);
}

/** What a test writes and does not put back. */
function leftBy<Node, Test>(own: readonly Access<Node, Test>[]): readonly Access<Node, Test>[] {
  const writes = own.filter(({ kind }) => kind !== 'read');
  return writes.filter(
    (write, index) =>
      !write.restores &&
      !writes.slice(index + 1).some((later) => later.restores && touches(later.part, write.part)),
  );
}
