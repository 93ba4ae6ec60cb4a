import { existsSync } from 'node:fs';
import path from 'node:path';

import { manifestIn } from '../manifest.ts';
import { foldersUp } from '../package-manager.ts';
import { type Runner, setupEntry } from '../registration.ts';
import { indentUnit } from '../text/edit-json.ts';
import { type Place, type Target } from './target.ts';

/** A configuration that does nothing but register the set-up, as a file that is yet to be made in a folder. */
export function newConfig(
  runner: Exclude<Runner, 'node'>,
  folder: string,
  { root, because }: { readonly root: string; readonly because: Place },
): Target {
  const around = packageAround(folder, root);
  const file = path.join(folder, nameOf(runner, around));
  const lines = linesOf(runner, path.extname(file), around.isModule);
  return { kind: 'create', file, text: `${lines.join('\n').replaceAll('\t', around.indent)}\n`, because };
}

/** The kind of package that a folder belongs to. */
interface PackageKind {
  readonly isModule: boolean;
  readonly isTypeScript: boolean;
  /** Whether something is installed that Jest can load TypeScript with. */
  readonly loadsTypeScript: boolean;
  readonly indent: string;
}

function packageAround(folder: string, root: string): PackageKind {
  const folders = foldersUp(folder, root);
  const manifest = folders.map(manifestIn).find((found) => found !== undefined);
  const isConfigured = folders.some((at) => existsSync(path.join(at, 'tsconfig.json')));
  return {
    isModule: manifest?.isModule === true,
    isTypeScript: isConfigured || manifest?.dependsOn(['typescript']) === true,
    loadsTypeScript: manifest?.dependsOn(['ts-node', 'esbuild-register']) === true,
    indent: manifest ? indentUnit(manifest.body) : '  ',
  };
}

function nameOf(
  runner: Exclude<Runner, 'node'>,
  { isModule, isTypeScript, loadsTypeScript }: PackageKind,
): string {
  switch (runner) {
    case 'vitest':
      // An ES module, whatever the package's other files are.
      return `vitest.config.${isModule ? '' : 'm'}${isTypeScript ? 'ts' : 'js'}`;
    case 'jest':
      return `jest.config.${isTypeScript && loadsTypeScript ? 'ts' : 'js'}`;
    case 'mocha':
      return '.mocharc.json';
    case 'playwright':
      return `playwright.config.${isTypeScript ? 'ts' : isModule ? 'js' : 'mjs'}`;
  }
}

function linesOf(runner: Exclude<Runner, 'node'>, ending: string, isModule: boolean): readonly string[] {
  const entry = setupEntry(runner);
  switch (runner) {
    case 'vitest':
      return [
        `import { defineConfig } from 'vitest/config';`,
        '',
        'export default defineConfig({',
        '\ttest: {',
        `\t\tsetupFiles: ['${entry}'],`,
        '\t},',
        '});',
      ];
    case 'jest': {
      const list = `\tsetupFilesAfterEnv: ['${entry}'],`;
      if (ending === '.ts') {
        return [`import type { Config } from 'jest';`, '', 'export default {', list, '} satisfies Config;'];
      }
      const type = `/** @type {import('jest').Config} */`;
      return isModule ? [type, 'export default {', list, '};'] : [type, 'module.exports = {', list, '};'];
    }
    case 'mocha':
      return ['{', `\t"require": ["${entry}"]`, '}'];
    case 'playwright':
      return [
        `import '${entry}';`,
        '',
        `import { defineConfig } from '@playwright/test';`,
        '',
        'export default defineConfig({});',
      ];
  }
}
