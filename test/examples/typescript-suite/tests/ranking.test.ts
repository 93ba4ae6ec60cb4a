// Keeps all four practices: nothing to report.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { loadEmbedder, type Embedder } from '../src/embedder.ts';
import { SearchIndex } from '../src/search-index.ts';

const MODEL = 'vidore/colsmol-500m';
const MINUTE = 60_000;

describe('ranking', { timeout: 2 * MINUTE }, () => {
  let embedder: Embedder;

  beforeAll(async () => {
    embedder = await loadEmbedder(MODEL);
  }, 5 * MINUTE);

  afterAll(() => embedder.dispose());

  test('finds the page that speaks of the query', async () => {
    const index = new SearchIndex();
    const pages = ['invoice for March', 'menu of the canteen'];
    index.add(pages, await embedder.embed(pages));
    const [query = []] = await embedder.embed(['what is for lunch?']);
    expect(index.nearest(query)).toBe('menu of the canteen');
  });

  test('survives being saved', async () => {
    const file = join(tmpdir(), 'ranking.json');
    const index = new SearchIndex();
    index.add(['a'], [[1, 0]]);
    await index.save(file);
    expect((await SearchIndex.open(file)).nearest([1, 0])).toBe('a');
  });
});

test('an empty index knows nothing', () => {
  expect(new SearchIndex().nearest([1])).toBeUndefined();
});
