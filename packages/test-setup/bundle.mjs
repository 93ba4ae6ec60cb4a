// Makes dist/main.cjs of dist/main.js: see src/main.ts. Run after `tsc --build`.
import path from 'node:path';

import { rolldown } from 'rolldown';

const dist = path.join(import.meta.dirname, 'dist');

const bundle = await rolldown({
  input: path.join(dist, 'main.js'),
  platform: 'node',
  // Its light part is bundled; all of it is loaded where a project has a policy.
  external: ['@cogniverse/guide'],
});
await bundle.write({ file: path.join(dist, 'main.cjs'), format: 'cjs', comments: false });
await bundle.close();
