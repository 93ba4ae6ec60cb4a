import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';

import { note, remembered, textOf } from '../resolve/disk.ts';

/** How many files are looked into; a suite of more has its async tests among them. */
const MAX_FILES = 400;
const ASYNC_TEST = /^[ \t]*async[ \t]+def[ \t]+test/m;
const NOT_OURS = /^(?:\..*|node_modules|venv|site-packages|_vendor|build|dist)$/;

/** Whether a folder has tests that are coroutines, as far as their names tell. */
export const hasAsyncTests = remembered((folder: string): boolean => {
  const pending = [folder];
  let files = 0;
  for (let next = pending.shift(); next !== undefined && files < MAX_FILES; next = pending.shift()) {
    for (const entry of entriesIn(next)) {
      const file = path.join(next, entry.name);
      if (entry.isDirectory() && !NOT_OURS.test(entry.name)) pending.push(file);
      if (!entry.isFile() || !/^test.*\.py$|_test\.py$/.test(entry.name)) continue;
      files += 1;
      if (ASYNC_TEST.test(textOf(file) ?? '')) return true;
    }
  }
  return false;
});

function entriesIn(folder: string): readonly Dirent[] {
  note(folder);
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
