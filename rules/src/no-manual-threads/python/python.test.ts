import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { noManualThreads } from '../index.ts';

testPythonRule('no-manual-threads', noManualThreads, {
  valid: ['x = 1'],
  invalid: [{ code: 'import threading\nthreading.Thread(target=print).start()\n', errors: [{ messageId: 'manualThread', line: 2, column: 1, endColumn: 17 }] }],
});
