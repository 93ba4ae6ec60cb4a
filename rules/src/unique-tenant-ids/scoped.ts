import type { TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../resolve/source.ts';
import { evaluate } from '../resolve/static-value.ts';
import { staticName } from '../resolve/syntax.ts';
import { wordsOf } from './id-names.ts';

/** What tenants lie in, or beside: an id of such a thing that is known only at run time keeps tests apart. */
const AROUND_TENANTS = new Set([
  'account', 'cluster', 'company', 'namespace', 'org', 'organisation', 'organization', 'project', 'team',
  'workspace',
]);

/**
 * Whether an id stands beside another one that tells tests apart, made as they run: in
 * `{ projectId, userId: 'a' }` the user is the project's. A user's id is a mere field of whatever has an id of its
 * own; a tenant's is not.
 *
 * @param value - The value of the id, in the object that it is a field of.
 * @param name - What it is an id of.
 */
export function isBesideOwnId(value: TSESTree.Node, name: string, source: Source): boolean {
  const tells = (key: string): boolean => {
    const words = wordsOf(key);
    if (words.at(-1) !== 'id' && words.at(-1) !== 'uuid') return false;
    return name === 'userId' || words.some((word) => AROUND_TENANTS.has(word));
  };
  for (let node = value, { parent } = value; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'ObjectExpression':
        if (parent.properties.some((other) => other !== node && isMade(other, tells, source))) return true;
        continue;
      case 'ArrayExpression':
      case 'Property':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        continue;
      default:
        return false;
    }
  }
  return false;
}

/** Whether a property is an id that the file does not state. */
function isMade(
  property: TSESTree.ObjectLiteralElement,
  tells: (key: string) => boolean,
  source: Source,
): boolean {
  if (property.type !== 'Property' || !tells(staticName(property.key, property.computed) ?? '')) return false;
  return evaluate(property.value, source).some(({ kind }) => kind === 'unknown');
}
