// node:test: options stand before the function; a number behind it is ignored.
import assert from 'node:assert/strict';
import test from 'node:test';

import { AutoTokenizer } from '@huggingface/transformers';

test('splits a sentence', { timeout: 60_000 }, async () => {
  const tokenizer = await AutoTokenizer.from_pretrained('hf-internal-testing/tiny-random-bert');
  assert.ok(tokenizer.encode('two words').length > 1);
});

test('keeps umlauts', async () => {
  const tokenizer = await AutoTokenizer.from_pretrained('hf-internal-testing/tiny-random-bert');
  assert.match(tokenizer.decode(tokenizer.encode('Übung')), /übung/i);
}, 60_000);
