import { describe, expect, it } from 'vitest';

import { importOrders, isOrdered, nameOrders, type ImportLine, type ImportedName } from './import-order.ts';

const module = (name: string, asname: string | null = null): ImportLine => ({ module: name, asname });
const from = (name: string, ...names: readonly string[]): ImportLine => ({
  module: name,
  asname: null,
  names: names.map((imported) => ({ name: imported, asname: null })),
});
const names = (...list: readonly string[]): readonly ImportedName[] =>
  list.map((name) => ({ name, asname: null }));

describe('the order of imports', () => {
  it('puts modules first', () => {
    const sorted = [
      module('os'),
      module('os', '_os'),
      module('os.path'),
      module('sys'),
      from('abc', 'ABC'),
      from('os', 'sep'),
    ];
    expect(sorted.toReversed().toSorted(importOrders.modulesFirst)).toEqual(sorted);
  });

  it('goes by the module where the file does', () => {
    const sorted = [from('abc', 'ABC'), module('os'), from('os', 'sep'), module('sys')];
    expect(sorted.toReversed().toSorted(importOrders.byModule)).toEqual(sorted);
  });

  it('counts numbers by their value, and leaves case out', () => {
    const sorted = [module('_thread'), module('a2'), module('a10'), module('B'), module('c')];
    expect(sorted.toReversed().toSorted(importOrders.modulesFirst)).toEqual(sorted);
  });

  it('tells imports of one module apart by what they take', () => {
    const sorted = [from('m', 'ALL', 'z'), from('m', 'b', 'Class'), from('m', 'c')];
    expect(sorted.toReversed().toSorted(importOrders.modulesFirst)).toEqual(sorted);
  });
});

describe('the order of names', () => {
  it('goes by their kind', () => {
    const sorted = names('UTC', 'Path', 'T', 'datetime', 'sep');
    expect(sorted.toReversed().toSorted(nameOrders.byKind)).toEqual(sorted);
  });

  it('goes by the alphabet', () => {
    const sorted = names('datetime', 'Path', 'sep', 'T', 'UTC');
    expect(sorted.toReversed().toSorted(nameOrders.byAlphabet)).toEqual(sorted);
    expect(isOrdered(sorted, nameOrders.byKind)).toBe(false);
  });
});
