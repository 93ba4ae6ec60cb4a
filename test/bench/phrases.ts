import type { Random } from './random.ts';

const WORDS = [
  ['small', 'large', 'empty', 'broken', 'second', 'foreign', 'nested', 'quiet'],
  ['page', 'query', 'row', 'index', 'answer', 'batch', 'table', 'title'],
  ['found', 'kept', 'sorted', 'refused', 'repeated', 'written', 'counted', 'merged'],
] as const;

/** Three words that could be the name of a test. */
export function phrase(random: Random): string {
  return WORDS.map((words) => random.pick(words)).join(' ');
}

/** Four numbers between 0 and 1. */
export function numbers(random: Random): string {
  return Array.from({ length: 4 }, () => random.next().toFixed(3)).join(', ');
}
