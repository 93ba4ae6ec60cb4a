// Copies the plugin of pytest beside what is built, for `setup --vendor` to copy it into repositories. Run after
// `tsc --build`.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';

const plugin = path.join(import.meta.dirname, '../packages/pytest-setup/src/pytest_cogniverse');
const copy = path.join(import.meta.dirname, 'dist/pytest_cogniverse');

rmSync(copy, { recursive: true, force: true });
cpSync(plugin, copy, { recursive: true, filter: (file) => path.basename(file) !== '__pycache__' });
