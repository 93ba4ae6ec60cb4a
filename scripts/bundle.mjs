// Makes few files of each package's many, so that a linter that loads the rules, or a codemod that starts, reads
// a dozen of them instead of five hundred. The types stay in `dist`. Run after `tsc --build`.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

import { root } from './lib/workspace.mjs';

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} What starts beside what a package exports. */
const PACKAGES = {
  'packages/guide': {},
  'packages/python': {},
  rules: {},
  codemods: { cli: 'dist/cli.js', worker: 'dist/engine/worker.js', host: 'dist/transforms/host.js' },
};

for (const [name, programs] of Object.entries(PACKAGES)) {
  const folder = path.join(root, name);
  rmSync(path.join(folder, 'bundle'), { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: folder,
    input: { ...entriesOf(folder), ...programs },
    platform: 'node',
    // What a package depends on is installed beside it.
    external: /^[^./]/,
  });
  await bundle.write({
    dir: path.join(folder, 'bundle'),
    // In one folder: code finds the files of its package by their way from there.
    chunkFileNames: '[name]-[hash].js',
    comments: { annotation: true, legal: true, jsdoc: false },
  });
  await bundle.close();
}

/**
 * The modules that a package exports, by the names that their bundles have.
 *
 * @param {string} folder
 */
function entriesOf(folder) {
  /** @type {{ exports: Readonly<Record<string, string | { types: string, default: string }>> }} */
  const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return Object.fromEntries(
    Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [] : [[path.parse(target.default).name, target.types.replace('.d.ts', '.js')]],
    ),
  );
}
