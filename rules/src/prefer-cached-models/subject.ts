import type { TSESTree } from '@typescript-eslint/utils';

import { isExpectedToFail } from '../models/assertions.ts';
import type { Source } from '../resolve/source.ts';
import { evaluateOne } from '../resolve/static-value.ts';
import { isFunction, staticName, unwrap } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What titles of tests say that load a model to see how that goes. */
const ABOUT_LOADING =
  /\b(?:abort|cach|concurren|dispos|download|lazi|lazy|memory leak|progress|releas|re-?load|unload|warm)\w*/i;
const ASSERTS = new Set(['assert', 'expect', 'should']);
const MAX_DEPTH = 4;

/**
 * Whether a test loads a model for the sake of the load: it is to fail, it is watched, nothing but what it gives
 * is looked at, or the test's title says so.
 */
export function isAboutLoading(call: Call, test: TestCall | undefined, source: Source): boolean {
  return (
    isExpectedToFail(call, source) ||
    isWatched(call) ||
    isOnlyLookedAt(call, source) ||
    (test?.kind === 'test' && hasTellingTitle(test, source))
  );
}

/** Whether a load is given a function to call as it goes, or a signal to end it by. */
function isWatched({ arguments: args }: Call): boolean {
  return args.some((argument) => {
    const options = unwrap(argument);
    return (
      options.type === 'ObjectExpression' &&
      options.properties.some(
        (property) =>
          property.type === 'Property' &&
          (isFunction(property.value) ||
            /^(?:progress_?callback|on[A-Z]\w*|signal)$/.test(staticName(property.key, property.computed) ?? '')),
      )
    );
  });
}

function hasTellingTitle({ title }: TestCall, source: Source): boolean {
  const value = title && evaluateOne(title, source);
  return value?.kind === 'constant' && typeof value.value === 'string' && ABOUT_LOADING.test(value.value);
}

/** Whether what an expression gives is only compared, member by member or as a whole, or not used at all. */
function isOnlyLookedAt(expression: TSESTree.Node, source: Source, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  for (let node = expression, { parent } = expression; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'AwaitExpression':
      case 'MemberExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ChainExpression':
      case 'UnaryExpression':
      case 'BinaryExpression':
        continue;
      case 'ExpressionStatement':
        return true;
      case 'CallExpression':
        return parent.callee !== node && ASSERTS.has(firstName(parent.callee));
      case 'VariableDeclarator': {
        if (parent.init !== node) return false;
        const variables = source.scopeManager.getDeclaredVariables(parent);
        const uses = variables.flatMap(({ references }) => references.filter((reference) => !reference.init));
        return uses.every(({ identifier }) => isOnlyLookedAt(identifier, source, depth + 1));
      }
      default:
        return false;
    }
  }
  return false;
}

/** The name that a callee begins with: `expect` for `expect.soft`. */
function firstName(callee: TSESTree.Node): string {
  if (callee.type === 'MemberExpression') return firstName(callee.object);
  return callee.type === 'Identifier' ? callee.name : '';
}
