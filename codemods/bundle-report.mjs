// Makes one script of what the report in HTML runs, and puts its style beside it: see src/reporters/html/page.
// Run after `tsc --build`.
import { cpSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

const from = path.join(import.meta.dirname, 'src/reporters/html/page');
const to = path.join(import.meta.dirname, 'dist/reporters/html');

const bundle = await rolldown({ input: path.join(to, 'page/main.js'), platform: 'browser' });
await bundle.write({ file: path.join(to, 'page.js'), format: 'iife', minify: true });
await bundle.close();
cpSync(path.join(from, 'page.css'), path.join(to, 'page.css'));
