import { createRule } from '../src/create-rule.ts';
import { testFixes, testPrefilter, testRule, typed, type RuleCases } from './rule-tester.ts';

const noVar = createRule({
  name: 'no-var',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow var', preset: 'recommended', practice: 'none' },
    fixable: 'code',
    messages: { found: 'Write let.' },
    schema: [],
  },
  create: (context) => ({
    VariableDeclaration(node) {
      if (node.kind !== 'var') return;
      const [start] = node.range;
      context.report({ node, messageId: 'found', fix: (fixer) => fixer.replaceTextRange([start, start + 3], 'let') });
    },
  }),
});

const cases: RuleCases<'found', []> = {
  valid: ['let a = 1;', { ...typed, code: 'let a: number = 1;' }],
  invalid: [
    { code: 'var a = 1;\nvar b = 2;', output: 'let a = 1;\nlet b = 2;', errors: ['found', { messageId: 'found', line: 2 }] },
    { ...typed, code: 'var a = <T,>(x: T) => x;', output: 'let a = <T,>(x: T) => x;', errors: 1 },
  ],
};

testRule('no-var', noVar, cases);
testFixes(noVar, cases);
testPrefilter((text) => text.includes('var'), cases);
