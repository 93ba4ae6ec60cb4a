import { describe, expect, it } from 'vitest';

import { nearMiss } from './near-miss.ts';

const KNOWN = [
  'skip',
  'skipif',
  'xfail',
  'parametrize',
  'usefixtures',
  'asyncio',
  'timeout',
  'slow',
  'requires_gpu',
];

describe('a name', () => {
  it.each([
    ['skipf', 'skipif'],
    ['skpi', 'skip'],
    ['requires_gpuu', 'requires_gpu'],
    ['skipp', 'skip'],
    ['Skip', 'skip'],
    ['parametrise', 'parametrize'],
    ['parameterize', 'parametrize'],
    ['parameterise', 'parametrize'],
    ['usefixture', 'usefixtures'],
    ['use_fixtures', 'usefixtures'],
    ['asynco', 'asyncio'],
    ['time_out', 'timeout'],
    ['timout', 'timeout'],
    ['require_gpu', 'requires_gpu'],
    ['requires-gpu', 'requires_gpu'],
  ])('%s is meant to be %s', (name, meant) => {
    expect(nearMiss(name, KNOWN)).toBe(meant);
  });

  it.each([
    'flow',
    'requires_cpu',
    'requires_gpu2',
    'async',
    'time',
    'fast',
    'gpu',
    'slow_gpu',
    'unit',
    'xpass',
  ])('%s is one of its own', (name) => {
    expect(nearMiss(name, KNOWN)).toBeUndefined();
  });

  it('is not told apart where two are as near', () => {
    expect(nearMiss('abcde', ['abcdef', 'abcdeg'])).toBeUndefined();
    expect(nearMiss('python3', ['python2'])).toBeUndefined();
  });
});
