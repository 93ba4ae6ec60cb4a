import { describe, expect, it } from 'vitest';

import { addPreset } from '../../src/init/eslint/add-preset.ts';

/** Configurations before and after, by their file names. */
const SHAPES: readonly (readonly [title: string, file: string, before: string, after: string])[] = [
  [
    'a list',
    'eslint.config.js',
    `import js from "@eslint/js"\n\nexport default [\n    js.configs.recommended,\n    {\n        rules: {}\n    }\n]\n`,
    `import js from "@eslint/js"\nimport cogniverse from "eslint-plugin-cogniverse"\n\nexport default [\n    js.configs.recommended,\n    {\n        rules: {}\n    },\n    ...cogniverse.configs.recommended\n]\n`,
  ],
  [
    'an empty list',
    'eslint.config.js',
    'export default [];\n',
    `import cogniverse from 'eslint-plugin-cogniverse';\n\nexport default [...cogniverse.configs.recommended];\n`,
  ],
  [
    'a list of comments',
    'eslint.config.js',
    'export default [\n  // nothing yet\n];\n',
    `import cogniverse from 'eslint-plugin-cogniverse';\n\nexport default [\n  // nothing yet\n  ...cogniverse.configs.recommended,\n];\n`,
  ],
  [
    'defineConfig with arguments',
    'eslint.config.js',
    `import { defineConfig } from 'eslint/config';\n\nexport default defineConfig(\n  { rules: {} }, // all\n);\n`,
    `import cogniverse from 'eslint-plugin-cogniverse';\nimport { defineConfig } from 'eslint/config';\n\nexport default defineConfig(\n  { rules: {} }, // all\n  cogniverse.configs.recommended,\n);\n`,
  ],
  [
    'defineConfig with a list, a byte order mark and CRLF',
    'eslint.config.mjs',
    `\uFEFFimport { defineConfig } from 'eslint/config';\r\n\r\nexport default defineConfig([\r\n\t{ rules: {} },\r\n]);\r\n`,
    `\uFEFFimport cogniverse from 'eslint-plugin-cogniverse';\r\nimport { defineConfig } from 'eslint/config';\r\n\r\nexport default defineConfig([\r\n\t{ rules: {} },\r\n\tcogniverse.configs.recommended,\r\n]);\r\n`,
  ],
  [
    'tseslint.config',
    'eslint.config.mjs',
    `// @ts-check\n\nimport tseslint from 'typescript-eslint';\n\nexport default tseslint.config({\n  rules: {},\n});\n`,
    `// @ts-check\n\nimport cogniverse from 'eslint-plugin-cogniverse';\nimport tseslint from 'typescript-eslint';\n\nexport default tseslint.config({\n  rules: {},\n}, ...cogniverse.configs.recommended);\n`,
  ],
  [
    'a variable with a type',
    'eslint.config.ts',
    `import type { Linter } from 'eslint';\n\nconst config: Linter.Config[] = [{ rules: {} }] satisfies Linter.Config[];\nexport default config;\n`,
    `import type { Linter } from 'eslint';\nimport cogniverse from 'eslint-plugin-cogniverse';\n\nconst config: Linter.Config[] = [{ rules: {} }, ...cogniverse.configs.recommended] satisfies Linter.Config[];\nexport default config;\n`,
  ],
  [
    'an object',
    'eslint.config.js',
    'export default {\n  rules: {},\n};\n',
    `import cogniverse from 'eslint-plugin-cogniverse';\n\nexport default [{\n  rules: {},\n}, ...cogniverse.configs.recommended];\n`,
  ],
  [
    'what another module exports',
    'eslint.config.js',
    `import { config } from '@repo/eslint-config/base';\n\nexport default config;\n`,
    `import { config } from '@repo/eslint-config/base';\nimport cogniverse from 'eslint-plugin-cogniverse';\n\nexport default [config, cogniverse.configs.recommended].flat();\n`,
  ],
  [
    'a composer, whose first argument is its options',
    'eslint.config.js',
    `import antfu from '@antfu/eslint-config'\n\nexport default antfu()\n`,
    `import antfu from '@antfu/eslint-config'\nimport cogniverse from 'eslint-plugin-cogniverse'\n\nexport default antfu({}, cogniverse.configs.recommended)\n`,
  ],
  [
    'a composer with a method behind it',
    'eslint.config.js',
    `import antfu from '@antfu/eslint-config'\n\nexport default antfu({ ts: true }).override('a', {})\n`,
    `import antfu from '@antfu/eslint-config'\nimport cogniverse from 'eslint-plugin-cogniverse'\n\nexport default antfu({ ts: true }, cogniverse.configs.recommended).override('a', {})\n`,
  ],
  [
    'a composer that is appended to',
    'eslint.config.mjs',
    `import { make } from './make.mjs';\n\nexport default make({ a: 1 }).append({ rules: {} });\n`,
    `import cogniverse from 'eslint-plugin-cogniverse';\nimport { make } from './make.mjs';\n\nexport default make({ a: 1 }).append({ rules: {} }, cogniverse.configs.recommended);\n`,
  ],
  [
    'CommonJS',
    'eslint.config.js',
    `'use strict'\n\nconst { join } = require('node:path')\n\nmodule.exports = [\n  { ignores: [join('a')] }\n]\n`,
    `'use strict'\n\nconst { join } = require('node:path')\nconst { default: cogniverse } = require('eslint-plugin-cogniverse')\n\nmodule.exports = [\n  { ignores: [join('a')] },\n  ...cogniverse.configs.recommended\n]\n`,
  ],
  [
    'a list that is spread into CommonJS without a name',
    'eslint.config.cjs',
    'module.exports = [\n\t...require("x"),\n];\n',
    'const { default: cogniverse } = require("eslint-plugin-cogniverse");\n\nmodule.exports = [\n\t...require("x"),\n\t...cogniverse.configs.recommended,\n];\n',
  ],
  [
    'a name that is taken',
    'eslint.config.js',
    `import cogniverse from './cogniverse.js';\n\nexport default [cogniverse];\n`,
    `import cogniversePlugin from 'eslint-plugin-cogniverse';\nimport cogniverse from './cogniverse.js';\n\nexport default [cogniverse, ...cogniversePlugin.configs.recommended];\n`,
  ],
];

describe('addPreset', () => {
  it.each(SHAPES)('adds it to %s', (_, file, before, after) => {
    expect(addPreset(before, file)).toEqual({ kind: 'edited', text: after });
    expect(addPreset(after, file)).toEqual({ kind: 'present' });
  });

  it.each([
    ['a function', 'export default async () => [];\n', 'the configuration is made by a function', 1],
    [
      'an unknown call',
      `import { make } from './make.js';\n\nexport default make({ a: 1 });\n`,
      'the configuration is made by `make()`',
      3,
    ],
    ['nothing', 'export const a = 1;\n', 'it exports nothing that can be seen', 1],
    ['a syntax error', 'export default [;\n', 'it has a syntax error', 1],
  ])('leaves %s to the author', (_, text, reason, line) => {
    expect(addPreset(text, 'eslint.config.js')).toMatchObject({ kind: 'manual', reason, line });
  });
});
