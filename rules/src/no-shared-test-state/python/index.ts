import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { collectedNames } from '../../resolve/python/collected-names.ts';
import { collectedTests } from '../../resolve/python/collected-tests.ts';
import type { PyFunction } from '../../resolve/python/functions.ts';
import { pytestConfigFor } from '../../resolve/python/pytest-config.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import { mayShareStateInPython } from './prefilter.ts';
import { sharedStates } from './shared-states.ts';

type Context = Readonly<TSESLint.RuleContext<'shared' | 'sharedPython', []>>;

/** What `no-shared-test-state` listens for in a Python file. */
export function pythonListeners(
  context: Context,
  source: PythonSource,
): { Module?: (node: Py.Module) => void } {
  if (!mayShareStateInPython(source.text) || !isPythonInScope(context, source)) return {};
  return {
    Module() {
      const tests = collectedTests(source, collectedNames(pytestConfigFor(source.file)));
      for (const { name, write, read } of sharedStates(source, tests)) {
        const isSameName = write.test.name === read.test.name;
        context.report({
          loc: write.node.loc,
          messageId: 'sharedPython',
          data: {
            name,
            writer: nameOf(write.test, isSameName),
            reader: nameOf(read.test, isSameName),
            line: read.node.loc.start.line,
          },
        });
      }
    },
  };
}

function nameOf({ name, parent }: PyFunction, isLong: boolean): string {
  return isLong && parent?.nodeType === 'ClassDef' ? `${parent.name}.${name}` : name;
}
