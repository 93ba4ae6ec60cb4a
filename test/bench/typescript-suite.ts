import { readdirSync } from 'node:fs';
import path from 'node:path';

import { generateTestFile } from './generate-test-file.ts';
import type { SuiteLanguage } from './suite.ts';

/**
 * Of the generated half. Of all files, 13 % then load a module late and 9 % a model, as in the test suites of
 * seven public projects; but 4.5 % load a system module late, where there it was 0.3 %: a suite to be mended.
 */
const SHARES = { lateImports: 0.09, localLoads: 0.15, models: 0.18, workers: 0.006 };

/** Vitest files. */
export const typescript: SuiteLanguage = {
  name: 'TypeScript',
  found: installedTestFiles,
  where: 'in installed packages',
  generate: (seed) => generateTestFile(seed, SHARES),
  nameOf: (original, number) => `${number}-${original ? path.basename(original) : 'search.test.ts'}`,
  manifest: ['package.json', '{ "private": true, "type": "module" }\n'],
};

/** The `*.test.ts` files of the packages in pnpm's store, in a stable order. */
function installedTestFiles(): string[] {
  const store = path.resolve(import.meta.dirname, '../../../node_modules/.pnpm');
  const files: string[] = [];
  const pending = [store];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      // Packages are linked to each other; each stands only once as a folder.
      if (entry.isDirectory()) pending.push(file);
      else if (entry.isFile() && entry.name.endsWith('.test.ts')) files.push(file);
    }
  }
  return files.sort();
}
