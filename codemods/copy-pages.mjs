// Copies the pages of the rules beside what is built, for `explain` to show them.
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const pages = path.join(import.meta.dirname, '../docs/rules');
const copy = path.join(import.meta.dirname, 'dist/pages');

rmSync(copy, { recursive: true, force: true });
for (const page of readdirSync(pages)) {
  if (page.endsWith('.md') && page !== 'index.md') cpSync(path.join(pages, page), path.join(copy, page));
}
