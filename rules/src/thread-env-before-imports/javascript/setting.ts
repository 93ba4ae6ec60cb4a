import type { TSESTree } from '@typescript-eslint/utils';

import { exportPath, isGlobal, resolveOrigin } from '../../resolve/origin.ts';
import type { Source } from '../../resolve/source.ts';
import { evaluateOne, propertyNames } from '../../resolve/static-value.ts';
import { memberName, stringValue, unwrap } from '../../resolve/syntax.ts';

/** A place that sets environment variables of the process. */
export interface Setting {
  readonly node: TSESTree.AssignmentExpression | TSESTree.CallExpression;
  readonly names: readonly string[];
}

/** The variable that an assignment sets: `process.env.X = '1'`, `process.env.X ??= '1'`. */
export function settingByAssignment(
  node: TSESTree.AssignmentExpression,
  source: Source,
): Setting | undefined {
  const target = unwrap(node.left);
  if (target.type !== 'MemberExpression' || !isEnvironment(target.object, source)) return undefined;
  const name = memberName(target) ?? constantText(target.property, source);
  return name === undefined ? undefined : { node, names: [name] };
}

/** The variables that a call sets: `Object.assign(process.env, { X: '1' })`, `vi.stubEnv('X', '1')`. */
export function settingByCall(node: TSESTree.CallExpression, source: Source): Setting | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const [first, ...others] = node.arguments;
  if (!first) return undefined;
  switch (memberName(callee)) {
    case 'assign': {
      const origin = resolveOrigin(callee, source);
      if (!origin || !isGlobal(origin, 'Object.assign') || !isEnvironment(first, source)) return undefined;
      const names = others.flatMap((other) => {
        const value = evaluateOne(other, source);
        return value?.kind === 'object' ? propertyNames(value) : [];
      });
      return { node, names };
    }
    case 'stubEnv': {
      const origin = resolveOrigin(callee.object, source);
      const name = stringValue(first);
      const isRunner = origin && ['vi', 'vitest'].includes(exportPath(origin).join('.'));
      return isRunner === true && name !== undefined ? { node, names: [name] } : undefined;
    }
    default:
      return undefined;
  }
}

function isEnvironment(node: TSESTree.Node, source: Source): boolean {
  const origin = resolveOrigin(node, source);
  if (!origin) return false;
  if (origin.module === undefined) return isGlobal(origin, 'process.env');
  return /^(?:node:)?process$/.test(origin.module) && exportPath(origin).join('.') === 'env';
}

function constantText(node: TSESTree.Node, source: Source): string | undefined {
  const value = evaluateOne(node, source);
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}
