/** What to start from: what the guide is about, in each language. */

/** A file with something to find in it. */
export interface Example {
  readonly topic: string;
  readonly language: 'TypeScript' | 'Python' | 'CI';
  readonly file: string;
  readonly code: string;
}

export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    topic: 'A test without a timeout',
    language: 'TypeScript',
    file: 'tests/search.test.ts',
    code: `import { expect, test } from 'vitest';

import { openIndex } from '../src/search.ts';

// If the index never answers, this test never ends, and nothing says which test it was.
test('finds the page about anchors', async () => {
  const index = await openIndex('docs');
  const [best] = await index.search('anchor');
  expect(best?.title).toBe('Anchors');
});
`,
  },
  {
    topic: 'A system module loaded late',
    language: 'TypeScript',
    file: 'tests/cache.test.ts',
    code: `import { expect, test, vi } from 'vitest';

vi.mock('../src/clock.ts');

// Each of these is loaded after the mock was registered, and once for each test that runs.
test('writes the cache to a folder of its own', async () => {
  const os = await import('node:os');
  const { mkdtemp, readdir } = await import('node:fs/promises');

  const folder = await mkdtemp(os.tmpdir());
  expect(await readdir(folder)).toEqual([]);
}, 5_000);
`,
  },
  {
    topic: 'A thread made by hand',
    language: 'TypeScript',
    file: 'tests/encoder.test.ts',
    code: `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { expect, test } from 'vitest';

// Where the assertion fails, nobody ends the worker.
test('encodes in the background', async () => {
  const worker = new Worker(new URL('../src/encoder.ts', import.meta.url));
  worker.postMessage('a boat at sea');
  const [vector] = await once(worker, 'message');
  expect(vector).toHaveLength(128);
  await worker.terminate();
}, 10_000);
`,
  },
  {
    topic: 'A model too large for a test',
    language: 'TypeScript',
    file: 'tests/images.test.ts',
    code: `import { pipeline } from '@huggingface/transformers';
import { expect, test } from 'vitest';

// Several gigabytes, where a small model takes the same paths through the code.
test('describes a page', async () => {
  const describePage = await pipeline('image-feature-extraction', 'vidore/colpali-v1.2');
  const features = await describePage('page.png');
  expect(features.dims[0]).toBe(1);
}, 60_000);
`,
  },
  {
    topic: 'A test without a timeout',
    language: 'Python',
    file: 'tests/test_search.py',
    code: `from search import open_index


# If the index never answers, this test never ends, and nothing says which test it was.
async def test_finds_the_page_about_anchors():
    index = await open_index("docs")
    best, *_ = await index.search("anchor")
    assert best.title == "Anchors"
`,
  },
  {
    topic: 'A system module loaded late',
    language: 'Python',
    file: 'tests/test_cache.py',
    code: `from unittest.mock import patch

from cache import Cache


# Both modules are loaded while a patch is active, in the middle of the run.
def test_writes_the_cache_to_a_folder_of_its_own():
    import json
    import tempfile

    with tempfile.TemporaryDirectory() as folder, patch("cache.now", return_value=0):
        cache = Cache(folder)
        cache.put("a", 1)
        assert json.loads(cache.file.read_text()) == {"a": 1}
`,
  },
  {
    topic: 'A thread made by hand',
    language: 'Python',
    file: 'tests/test_encoder.py',
    code: `import threading

from encoder import Encoder


# Where the assertion fails, the thread is still there when the interpreter ends.
def test_encodes_in_the_background():
    encoder = Encoder()
    thread = threading.Thread(target=encoder.run)
    thread.start()
    assert len(encoder.encode("a boat at sea")) == 128
    encoder.stop()
    thread.join()
`,
  },
  {
    topic: 'A model too large for a test',
    language: 'Python',
    file: 'tests/test_images.py',
    code: `from colpali_engine.models import ColPali


# Several gigabytes, where a small model takes the same paths through the code.
def test_describes_a_page():
    model = ColPali.from_pretrained("vidore/colpali-v1.2")
    assert model.config.model_type == "colpali"
`,
  },
  {
    topic: 'A suite that CI does not bound',
    language: 'CI',
    file: '.github/workflows/test.yml',
    code: `name: Test
on: [push]

jobs:
  # A test that hangs costs six hours here, and libraries start a thread for each core.
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install torch pytest
      - run: pytest tests
`,
  },
];
