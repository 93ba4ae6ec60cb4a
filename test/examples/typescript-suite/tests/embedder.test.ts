// Models load in async tests that nothing bounds, or nothing that works.
import { expect, test } from 'vitest';

import { loadEmbedder } from '../src/embedder.ts';

const SLOW = 3 * 60_000;

test('embeds two texts', async () => {
  const embedder = await loadEmbedder('vidore/colsmol-500m');
  expect(await embedder.embed(['a cat', 'a dog'])).toHaveLength(2);
});

test.each(['', ' ', '\n'])('embeds the blank text %j', async (text) => {
  const embedder = await loadEmbedder('vidore/colsmol-500m');
  expect(await embedder.embed([text])).toHaveLength(1);
});

test('embeds a long text', { retry: 1, timeout: SLOW }, async () => {
  const embedder = await loadEmbedder('vidore/colsmol-500m');
  expect(await embedder.embed(['word '.repeat(10_000)])).toHaveLength(1);
});

test('embeds a whole book', async () => {
  const embedder = await loadEmbedder('vidore/colsmol-500m');
  expect(await embedder.embed(['word '.repeat(1_000_000)])).toHaveLength(1);
}, Infinity);
