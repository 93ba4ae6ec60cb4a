import path from 'node:path';

import { type Runner, setupEntry } from './registration.ts';

/**
 * The text of a new configuration that does nothing but register the set-up.
 *
 * @param indent One level of indentation.
 * @param isModule Whether a `.js` file there is an ES module.
 */
export function newConfig(runner: Runner, file: string, indent: string, isModule: boolean): string {
  const isEsm = isModule ? !/\.c[jt]s$/.test(file) : /\.m?ts$|\.mjs$/.test(file);
  return `${linesOf(runner, path.extname(file), isEsm).join('\n').replaceAll('\t', indent)}\n`;
}

function linesOf(runner: Runner, ending: string, isEsm: boolean): readonly string[] {
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
      return isEsm ? [type, 'export default {', list, '};'] : [type, 'module.exports = {', list, '};'];
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
    case 'node':
      throw new Error('node:test has no configuration');
  }
}
