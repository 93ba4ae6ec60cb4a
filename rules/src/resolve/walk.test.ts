import { expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { isFunction } from './syntax.ts';
import { nodesIn } from './walk.ts';

function identifiers(code: string, entersFunctions: boolean): readonly string[] {
  return inRule(code, ({ sourceCode: { ast, visitorKeys } }) =>
    [...nodesIn(ast, visitorKeys, (node) => entersFunctions || !isFunction(node))].flatMap((node) =>
      node.type === 'Identifier' ? [node.name] : [],
    ),
  );
}

it('gives nodes in the order of the text', () => {
  expect(identifiers('a(b, [c, , d]); function e(f) { g(); } h;', true)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

it('stays out of what it is told to', () => {
  expect(identifiers('a(b, () => c); function e(f) { g(); } h;', false)).toEqual(['a', 'b', 'h']);
});
