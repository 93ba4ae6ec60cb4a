import path from 'node:path';

import { findThreadApi, nodeBuiltinName, type ThreadApi } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { mockedModules } from '../resolve/mocked-modules.ts';
import { isExport, resolveOrigin, type Origin } from '../resolve/origin.ts';
import { directoriesAbove, packageIn } from '../resolve/project-files.ts';
import { definitionOf, onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { unwrap } from '../resolve/syntax.ts';

/** A class of the file. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A thread API, as an expression means it. */
export interface ThreadValue {
  readonly api: ThreadApi;
  /** The classes of the file between the expression and the API, which extend each other. */
  readonly subclasses: readonly ClassNode[];
}

const MAX_DEPTH = 24;

/** The thread API that an expression stands for: an import or global, an alias, a subclass, a promisified function. */
export function threadValue(expression: TSESTree.Node, source: Source, depth = 0): ThreadValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  const origin = resolveOrigin(node, source);
  if (origin) return threadOrigin(origin, source);
  switch (node.type) {
    case 'Identifier': {
      const value = localValue(node, source);
      return value && threadValue(value, source, depth + 1);
    }
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const base = node.superClass ? threadValue(node.superClass, source, depth + 1) : undefined;
      return base && { ...base, subclasses: [node, ...base.subclasses] };
    }
    case 'ConditionalExpression':
      return threadValue(node.consequent, source, depth + 1) ?? threadValue(node.alternate, source, depth + 1);
    case 'LogicalExpression':
      return threadValue(node.left, source, depth + 1) ?? threadValue(node.right, source, depth + 1);
    case 'CallExpression': {
      const promisified = promisifiedFunction(node, source);
      return promisified && threadValue(promisified, source, depth + 1);
    }
    default:
      return undefined;
  }
}

function threadOrigin(origin: Origin, source: Source): ThreadValue | undefined {
  const { module, path, typeOnly } = origin;
  const api = typeOnly ? undefined : findThreadApi('javascript', module ?? 'global', path.join('.'));
  return api && !isMocked(module, source) && !isOwn(module, source) ? { api, subclasses: [] } : undefined;
}

/** The tests of a library of threads import it by its name: what they make is their subject. */
function isOwn(module: string | undefined, { file }: Source): boolean {
  if (module === undefined || !path.isAbsolute(file)) return false;
  const nearest = directoriesAbove(path.dirname(file)).find((directory) => packageIn(directory));
  return nearest !== undefined && packageIn(nearest)?.fields['name'] === module;
}

/** A runner replaces a builtin whether it is named with `node:` or without. */
function isMocked(module: string | undefined, source: Source): boolean {
  if (module === undefined) return false;
  const mocked = mockedModules(source);
  const builtin = nodeBuiltinName(module);
  return mocked.has(module) || (builtin !== undefined && (mocked.has(builtin) || mocked.has(`node:${builtin}`)));
}

/** The class or expression that a name of the file stands for. */
function localValue(identifier: TSESTree.Identifier, source: Source): TSESTree.Node | undefined {
  const variable = variableOf(identifier, source);
  if (!variable || variable === 'global') return undefined;
  const declaration = definitionOf(variable)?.node;
  if (declaration?.type === 'ClassDeclaration' || declaration?.type === 'ClassExpression') return declaration;
  const assignment = onlyAssignment(variable);
  return assignment?.pattern.type === 'Identifier' ? assignment.value : undefined;
}

function promisifiedFunction(call: TSESTree.CallExpression, source: Source): TSESTree.Node | undefined {
  const callee = resolveOrigin(call.callee, source);
  return callee && isExport(callee, 'util', 'promisify') ? call.arguments[0] : undefined;
}
