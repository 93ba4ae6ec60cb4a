// System modules are loaded while the tests already run.
import { afterEach, expect, test } from 'vitest';

import { SearchIndex } from '../src/search-index.ts';

const files: string[] = [];

afterEach(async () => {
  const { rm } = await import('node:fs/promises');
  await Promise.all(files.splice(0).map((file) => rm(file, { force: true })));
});

async function temporaryFile(name: string): Promise<string> {
  const os = await import('node:os');
  const path = (await import('node:path')).default;
  const file = path.join(os.tmpdir(), name);
  files.push(file);
  return file;
}

test('an index is written and read again', async () => {
  const file = await temporaryFile('pages.json');
  const index = new SearchIndex();
  index.add(['cover', 'imprint'], [[0.9, 0.1], [0.2, 0.8]]);
  await index.save(file);
  expect((await SearchIndex.open(file)).size).toBe(2);
}, 10_000);

test('a broken file is refused', async () => {
  const { writeFile } = await import('node:fs/promises');
  const file = await temporaryFile('broken.json');
  await writeFile(file, '[["cover", ');
  await expect(SearchIndex.open(file)).rejects.toThrow(SyntaxError);
}, 10_000);
