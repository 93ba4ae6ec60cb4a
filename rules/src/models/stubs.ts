import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { groupBy } from '../resolve/group-by.ts';
import { oncePer } from '../resolve/once-per.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import { memberName, stringValue, unwrap } from '../resolve/syntax.ts';

/** Functions that are given a method only where it is a mock. */
const TAKES_MOCKS = new Set(['expect', 'isMockFunction', 'mocked']);

/**
 * Whether the file replaces a method of an object: `vi.spyOn(object, 'method')`, `vi.mocked(object.method)`,
 * `object.method = fake`.
 */
export function isStubbed(object: TSESTree.Node, method: string, source: Source): boolean {
  const variable = object.type === 'Identifier' ? variableOf(object, source) : undefined;
  if (object.type !== 'Identifier' || variable === undefined) return false;
  const stubs = variable === 'global' ? stubsOfGlobals(source).get(object.name) : stubsOf(variable);
  return stubs?.has(method) === true || stubs?.has(ANY) === true;
}

/** What stands for all methods of an object. */
const ANY = '*';

const stubsOf = oncePer(({ references }: TSESLint.Scope.Variable): ReadonlySet<string> =>
  stubbedBy(references.map(({ identifier }) => identifier)),
);

const stubsOfGlobals = oncePer(({ scopeManager }: Source): ReadonlyMap<string, ReadonlySet<string>> => {
  const identifiers = scopeManager.scopes.flatMap(({ references }) => references.map(({ identifier }) => identifier));
  const byName = groupBy(identifiers, ({ name }) => [name]);
  return new Map([...byName].map(([name, group]) => [name, stubbedBy(group)]));
});

function stubbedBy(references: readonly TSESTree.Node[]): ReadonlySet<string> {
  return new Set(references.flatMap((reference) => stubbedAt(reference) ?? []));
}

/** The method that code replaces of the object which a name in it stands for. */
function stubbedAt(reference: TSESTree.Node): string | undefined {
  const { parent } = reference;
  if (parent?.type === 'CallExpression') {
    const [object, name] = parent.arguments;
    if (object !== reference) return undefined;
    return calleeName(parent) === 'mocked' ? ANY : stringValue(name);
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== reference) return undefined;
  const use = parent.parent;
  const isReplaced =
    use.type === 'CallExpression'
      ? use.callee !== parent && TAKES_MOCKS.has(calleeName(use) ?? '')
      : use.type === 'AssignmentExpression' && use.left === parent;
  return isReplaced ? memberName(parent) : undefined;
}

function calleeName({ callee }: TSESTree.CallExpression): string | undefined {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression') return memberName(node);
  return node.type === 'Identifier' ? node.name : undefined;
}
