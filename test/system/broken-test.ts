/** A Vitest file that breaks each practice once: the timeout in line 6, the others in the lines after it. */
export const BROKEN_TEST = `import { Worker } from 'node:worker_threads';

import { AutoModel } from '@huggingface/transformers';
import { expect, test } from 'vitest';

test('loads a model', async () => {
  const os = await import('node:os');
  const worker = new Worker('./embed.js');
  expect(await AutoModel.from_pretrained('vidore/colpali-v1.2')).toBeDefined();
  expect(os.cpus()).not.toEqual(worker.threadId);
});
`;
