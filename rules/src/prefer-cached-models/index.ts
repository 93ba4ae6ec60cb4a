import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { testCallsOf } from '../resolve/test-calls/index.ts';
import { isInScope } from '../resolve/test-file.ts';
import { dataOf, messages, MESSAGES } from './messages.ts';
import { schema, type Options } from './options.ts';
import { mayLoadWeights } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';
import { repeatedLoads, type Call } from './repeated-loads.ts';

const USE = 'Keep it with getOrLoadModel() of @cogniverse/test-setup: one load serves every test of the process.';

/** Reports models that a test loads for itself where one load would serve all. */
export const preferCachedModels = createRule<[Options], keyof typeof messages>({
  name: 'prefer-cached-models',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Prefer models that are loaded once and kept over loads in each test',
      preset: 'strict',
      practice: 'Model caching',
      codemod: 'cache-models',
    },
    messages,
    schema: [schema],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python, options);
    const { loaders = [] } = options;
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
        for (const load of repeatedLoads(calls, file)) {
          const { call, kind } = load;
          context.report({
            loc: { start: call.loc.start, end: call.callee.loc.end },
            messageId: MESSAGES[kind],
            data: dataOf(load, USE),
          });
        }
      },
    };
  },
});
