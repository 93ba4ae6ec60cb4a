import type { TSESTree } from '@typescript-eslint/utils';

/**
 * Whether a statement is one such as `'use strict'`. Some parsers give every expression statement the field.
 */
export function isDirective(statement: TSESTree.Node): boolean {
  return 'directive' in statement && typeof statement.directive === 'string';
}
