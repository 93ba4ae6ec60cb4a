import type { TSESTree } from '@typescript-eslint/utils';

import { resolveOrigin } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import type { ClassNode } from './thread-apis.ts';

/** Whether a class is exported: where it stands, by its name, or through `module.exports`. */
export function isExportedClass(node: ClassNode, source: Source): boolean {
  const holder = node.type === 'ClassExpression' && node.parent.type === 'VariableDeclarator' ? node.parent : node;
  const references = source.scopeManager.getDeclaredVariables(holder).flatMap((variable) => variable.references);
  return [holder, ...references.map(({ identifier }) => identifier)].some((place) => isExported(place, source));
}

/** Whether an expression or declaration becomes an export. */
function isExported(node: TSESTree.Node, source: Source): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportSpecifier':
      return true;
    case 'VariableDeclarator':
    case 'VariableDeclaration':
    case 'Property':
    case 'ObjectExpression':
      return isExported(parent, source);
    case 'AssignmentExpression': {
      const target = parent.right === node ? resolveOrigin(parent.left, source) : undefined;
      return target?.module === undefined && /^(?:module\.)?exports(?:\.|$)/.test(target?.path.join('.') ?? '');
    }
    default:
      return false;
  }
}
