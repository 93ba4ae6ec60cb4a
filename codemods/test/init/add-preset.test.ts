import { describe, expect, it } from 'vitest';

import { addPreset } from '../../src/init/eslint/add-preset.ts';

/** Configurations before and after, by their file names. */
const SHAPES: readonly (readonly [title: string, file: string, before: string, after: string])[] = [
  [
    'a list',
    'eslint.config.js',
    `import js from "@eslint/js"

export default [
    js.configs.recommended,
    {
        rules: {}
    }
]
`,
    `import js from "@eslint/js"
import cogniverse from "eslint-plugin-cogniverse"

export default [
    js.configs.recommended,
    {
        rules: {}
    },
    ...cogniverse.configs.recommended
]
`,
  ],
  [
    'an empty list',
    'eslint.config.js',
    `export default [];
`,
    `import cogniverse from 'eslint-plugin-cogniverse';

export default [...cogniverse.configs.recommended];
`,
  ],
  [
    'a list of comments',
    'eslint.config.js',
    `export default [
  // nothing yet
];
`,
    `import cogniverse from 'eslint-plugin-cogniverse';

export default [
  // nothing yet
  ...cogniverse.configs.recommended,
];
`,
  ],
  [
    'defineConfig with arguments',
    'eslint.config.js',
    `import { defineConfig } from 'eslint/config';

export default defineConfig(
  { rules: {} }, // all
);
`,
    `import cogniverse from 'eslint-plugin-cogniverse';
import { defineConfig } from 'eslint/config';

export default defineConfig(
  { rules: {} }, // all
  cogniverse.configs.recommended,
);
`,
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
    `// @ts-check

import tseslint from 'typescript-eslint';

export default tseslint.config({
  rules: {},
});
`,
    `// @ts-check

import cogniverse from 'eslint-plugin-cogniverse';
import tseslint from 'typescript-eslint';

export default tseslint.config({
  rules: {},
}, ...cogniverse.configs.recommended);
`,
  ],
  [
    'a variable with a type',
    'eslint.config.ts',
    `import type { Linter } from 'eslint';

const config: Linter.Config[] = [{ rules: {} }] satisfies Linter.Config[];
export default config;
`,
    `import type { Linter } from 'eslint';
import cogniverse from 'eslint-plugin-cogniverse';

const config: Linter.Config[] = [{ rules: {} }, ...cogniverse.configs.recommended] satisfies Linter.Config[];
export default config;
`,
  ],
  [
    'an object',
    'eslint.config.js',
    `export default {
  rules: {},
};
`,
    `import cogniverse from 'eslint-plugin-cogniverse';

export default [{
  rules: {},
}, ...cogniverse.configs.recommended];
`,
  ],
  [
    'what another module exports',
    'eslint.config.js',
    `import { config } from '@repo/eslint-config/base';

export default config;
`,
    `import { config } from '@repo/eslint-config/base';
import cogniverse from 'eslint-plugin-cogniverse';

export default [config, cogniverse.configs.recommended].flat();
`,
  ],
  [
    'a composer, whose first argument is its options',
    'eslint.config.js',
    `import antfu from '@antfu/eslint-config'

export default antfu()
`,
    `import antfu from '@antfu/eslint-config'
import cogniverse from 'eslint-plugin-cogniverse'

export default antfu({}, cogniverse.configs.recommended)
`,
  ],
  [
    'a composer with a method behind it',
    'eslint.config.js',
    `import antfu from '@antfu/eslint-config'

export default antfu({ ts: true }).override('a', {})
`,
    `import antfu from '@antfu/eslint-config'
import cogniverse from 'eslint-plugin-cogniverse'

export default antfu({ ts: true }, cogniverse.configs.recommended).override('a', {})
`,
  ],
  [
    'a composer that is appended to',
    'eslint.config.mjs',
    `import { make } from './make.mjs';

export default make({ a: 1 }).append({ rules: {} });
`,
    `import cogniverse from 'eslint-plugin-cogniverse';
import { make } from './make.mjs';

export default make({ a: 1 }).append({ rules: {} }, cogniverse.configs.recommended);
`,
  ],
  [
    'CommonJS',
    'eslint.config.js',
    `'use strict'

const { join } = require('node:path')

module.exports = [
  { ignores: [join('a')] }
]
`,
    `'use strict'

const { join } = require('node:path')
const { default: cogniverse } = require('eslint-plugin-cogniverse')

module.exports = [
  { ignores: [join('a')] },
  ...cogniverse.configs.recommended
]
`,
  ],
  [
    'a list that is spread into CommonJS without a name',
    'eslint.config.cjs',
    `module.exports = [
	...require("x"),
];
`,
    `const { default: cogniverse } = require("eslint-plugin-cogniverse");

module.exports = [
	...require("x"),
	...cogniverse.configs.recommended,
];
`,
  ],
  [
    'a name that is taken',
    'eslint.config.js',
    `import cogniverse from './cogniverse.js';

export default [cogniverse];
`,
    `import cogniversePlugin from 'eslint-plugin-cogniverse';
import cogniverse from './cogniverse.js';

export default [cogniverse, ...cogniversePlugin.configs.recommended];
`,
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
