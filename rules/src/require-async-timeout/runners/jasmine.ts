import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from '../../resolve/once-per.ts';
import type { Source } from '../../resolve/source.ts';
import { memberName } from '../../resolve/syntax.ts';
import type { TestCall } from '../../resolve/test-calls/index.ts';
import { globalReferences } from '../../resolve/test-calls/seeds.ts';
import { suitesAround, valueLimit, type FileFacts } from '../file-facts.ts';
import type { Limit } from '../limit.ts';

/**
 * What a file gives to `jasmine.DEFAULT_TIMEOUT_INTERVAL`, nearest first. Jasmine reads it as each test begins, so
 * a hook may set it as well; what sets it afterwards puts it back.
 */
export function* jasmineLimits(test: TestCall, facts: FileFacts): Generator<Limit> {
  const settings = settingsIn(facts.source).flatMap((node) => {
    const owner = facts.file.ownerOf(node);
    if (owner?.kind === 'test' || (owner?.kind === 'hook' && owner.name.startsWith('after'))) return [];
    return [{ value: node.right, suite: owner?.kind === 'hook' ? owner.parent : owner }];
  });
  for (const suite of [...suitesAround(test), undefined]) {
    const setting = settings.findLast((found) => found.suite === suite);
    if (setting) yield valueLimit(setting.value, suite ? 'suite' : 'file', 'jest', facts);
  }
}

/** In the order of the text. */
const settingsIn = oncePer((source: Source): readonly TSESTree.AssignmentExpression[] => {
  const settings = globalReferences(source).flatMap(({ identifier }) => {
    const { parent: member } = identifier;
    if (identifier.name !== 'jasmine' || member.type !== 'MemberExpression' || member.object !== identifier) return [];
    const { parent: assignment } = member;
    if (memberName(member) !== 'DEFAULT_TIMEOUT_INTERVAL' || assignment.type !== 'AssignmentExpression') return [];
    return assignment.left === member && assignment.operator === '=' ? [assignment] : [];
  });
  return settings.toSorted((a, b) => a.range[0] - b.range[0]);
});
