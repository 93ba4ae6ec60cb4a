import { createRule } from '../create-rule.ts';
import { pythonSourceOf } from '../resolve/python/source.ts';
import { sourceOf } from '../resolve/source.ts';
import { isInScope } from '../resolve/test-file.ts';
import { javascriptListeners } from './javascript/index.ts';
import { maySetVariableLate } from './prefilter.ts';
import { pythonListeners } from './python/index.ts';

/** What the rule says. */
export type MessageId = 'late' | 'lateByConftest' | 'lateByHoisting' | 'belowImport';

/** Reports variables that are set once the library that reads them has read them. */
export const threadEnvBeforeImports = createRule<[], MessageId>({
  name: 'thread-env-before-imports',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require thread variables to be set before the library that reads them is imported',
      preset: 'recommended',
      practice: 'Single-threaded mode',
    },
    fixable: 'code',
    messages: {
      late:
        '{{names}} is set too late: {{library}} is imported in line {{line}} and reads it as it is loaded. ' +
        'Set it above that import, or for the whole run: in the shell, in CI or by the set-up package.',
      lateByConftest:
        '{{names}} is set too late: {{conftest}}, which pytest loads first, imports {{library}}, ' +
        'which reads it as it is loaded. Set it at the top of the first conftest.py, or for the whole run.',
      lateByHoisting:
        '{{names}} is set too late: imports run before all other code of a module, and {{library}} ' +
        'reads it as it is loaded. Set it for the whole run: in the shell, in CI or by the set-up package.',
      belowImport:
        '{{names}} is set once {{library}} is imported (line {{line}}): what that has started by then does ' +
        'not heed it. Set it before, or for the whole run: in the shell, in CI or by the set-up package.',
    },
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const python = pythonSourceOf(context);
    if (python) return pythonListeners(context, python);
    const { text } = context.sourceCode;
    const source = maySetVariableLate(text) && isInScope(context) ? sourceOf(context) : undefined;
    return source ? javascriptListeners(context, source) : {};
  },
});
