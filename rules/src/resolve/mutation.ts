import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { oncePer } from './once-per.ts';
import { variableOf, type Source } from './source.ts';
import { memberName, unwrap } from './syntax.ts';

/** The keys of an object that code sets, adds or deletes after it was made; `'any'` where it can be every key. */
export type ChangedKeys = ReadonlySet<string> | 'any';

/** Methods that change the array, map or set that they belong to. */
const MUTATING_METHODS = new Set([
  'push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'delete', 'clear',
]);
/** Functions of `Object` and `Reflect` that change their first argument. */
const MUTATING_FUNCTIONS = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'set', 'deleteProperty']);
const NONE: ReadonlySet<string> = new Set();

/**
 * What the file changes in the object or array that a variable holds: `opts.timeout = 0`, `MODELS.push(…)`,
 * `Object.assign(opts, …)`, `delete opts.x`. Changes through another name for the same object are not seen.
 */
export const changedKeys: (variable: TSESLint.Scope.Variable) => ChangedKeys = oncePer(findChangedKeys);

function findChangedKeys(variable: TSESLint.Scope.Variable): ChangedKeys {
  let keys: Set<string> | undefined;
  for (const { identifier } of variable.references) {
    const key = changedKey(identifier);
    if (key === ANY) return 'any';
    if (key !== undefined) (keys ??= new Set()).add(key);
  }
  return keys ?? NONE;
}

const ANY = Symbol('any key');

/** The key (of the object that the identifier names) that the expression around an identifier changes. */
function changedKey(identifier: TSESTree.Node): string | typeof ANY | undefined {
  /** The first key on the way from the object, and the last. */
  let first: string | typeof ANY | undefined;
  let last: string | undefined;
  let steps = 0;
  for (let node = identifier, { parent } = identifier; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
        continue;
      case 'MemberExpression':
        if (parent.object !== node) return undefined;
        last = memberName(parent);
        first ??= last ?? ANY;
        steps++;
        continue;
      case 'CallExpression':
        if (parent.callee === node) {
          if (last === undefined || !MUTATING_METHODS.has(last)) return undefined;
          return steps > 1 ? first : ANY;
        }
        return parent.arguments[0] === node && isMutatingFunction(parent.callee) ? (first ?? ANY) : undefined;
      default:
        return isTarget(node, parent) ? first : undefined;
    }
  }
  return undefined;
}

function isMutatingFunction(callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const { name } = callee.object;
  return (name === 'Object' || name === 'Reflect') && MUTATING_FUNCTIONS.has(memberName(callee) ?? '');
}

/** Whether an expression is written to. */
export function isTarget(node: TSESTree.Node, parent: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

/** Whether the file changes the object that a member is read from, in that member or in any. */
export function isChangedMember(member: TSESTree.MemberExpression, source: Source): boolean {
  let object: TSESTree.Node = member;
  let key: string | undefined;
  while (object.type === 'MemberExpression') {
    key = memberName(object);
    object = unwrap(object.object);
  }
  const variable = object.type === 'Identifier' ? variableOf(object, source) : undefined;
  if (!variable || variable === 'global') return false;
  const keys = changedKeys(variable);
  return keys === 'any' || (keys.size > 0 && (key === undefined || keys.has(key)));
}
