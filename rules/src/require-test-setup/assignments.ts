import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../resolve/syntax.ts';
import type { Holder } from './shape.ts';

/** A statement that sets a key of an object after the object was made. */
export interface Assignment {
  readonly value: TSESTree.Expression;
  /** Whether it surely runs, and replaces what was there. */
  readonly definite: boolean;
}

/** The assignments to a key of what a name holds (`config.test = {}`, `config.test.x = []`), the last first. */
export function assignmentsTo({ variable, path }: Holder, key: string): readonly Assignment[] {
  const wanted = [...path, key].join('\0');
  return variable.references
    .flatMap(({ identifier }) => assignmentAt(identifier, wanted, variable) ?? [])
    .toReversed();
}

function assignmentAt(
  identifier: TSESTree.Node,
  wanted: string,
  variable: TSESLint.Scope.Variable,
): Assignment | undefined {
  const path: string[] = [];
  let node = identifier;
  for (let { parent } = identifier; parent; { parent } = parent) {
    switch (parent.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
        break;
      case 'MemberExpression': {
        const name = parent.object === node ? memberName(parent) : undefined;
        if (name === undefined) return undefined;
        path.push(name);
        break;
      }
      case 'AssignmentExpression': {
        if (parent.left !== node || path.join('\0') !== wanted) return undefined;
        return { value: parent.right, definite: parent.operator === '=' && runsWith(parent, variable) };
      }
      default:
        return undefined;
    }
    node = parent;
  }
  return undefined;
}

/** Whether an expression is a statement in the block in which the variable is declared. */
function runsWith({ parent }: TSESTree.Node, { defs: [definition] }: TSESLint.Scope.Variable): boolean {
  const declaration = definition?.node.parent;
  const block =
    declaration?.parent?.type === 'ExportNamedDeclaration' ? declaration.parent.parent : declaration?.parent;
  return parent?.type === 'ExpressionStatement' && parent.parent === block;
}
