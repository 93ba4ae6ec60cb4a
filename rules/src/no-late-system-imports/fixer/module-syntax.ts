import path from 'node:path';

import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { directoriesAbove, packageIn } from '../../resolve/project-files.ts';
import { globalReferences } from '../../resolve/test-calls/seeds.ts';
import { perFile } from '../per-file.ts';

/** How a file imports. `unknown` is a `.js` file that has neither form and that no package speaks for. */
export type ModuleSyntax = 'esm' | 'commonjs' | 'unknown';

const MODULE_STATEMENTS = new Set<string>([
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ImportDeclaration',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
]);
const COMMONJS_NAMES = new Set(['__dirname', '__filename', 'exports', 'module', 'require']);
/** Runners that compile TypeScript themselves, in a way in which default imports of builtins work. */
const INTEROPERATING = new Set(['@playwright/test', 'bun:test', 'vitest']);
const TYPESCRIPT = /\.[mc]?tsx?$/i;

/** Tells how a file imports by what it holds, by its name, and last by its package. */
export const moduleSyntax = perFile(({ source, text, name }): ModuleSyntax => {
  if (source.ast.body.some(({ type }) => MODULE_STATEMENTS.has(type)) || /\bimport\.meta\b/.test(text.text))
    return 'esm';
  if (/\.m[jt]s$/i.test(name)) return 'esm';
  if (/\.c[jt]s$/i.test(name)) return 'commonjs';
  // With a `require` of its own, the file has none before that.
  if (
    source.scopeManager.scopes.some(
      ({ block, set }) => block === source.ast && set.get('require')?.defs.length,
    )
  )
    return 'unknown';
  if (globalReferences(source).some(({ identifier }) => COMMONJS_NAMES.has(identifier.name)))
    return 'commonjs';
  const type = packageType(name);
  if (type) return type;
  return TYPESCRIPT.test(name) ? 'esm' : 'unknown';
});

/**
 * Whether `import fs from 'node:fs'` is sure to give the module as a whole. In TypeScript that is compiled to
 * CommonJS
 * it does only with `esModuleInterop`, which the file can't be asked for.
 */
export const hasDefaultImports = perFile(({ source, text, name }) => {
  if (!TYPESCRIPT.test(name) || /\.mts$/i.test(name) || /\bimport\.meta\b/.test(text.text)) return true;
  return source.ast.body.some(isNativeImport) || packageType(name) === 'esm';
});

/** An import that shows that default imports work, or that the file is run as an ES module. */
function isNativeImport(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return false;
  const { value } = statement.source;
  if (INTEROPERATING.has(value)) return true;
  return (
    nodeBuiltinName(value) !== undefined &&
    statement.specifiers.some(({ type }) => type === 'ImportDefaultSpecifier')
  );
}

/** What the nearest `package.json` with a `type` says. */
function packageType(file: string): ModuleSyntax | undefined {
  if (!path.isAbsolute(file)) return undefined;
  for (const directory of directoriesAbove(path.dirname(file))) {
    const found = packageIn(directory);
    if (!found) continue;
    const { type } = found.fields;
    return type === 'module' ? 'esm' : type === 'commonjs' ? 'commonjs' : undefined;
  }
  return undefined;
}
