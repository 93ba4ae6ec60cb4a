import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';

import type { Source } from './source.ts';
import { evaluate, type EvaluateOptions, type StaticValue } from './static-value.ts';

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

/**
 * Parses another file of the project, without running it. `undefined` where it can't be read or parsed.
 * The result is kept until the file changes.
 */
export function readSource(file: string): Source | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MAX_BYTES) return undefined;
  const known = cache.get(file);
  if (known?.modified === stats.mtimeMs && known.size === stats.size) return known.source;
  const source = parseSource(file, readFileSync(file, 'utf8'));
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(file, { modified: stats.mtimeMs, size: stats.size, source });
  return source;
}

/** Parses text as the file it belongs to; `undefined` where it has a syntax error. */
export function parseSource(file: string, text: string): Source | undefined {
  const lang = /\.[mc]?ts$/.test(file) ? 'ts' : 'tsx';
  const result = parseSync(file, text, { lang, sourceType: 'unambiguous', range: true, preserveParens: false, astType: 'ts' });
  if (result.errors.some((error) => error.severity === 'Error')) return undefined;
  // oxc-parser states that its `ts` tree is TS-ESTree's; its own type of it differs in names only.
  const ast: unknown = result.program;
  if (!isProgram(ast)) return undefined;
  setParents(ast);
  return { file, ast, scopeManager: analyze(ast, { sourceType: ast.sourceType, childVisitorKeys: visitorKeys }) };
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
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
}

/** Follows an imported constant into the file that declares it, through one import and no further. */
export const followOneImport: NonNullable<EvaluateOptions['followImport']> = (specifier, source) => {
  const declaration = specifier.parent;
  if (declaration?.type !== 'ImportDeclaration') return [];
  const file = resolveRelative(source.file, declaration.source.value);
  const target = file === undefined ? undefined : readSource(file);
  if (!target || specifier.type === 'ImportNamespaceSpecifier') return [{ kind: 'unknown', node: specifier, source }];
  const name =
    specifier.type === 'ImportDefaultSpecifier'
      ? 'default'
      : specifier.imported.type === 'Identifier'
        ? specifier.imported.name
        : specifier.imported.value;
  const exported = exportedExpression(target, name);
  return exported ? evaluate(exported, target) : [{ kind: 'unknown', node: specifier, source }];
};

/** The values of a module's default export (`export default`, `export =`, `module.exports =`). */
export function defaultExportValues(source: Source, options: EvaluateOptions = {}): readonly StaticValue[] {
  const expression = exportedExpression(source, 'default');
  return expression ? evaluate(expression, source, options) : [];
}

/** The expression or declared name behind an export of a module. */
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
        const declarator = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
        return declaration.kind === 'const' ? (declarator?.init ?? undefined) : undefined;
      }
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
