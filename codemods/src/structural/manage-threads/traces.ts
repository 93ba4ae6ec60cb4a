import { contains, type FunctionNode, type LintedFile } from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';

/**
 * Whether a test keeps something in a variable, or in an object, that code outside of it reads: the number of a
 * port, say, on which its worker listens.
 *
 * @param construction The worker's own; where that is kept is told otherwise.
 */
export function leavesTraces(test: FunctionNode, construction: RuleNode, { source }: LintedFile): boolean {
  return source.scopeManager.scopes.some(({ references }) =>
    references.some(({ identifier, resolved }) => {
      const assignment = contains(test, identifier) ? assignmentTo(identifier) : undefined;
      if (!assignment || contains(assignment, construction)) return false;
      const isOutside = !resolved?.defs.some(({ name }) => contains(test, name));
      return isOutside && resolved?.references.some((other) => isRead(other.identifier, test)) === true;
    }),
  );
}

/** The assignment to a name, or to a member of what it stands for; `[port] = …` counts. */
function assignmentTo(name: RuleNode): RuleNode | undefined {
  for (let node = name, { parent } = node; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'AssignmentExpression':
        return parent.left === node ? parent : undefined;
      case 'MemberExpression':
        if (parent.object !== node) return undefined;
        break;
      case 'ArrayPattern':
      case 'ObjectPattern':
      case 'Property':
      case 'RestElement':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Whether a name is read outside of a test. */
function isRead(name: RuleNode, test: FunctionNode): boolean {
  if (contains(test, name)) return false;
  const { parent } = name;
  return !(parent?.type === 'AssignmentExpression' && parent.left === name);
}
