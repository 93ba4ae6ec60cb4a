/** A name that `from m import name as asname` takes. */
export interface ImportedName {
  readonly name: string;
  readonly asname: string | null;
}

/** An import that stands on a line of its own: of one module, or of names of one. */
export interface ImportLine {
  readonly module: string;
  /** The module's other name in `import module as asname`. */
  readonly asname: string | null;
  /** What is taken out of the module; `undefined` where the module itself is imported. */
  readonly names?: readonly ImportedName[];
}

/** Tells which of two comes first, as for `Array.prototype.sort`. */
export type Order<Item> = (left: Item, right: Item) => number;

/**
 * The orders in which isort and ruff write the imports of a section: modules before what is taken out of modules, or
 * both by the name of the module (`force_sort_within_sections`).
 */
export const importOrders = {
  modulesFirst: orders<ImportLine>(isFrom, moduleKey, ({ module }) => module, firstMember, asnameOf),
  byModule: orders<ImportLine>(moduleKey, ({ module }) => module, isFrom, firstMember, asnameOf),
} as const;

/**
 * The orders in which they write the names of one module: constants, then classes, then the rest, or all by the
 * alphabet.
 */
export const nameOrders = {
  byKind: orders<ImportedName>(
    kindOf,
    ({ name }) => natural(name),
    ({ name }) => name,
    asnameOf,
  ),
  byAlphabet: orders<ImportedName>(
    ({ name }) => natural(name),
    ({ name }) => name,
    asnameOf,
  ),
} as const;

/** Whether items already stand in an order. */
export function isOrdered<Item>(items: readonly Item[], order: Order<Item>): boolean {
  return items.every((item, index) => {
    const before = items[index - 1];
    return before === undefined || order(before, item) <= 0;
  });
}

type Key = string | number;

function orders<Item>(...keys: readonly ((item: Item) => Key)[]): Order<Item> {
  return (left, right) => {
    for (const key of keys) {
      const [first, second] = [key(left), key(right)];
      if (first !== second) return first < second ? -1 : 1;
    }
    return 0;
  };
}

function isFrom({ names }: ImportLine): Key {
  return names ? 1 : 0;
}

function moduleKey({ module }: ImportLine): Key {
  return natural(module);
}

function asnameOf({ asname }: { readonly asname: string | null }): Key {
  return asname ?? '';
}

/** Imports of one module are told apart by the first name that each takes. */
function firstMember({ names = [] }: ImportLine): Key {
  const [first] = names.toSorted(nameOrders.byKind);
  return first ? `${kindOf(first)} ${natural(first.name)} ${first.name}` : '';
}

/** 0 for a constant (`UTC`), 1 for a class (`Path`, `T`), 2 for any other name. */
function kindOf({ name }: ImportedName): Key {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  const initial = name.charAt(0);
  return initial !== initial.toLowerCase() ? 1 : 2;
}

/** A text whose order is that of words without their case, and of numbers by their value. */
function natural(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
}
