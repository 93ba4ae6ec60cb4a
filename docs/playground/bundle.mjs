/**
 * Bundles the playground's worker: ESLint, the rules and, as a part of its own that is loaded late, TypeScript.
 * What they use of Node.js is replaced by what stands in `engine/shims`. Run after the packages were built.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

const docs = path.join(import.meta.dirname, '..');
const target = path.join(docs, 'public/engine');

/** @param {string} name The name of a shim. */
const shim = (name) => path.join(import.meta.dirname, `engine/shims/${name}.ts`);

/** @type {Readonly<Record<string, string>>} What is loaded in place of modules, by their name without `node:`. */
const REPLACED = {
  fs: shim('fs'),
  // Its other form looks for its parts at run time.
  'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  module: shim('module'),
  'oxc-parser': shim('oxc-parser'),
  path: fileURLToPath(import.meta.resolve('path-browserify')),
  util: shim('util'),
  // Programs and projects of TypeScript, which a single text has none of.
  '@typescript-eslint/project-service': shim('nothing'),
  '@typescript-eslint/tsconfig-utils': shim('nothing'),
  tinyglobby: shim('nothing'),
};

const bundle = await rolldown({
  input: { worker: path.join(import.meta.dirname, 'engine/worker.ts') },
  platform: 'browser',
  tsconfig: false,
  // What Node.js takes: ESLint requires packages whose ES modules export something else.
  resolve: { mainFields: ['browser', 'main'] },
  transform: { inject: { Buffer: shim('buffer'), process: shim('process') }, define: { __dirname: '"/"', __filename: '"/file.js"' } },
  plugins: [
    {
      name: 'replace-what-needs-node',
      resolveId(id, importer) {
        const isFromEslint = /[\\/]eslint[\\/]lib[\\/]/.test(importer ?? '');
        if (isFromEslint && id === '../rules') return shim('eslint-rules');
        const replaced = REPLACED[id.replace(/^node:/, '')];
        return replaced === undefined ? undefined : this.resolve(replaced, importer);
      },
    },
  ],
  onLog(level, log) {
    if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
  },
});
await rm(target, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: target,
  format: 'es',
  minify: true,
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();

const worker = output.find((file) => file.type === 'chunk' && file.isEntry);
await mkdir(target, { recursive: true });
await writeFile(path.join(target, 'manifest.json'), `${JSON.stringify({ worker: worker?.fileName })}\n`);
for (const file of output) if (file.type === 'chunk') console.log(`${file.fileName} ${Math.round(file.code.length / 1000)} kB`);
