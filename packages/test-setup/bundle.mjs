// Makes one file each of what is loaded for every test file, with what it uses of this package and of the guide:
// see src/main.ts and src/policy-reader.ts. Run after `tsc --build`.
import path from 'node:path';

import { rolldown } from 'rolldown';

const dist = path.join(import.meta.dirname, 'dist');

/** @type {readonly { from: string, to: string, format: 'cjs' | 'es' }[]} */
const BUNDLES = [
  { from: 'main.js', to: 'main.cjs', format: 'cjs' },
  { from: 'policy-reader.js', to: 'policy-reader.cjs', format: 'cjs' },
  { from: 'runners/vitest.js', to: 'vitest.js', format: 'es' },
];

for (const { from, to, format } of BUNDLES) {
  const bundle = await rolldown({
    input: path.join(dist, from),
    platform: 'node',
    external: /^vitest(?:\/|$)/,
    // jsonc-parser's other form cannot be bundled.
    resolve: { mainFields: ['module', 'main'] },
  });
  await bundle.write({ file: path.join(dist, to), format, comments: { annotation: true, legal: true, jsdoc: false } });
  await bundle.close();
}
