import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { collectedNames } from '../../resolve/python/collected-names.ts';
import { collectedTests } from '../../resolve/python/collected-tests.ts';
import { pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { dataOf, MESSAGES, type Context } from '../messages.ts';
import type { Options } from '../options.ts';
import { mayLoadPythonWeights } from './prefilter.ts';
import { repeatedLoads } from './repeated-loads.ts';

const USE =
  'Keep it with get_or_load_model of pytest-cogniverse, a fixture and a function, or load it in a fixture with ' +
  'scope="session": one load serves every test of the process.';

/** The rule on a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
  { loaders = [] }: Options,
): TSESLint.RuleListener {
  if (!mayLoadPythonWeights(source.text, loaders) || !isPythonInScope(context, source)) return {};
  const calls: Py.Call[] = [];
  return {
    'Call'(call: Py.Call) {
      calls.push(call);
    },
    'Module:exit'() {
      const names = collectedNames(pytestConfigFor(source.file));
      const tests = new Set(collectedTests(source, names).map(({ fn }) => fn.node));
      for (const load of repeatedLoads(calls, tests, source, new Set(loaders))) {
        const { call, kind, label: loader } = load;
        context.report({
          loc: { start: call.loc.start, end: call.func.loc.end },
          messageId: MESSAGES[kind],
          data: dataOf({ ...load, loader }, USE),
        });
      }
    },
  };
}
