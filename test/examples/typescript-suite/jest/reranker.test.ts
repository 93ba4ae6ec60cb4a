// Jest: the file's own limit is 0, which means the default of five seconds.
import { describe, expect, jest, test } from '@jest/globals';

import { SearchIndex } from '../src/search-index.ts';

jest.setTimeout(0);

describe('reranking', () => {
  test('keeps the order of equal pages', async () => {
    const os = await import('node:os');
    const index = new SearchIndex();
    index.add(Array.from({ length: os.cpus().length }, (_, page) => `page ${page}`), []);
    expect(index.nearest([1])).toBe('page 0');
  });
});
