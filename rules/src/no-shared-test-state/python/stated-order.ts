import type { CollectedTest } from '../../resolve/python/collected-tests.ts';

/** Marks by which tests say that they run in an order, or together on one worker. */
const ORDERED = new Set([
  ...['order', 'run', 'first', 'second', 'third', 'fourth', 'fifth', 'last', 'dependency', 'depends'],
  ...['incremental', 'serial', 'sequential', 'xdist_group', 'steps'],
]);

/** Whether one of some tests says openly, by a mark, that it runs after or before another. */
export function isStatedOrder(tests: readonly CollectedTest[]): boolean {
  const places = tests.flatMap(({ levels }) =>
    levels.flatMap(({ lists }) => lists.flatMap((list) => list.places)),
  );
  return places.some(({ marks }) => marks.some((mark) => mark !== undefined && ORDERED.has(mark.name)));
}
