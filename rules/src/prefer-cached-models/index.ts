import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { testCallsOf } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { schema, type Options } from './options.ts';
import { mayLoadWeights } from './prefilter.ts';
import { repeatedLoads, type Call, type RepeatedLoad } from './repeated-loads.ts';

const USE = 'Keep it with getOrLoadModel() of @cogniverse/test-setup: one load serves every test of the process.';

/** Reports models that a test loads for itself where one load would serve all. */
export const preferCachedModels = createRule<[Options], 'inTest' | 'eachTest' | 'again'>({
  name: 'prefer-cached-models',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Prefer models that are loaded once and kept over loads in each test',
      preset: 'strict',
      practice: 'Model caching',
      codemod: 'cache-models',
    },
    messages: {
      inTest: `{{loader}} loads {{model}} for this test alone. ${USE}`,
      eachTest: `{{loader}} loads {{model}} again for each test. ${USE}`,
      again: `{{loader}} loads {{model}} {{count}} times in this file. ${USE}`,
    },
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [{ loaders = [] }]) {
    if (pythonSourceOf(context)) return {};
    const { text } = context.sourceCode;
    const source = mayLoadWeights(text, loaders) && isInScope(context) ? sourceOf(context) : undefined;
    if (!source) return {};
    const calls: Call[] = [];
    return {
      'CallExpression, NewExpression'(call: Call) {
        calls.push(call);
      },
      'Program:exit'() {
        const file = { source, text, tests: testCallsOf(context), ownLoaders: new Set(loaders) };
        for (const { call, kind, loader, model, count } of repeatedLoads(calls, file)) {
          context.report({
            loc: { start: call.loc.start, end: call.callee.loc.end },
            messageId: MESSAGES[kind],
            data: { loader, model: model === undefined ? 'its model' : `"${model}"`, count },
          });
        }
      },
    };
  },
});

const MESSAGES = { 'in-test': 'inTest', 'each-test': 'eachTest', again: 'again' } as const satisfies Record<
  RepeatedLoad['kind'],
  string
>;
