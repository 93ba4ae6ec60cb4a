import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { collectedNames } from '../../resolve/python/collected-names.ts';
import { collectedTests } from '../../resolve/python/collected-tests.ts';
import { pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { idNames } from '../id-names.ts';
import type { Options } from '../options.ts';
import { playsServices } from './played.ts';
import { sharedIds } from './shared-ids.ts';

type Context = Readonly<TSESLint.RuleContext<'shared' | 'sharedPython', [Options]>>;

/** What `unique-tenant-ids` listens for in a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
  { names = [] }: Options,
): { Module?: (node: Py.Module) => void } {
  const ids = idNames(names);
  if (!ids.mayBeIn(source.text) || !isPythonInScope(context, source) || playsServices(source)) return {};
  return {
    Module() {
      const tests = collectedTests(source, collectedNames(pytestConfigFor(source.file)));
      for (const { name, value, literals, tests: count } of sharedIds(tests, source, ids)) {
        const isTenant = name === 'tenantId';
        const data = {
          count,
          name: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          value: JSON.stringify(value),
          fixture: isTenant ? 'the fixture tenant_id' : 'unique_id()',
        };
        for (const literal of literals) context.report({ loc: literal.loc, messageId: 'sharedPython', data });
      }
    },
  };
}
