import type { TSESTree } from '@typescript-eslint/utils';

import { followOneImport } from '../resolve/module-file.ts';
import { isGlobal, resolveOrigin } from '../resolve/origin.ts';
import { onlyAssignment, variableOf, type Source } from '../resolve/source.ts';
import { evaluate } from '../resolve/static-value.ts';
import { memberName, unwrap } from '../resolve/syntax.ts';
import { joined, type KnownText } from './known-text.ts';

const MAX_DEPTH = 8;

/** What a text begins with, whatever the environment says else. */
export function textOf(expression: TSESTree.Node, source: Source, depth = 0): KnownText | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  const below = (part: TSESTree.Node): KnownText | undefined => textOf(part, source, depth + 1);
  switch (node.type) {
    case 'TemplateLiteral':
      return joined(
        node.quasis.flatMap(({ value }, place) => {
          const next = node.expressions[place];
          return [{ text: value.cooked ?? '', isWhole: true }, ...(next ? [below(next)] : [])];
        }),
      );
    case 'BinaryExpression':
      return node.operator === '+' ? joined([below(node.left), below(node.right)]) : undefined;
    case 'LogicalExpression':
      return node.operator !== '&&' && isEnvironment(node.left, source) ? below(node.right) : undefined;
    case 'NewExpression': {
      const [path, base] = node.arguments;
      const origin = resolveOrigin(node.callee, source);
      const known = origin && isGlobal(origin, 'URL') && path ? below(base ?? path) : undefined;
      return known && { ...known, isWhole: base === undefined && known.isWhole };
    }
    default: {
      const values = evaluate(node, source, { followImport: followOneImport });
      const [value, ...others] = values;
      if (value?.kind === 'constant' && others.length === 0)
        return { text: String(value.value), isWhole: true };
      const assigned = assignedTo(node, source);
      return assigned && below(assigned);
    }
  }
}

/** The one expression that a name is given. */
export function assignedTo(node: TSESTree.Node, source: Source): TSESTree.Expression | undefined {
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  return assignment?.pattern.type === 'Identifier' ? assignment.value : undefined;
}

/** `process.env.NAME`, `import.meta.env.NAME` */
function isEnvironment(expression: TSESTree.Node, source: Source): boolean {
  const node = unwrap(expression);
  if (resolveOrigin(node, source)?.path.slice(0, 2).join('.') === 'process.env') return true;
  const object = node.type === 'MemberExpression' ? unwrap(node.object) : undefined;
  return (
    object?.type === 'MemberExpression' &&
    memberName(object) === 'env' &&
    object.object.type === 'MetaProperty'
  );
}
