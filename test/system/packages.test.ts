import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { describe, expect, inject, test } from 'vitest';

import { root } from '../../scripts/lib/workspace.mjs';
import { installedTree } from './installed-tree.ts';
import { expectExit, filesIn, run } from './project.ts';

const { eslint10 } = inject('installed');

interface Target {
  readonly types?: string;
}

interface Manifest {
  readonly engines: { readonly node: string };
  readonly exports: Readonly<
    Record<string, Target | { readonly import: Target; readonly require: Target } | string>
  >;
}

/** The entries that work in a runner alone; the tests of the set-up load them there. */
const FOR_RUNNERS = /^\.\/(?:vitest|jest|mocha|node|playwright)$/;

const SHIPPED = ['LICENSE', 'README.md', 'package.json', 'dist/index.d.ts'];
const NOT_SHIPPED = /\.test\.|\.map$|\.tsbuildinfo$|(?<!\.d)\.ts$|^(?:src|test|fixtures)\//;

describe.each([
  ['@cogniverse/guide', 'packages/guide'],
  ['@cogniverse/eslint-python', 'packages/python'],
  ['eslint-plugin-cogniverse', 'rules'],
  ['cogniverse-codemod', 'codemods'],
  ['@cogniverse/test-setup', 'packages/test-setup'],
])('%s as npm installs it', (name, folder) => {
  const installed = path.join(eslint10, 'node_modules', name);

  test('holds its licence, its page and what runs, without sources, tests, maps and caches', async () => {
    const names = await filesIn(installed);
    expect(SHIPPED.filter((file) => !names.includes(file))).toEqual([]);
    expect(names.filter((file) => NOT_SHIPPED.test(file))).toEqual([]);
    for (const file of names) {
      expect(await readFile(path.join(installed, file), 'utf8'), file).not.toContain('sourceMappingURL');
    }
  });

  test('is loaded by each of its entry points, which have types', async () => {
    const { exports } = await manifestIn(installed);
    for (const [entry, target] of Object.entries(exports)) {
      if (typeof target === 'string') continue;
      for (const { types = '' } of 'require' in target ? [target.import, target.require] : [target]) {
        expect(existsSync(path.join(installed, types)), `types of ${entry}`).toBe(true);
      }
      if (FOR_RUNNERS.test(entry)) continue;
      const specifier = JSON.stringify(path.posix.join(name, entry));
      const script = `import(${specifier}).then((module) => process.exit(Object.keys(module).length > 0 ? 0 : 1))`;
      expectExit(await run(eslint10, process.execPath, '--eval', script), 0);
    }
  });

  test('runs, with all it needs, on every Node that the repository runs on', async () => {
    const [own, repository] = await Promise.all([manifestIn(path.join(root, folder)), manifestIn(root)]);
    expect(own.engines).toEqual(repository.engines);
    const semver = createRequire(`${eslint10}/`)('semver') as { subset(range: string, of: string): boolean };
    const tree = await installedTree(eslint10, name);
    const newer = tree.filter(
      ({ engines }) => engines?.node && !semver.subset(own.engines.node, engines.node),
    );
    expect(newer).toEqual([]);
  });

  test('brings no tool of its own development', async () => {
    const names = (await installedTree(eslint10, name)).map((locked) =>
      locked.folder.split('node_modules/').at(-1),
    );
    expect(names).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:vitest|fast-check|knip)$/)]),
    );
    // jscodeshift brings Babel.
    expect(names.length).toBeLessThan(name === 'cogniverse-codemod' ? 260 : 150);
  });
});

async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}
