import path from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';

import { fileStats, onForget, textOf } from './disk.ts';
import { scopeManagement } from './scope-manager.ts';
import type { Source } from './source.ts';
import { evaluate, propertyValues, type EvaluateOptions, type StaticValue } from './static-value.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** Files beyond this are not constants' homes; reading them would only cost time. */
const MAX_BYTES = 1_000_000;
const CACHE_SIZE = 200;

interface CachedSource {
  readonly modified: number;
  readonly size: number;
  readonly source: Source | undefined;
}

const cache = new Map<string, CachedSource>();
onForget(() => {
  cache.clear();
});

/**
 * Parses another file of the project, without running it. `undefined` where it can't be read or parsed.
 * The result is kept until the file changes, or another one that was read.
 */
export function readSource(file: string): Source | undefined {
  const stats = fileStats(file);
  if (!stats || stats.size > MAX_BYTES) return undefined;
  const known = cache.get(file);
  if (known?.modified === stats.mtimeMs && known.size === stats.size) return known.source;
  const text = textOf(file);
  const source = text === undefined ? undefined : parseSource(file, text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(file, { modified: stats.mtimeMs, size: stats.size, source });
  return source;
}

/** Parses text as the file it belongs to; `undefined` where it has a syntax error. */
export function parseSource(file: string, text: string): Source | undefined {
  const ast = parse(file, text);
  if (!ast) return undefined;
  setParents(ast);
  const scopeManager = scopeManagement().analyze(ast, {
    sourceType: ast.sourceType === 'module' ? 'module' : 'script',
    childVisitorKeys: visitorKeys,
    lib: [],
  });
  return { file, ast, scopeManager };
}

/** Whatever a JavaScript file is named, it can hold JSX and types; what these forbid is tried without them. */
function parse(file: string, text: string): TSESTree.Program | undefined {
  const languages = /\.[mc]?ts$/.test(file) ? (['ts'] as const) : (['tsx', 'jsx'] as const);
  const sourceType = /\.c[jt]s$/.test(file) ? 'commonjs' : 'unambiguous';
  for (const lang of languages) {
    const options = { lang, sourceType, range: true, preserveParens: false, astType: 'ts' } as const;
    const result = parseSync(file, text.replace(/^\uFEFF/, ''), options);
    // oxc-parser states that its `ts` tree is TS-ESTree's; its own type of it differs in names only.
    const ast: unknown = result.program;
    if (isProgram(ast) && !result.errors.some(({ severity }) => severity === 'Error')) return ast;
  }
  return undefined;
}

function isProgram(value: unknown): value is TSESTree.Program {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Program';
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

function setParents(root: TSESTree.Node): void {
  const stack: TSESTree.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const key of visitorKeys[node.type] ?? []) {
      const value: unknown = Reflect.get(node, key);
      for (const child of Array.isArray(value) ? value : [value]) {
        if (!isNode(child)) continue;
        Reflect.set(child, 'parent', node);
        stack.push(child);
      }
    }
  }
}

/** The file that a relative specifier means from another file, by the extensions that TypeScript and Node try. */
export function resolveRelative(fromFile: string, specifier: string): string | undefined {
  if (!/^\.\.?(\/|$)/.test(specifier)) return undefined;
  const target = path.resolve(path.dirname(fromFile), specifier);
  const { dir, name, ext } = path.parse(target);
  const stem = path.join(dir, name);
  const candidates = [
    target,
    // TypeScript files are imported under the name of their output: `./a.js` is `./a.ts`.
    ...(/^\.[mc]?jsx?$/.test(ext) ? [`${stem}${ext.replace('j', 't')}`, `${stem}.tsx`] : []),
    ...EXTENSIONS.map((extension) => target + extension),
    ...EXTENSIONS.map((extension) => path.join(target, `index${extension}`)),
  ];
  return candidates.find((candidate) => fileStats(candidate));
}

/** Follows an imported constant into the file that declares it, through one relative import and no further. */
export const followOneImport: NonNullable<EvaluateOptions['followImport']> = (module, name, source) => {
  const file = resolveRelative(source.file, module);
  const target = file === undefined ? undefined : readSource(file);
  return target && exportedValues(target, name);
};

/** What only an ES module is made of. */
const ES_MODULE: ReadonlySet<string> = new Set([
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ImportDeclaration',
]);

/** The values that a module exports under a name; a CommonJS module exports the properties of `module.exports`. */
export function exportedValues(source: Source, name: string): readonly StaticValue[] | undefined {
  const expression = exportedExpression(source, name);
  if (expression) return evaluate(expression, source);
  // How it was parsed says little: most CommonJS is a module's syntax too.
  if (source.ast.body.some(({ type }) => ES_MODULE.has(type))) return undefined;
  const [exported, ...others] = defaultExportValues(source);
  return exported?.kind === 'object' && others.length === 0 ? propertyValues(exported, name) : undefined;
}

/** The values of a module's default export (`export default`, `export =`, `module.exports =`). */
export function defaultExportValues(source: Source, options: EvaluateOptions = {}): readonly StaticValue[] {
  const expression = exportedExpression(source, 'default');
  return expression ? evaluate(expression, source, options) : [];
}

/** The expression, the function or the declared name behind an export of a module. */
export function exportedExpression(source: Source, name: string): TSESTree.Node | undefined {
  for (const statement of source.ast.body) {
    const found = exportOf(statement, name);
    if (found) return found;
  }
  return undefined;
}

function exportOf(statement: TSESTree.ProgramStatement, name: string): TSESTree.Node | undefined {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return name === 'default' ? statement.declaration : undefined;
    case 'TSExportAssignment':
      return name === 'default' ? statement.expression : undefined;
    case 'ExportNamedDeclaration': {
      const { declaration } = statement;
      if (declaration?.type === 'VariableDeclaration') {
        return declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)?.id;
      }
      if (declaration?.type === 'FunctionDeclaration') return declaration.id?.name === name ? declaration : undefined;
      if (statement.source) return undefined;
      return statement.specifiers.find(({ exported }) => exportedName(exported) === name)?.local;
    }
    case 'ExpressionStatement': {
      const { expression } = statement;
      if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined;
      return assignedExport(expression.left) === name ? expression.right : undefined;
    }
    default:
      return undefined;
  }
}

/** `'default'` for `module.exports`, `'x'` for `exports.x` and `module.exports.x`. */
function assignedExport(target: TSESTree.Node): string | undefined {
  if (target.type !== 'MemberExpression' || target.computed || target.property.type !== 'Identifier') return undefined;
  const { object, property } = target;
  if (object.type === 'Identifier') {
    if (object.name === 'module' && property.name === 'exports') return 'default';
    return object.name === 'exports' ? property.name : undefined;
  }
  return assignedExport(object) === 'default' ? property.name : undefined;
}

function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
