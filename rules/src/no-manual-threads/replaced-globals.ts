import type { TSESTree } from '@typescript-eslint/utils';

import { resolveOrigin } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import { memberName, stringValue } from '../resolve/syntax.ts';
import { threadValue } from './thread-apis.ts';

/**
 * The global that an assignment replaces: `globalThis.Worker = Fake`. `undefined` where it replaces none, or with
 * what makes threads as well.
 */
export function assignedGlobal(node: TSESTree.AssignmentExpression, source: Source): string | undefined {
  const target = resolveOrigin(node.left, source);
  if (target?.module !== undefined || target?.path.length !== 1 || threadValue(node.right, source)) return undefined;
  return target.path[0];
}

/**
 * The global that a call replaces: `vi.stubGlobal('Worker', Fake)`, and what is given the global object and a name,
 * as `Object.defineProperty` and `spyOn` are.
 */
export function stubbedGlobal({ callee, arguments: args }: TSESTree.CallExpression, source: Source): string | undefined {
  const [first, second] = args;
  if (callee.type !== 'MemberExpression' || !first) return undefined;
  if (memberName(callee) === 'stubGlobal') return stringValue(first);
  const name = stringValue(second);
  const target = name === undefined ? undefined : resolveOrigin(first, source);
  return target?.module === undefined && target?.path.length === 0 ? name : undefined;
}
