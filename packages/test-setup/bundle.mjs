// Makes dist/main.cjs and dist/policy-reader.cjs of the modules of these names, with what of the guide they use:
// see src/main.ts and src/policy-reader.ts. Run after `tsc --build`.
import path from 'node:path';

import { rolldown } from 'rolldown';

const dist = path.join(import.meta.dirname, 'dist');

for (const name of ['main', 'policy-reader']) {
  const bundle = await rolldown({
    input: path.join(dist, `${name}.js`),
    platform: 'node',
    // jsonc-parser's other form cannot be bundled.
    resolve: { mainFields: ['module', 'main'] },
  });
  await bundle.write({ file: path.join(dist, `${name}.cjs`), format: 'cjs', comments: false });
  await bundle.close();
}
