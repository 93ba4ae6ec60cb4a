import type { TSESTree } from '@typescript-eslint/utils';

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
  return (
    object.type === 'Identifier' && referencesTo(object, source).some((reference) => stubs(reference, method))
  );
}

function referencesTo(identifier: TSESTree.Identifier, source: Source): readonly TSESTree.Node[] {
  const variable = variableOf(identifier, source);
  if (variable === undefined) return [];
  return variable === 'global'
    ? (identifiersByName(source).get(identifier.name) ?? [])
    : variable.references.map((reference) => reference.identifier);
}

const identifiersByName = oncePer((source: Source): ReadonlyMap<string, readonly TSESTree.Node[]> => {
  const byName = new Map<string, TSESTree.Node[]>();
  for (const { references } of source.scopeManager.scopes) {
    for (const { identifier } of references) {
      const known = byName.get(identifier.name);
      if (known) known.push(identifier);
      else byName.set(identifier.name, [identifier]);
    }
  }
  return byName;
});

function stubs(reference: TSESTree.Node, method: string): boolean {
  const { parent } = reference;
  if (parent?.type === 'CallExpression') {
    const [object, name] = parent.arguments;
    return object === reference && (stringValue(name) === method || calleeName(parent) === 'mocked');
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== reference) return false;
  if (memberName(parent) !== method) return false;
  const use = parent.parent;
  if (use.type === 'CallExpression') return use.callee !== parent && TAKES_MOCKS.has(calleeName(use) ?? '');
  return use.type === 'AssignmentExpression' && use.left === parent;
}

function calleeName({ callee }: TSESTree.CallExpression): string | undefined {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression') return memberName(node);
  return node.type === 'Identifier' ? node.name : undefined;
}
