import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import { configs as typescript, parser as typescriptParser } from 'typescript-eslint';

// By its path: npm, with which pre-commit installs this folder, knows no workspace.
import cogniverse from './rules/dist/index.js';

export default defineConfig(
  globalIgnores(['**/dist/', '**/bundle/', '**/fixtures/', '**/examples/', 'bench-results/', 'docs/.vitepress/cache/', 'docs/public/']),
  js.configs.recommended,
  typescript.strictTypeChecked,
  typescript.stylisticTypeChecked,
  cogniverse.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: [
          'packages/*/tsconfig.json',
          '{rules,codemods,test/bench,docs}/tsconfig.json',
          'codemods/src/reporters/html/page/tsconfig.json',
          'tsconfig.check.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // A node's type is compared with its name everywhere: `node.type === 'Identifier'`.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'docstrings on what a package exports',
    files: ['{packages/*,rules,codemods}/src/**/*.ts', 'scripts/lib/*.mjs'],
    ignores: ['**/*.test.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            'TSInterfaceDeclaration',
            'TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
          ],
        },
      ],
    },
  },
  {
    name: 'components of the site, whose types vue-tsc checks',
    files: ['**/*.vue'],
    extends: [vue.configs['flat/recommended'], typescript.disableTypeChecked],
    languageOptions: { parserOptions: { parser: typescriptParser } },
    rules: {
      // The shape of the markup is the author's, as that of the code is.
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
    },
  },
  {
    name: 'plain scripts, whose types tsc checks',
    files: ['**/*.{js,mjs,cjs}'],
    extends: [typescript.disableTypeChecked],
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
