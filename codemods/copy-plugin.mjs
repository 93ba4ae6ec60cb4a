// Copies the plugin of pytest beside what is built, for `setup --vendor` to copy it into repositories.
// Run after `tsc --build`.
import { cpSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const plugin = path.join(import.meta.dirname, '../packages/pytest-setup/src/pytest_cogniverse');
const copy = path.join(import.meta.dirname, 'dist/pytest_cogniverse');

rmSync(copy, { recursive: true, force: true });
cpSync(plugin, copy, {
  recursive: true,
  // No caches of programs that were run on it.
  filter: (file) =>
    statSync(file).isDirectory() ? !/^[._]/.test(path.basename(file)) : /\.(?:py|json|typed)$/.test(file),
});
