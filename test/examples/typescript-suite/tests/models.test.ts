// Which models the tests load: one is refused by the guide, wherever its name comes from.
import { AutoModel, AutoTokenizer } from '@huggingface/transformers';
import { describe, expect, test } from 'vitest';

import { loadEmbedder } from '../src/embedder.ts';

const REFERENCE_MODEL = 'vidore/colpali-v1.2';

describe('models', { timeout: 300_000 }, () => {
  test('the reference model has weights', async () => {
    expect(await AutoModel.from_pretrained(REFERENCE_MODEL)).toBeDefined();
  });

  test.each(['hf-internal-testing/tiny-random-bert', 'vidore/colpali-v1.2'])('%s has a tokenizer', async (name) => {
    expect(await AutoTokenizer.from_pretrained(name)).toBeDefined();
  });

  test('a model that is not there is named', async () => {
    await expect(loadEmbedder('vidore/no-such-model')).rejects.toThrow('no-such-model');
  });
});
