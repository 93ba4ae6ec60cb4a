import { isSystemModule, type Policy } from '@cogniverse/guide';

import { mayHoldModel } from './allowed-models/prefilter.ts';
import { mayHoldPythonModel } from './allowed-models/python/prefilter.ts';
import { mayLeaveOpen } from './cleanup-resources/prefilter.ts';
import { mayPythonLeaveOpen } from './cleanup-resources/python/prefilter.ts';
import { mayHoldSystemImport } from './no-late-system-imports/prefilter.ts';
import { mayHoldLateImport } from './no-late-system-imports/python/prefilter.ts';
import { mayHoldThread } from './no-manual-threads/prefilter.ts';
import { mayHoldPythonThread } from './no-manual-threads/python/prefilter.ts';
import { mayShareState } from './no-shared-test-state/prefilter.ts';
import { mayShareStateInPython } from './no-shared-test-state/python/prefilter.ts';
import { mayLoadWeights } from './prefer-cached-models/prefilter.ts';
import { mayLoadPythonWeights } from './prefer-cached-models/python/prefilter.ts';
import { mayHoldTag } from './registered-markers/prefilter.ts';
import { mayNameMarker } from './registered-markers/python/prefilter.ts';
import { mayHoldAsyncTest } from './require-async-timeout/prefilter.ts';
import { mayHoldPythonAsyncTest } from './require-async-timeout/python/prefilter.ts';
import { mayNeedCapability } from './require-capability-marker/prefilter.ts';
import { mayHoldPythonTest } from './require-capability-marker/python/prefilter.ts';
import { mayBeConfiguration } from './require-test-setup/prefilter.ts';
import type { RuleName } from './rules.ts';
import { mayRunSuite } from './surroundings/prefilter.ts';
import { maySetVariableLate } from './thread-env-before-imports/prefilter.ts';
import { mayPythonSetVariableLate } from './thread-env-before-imports/python/prefilter.ts';
import { mayShareId } from './unique-tenant-ids/prefilter.ts';
import { maySpreadTests } from './xdist-by-file/prefilter.ts';

/**
 * Whether a text can hold what a rule reports at all, under any policy or under a given one.
 * May answer yes in vain, never no in error.
 */
export type Prefilter = (text: string, policy?: Policy) => boolean;

const never: Prefilter = () => false;
/** What the rules for files around the tests have to say of tests. */
const AROUND_TESTS = { 'ci-thread-environment': never, 'ci-time-limit': never, 'xdist-by-file': never };

/** The prefilter of each rule: much cheaper than parsing. */
export const prefilters: Readonly<Record<RuleName, Prefilter>> = {
  ...AROUND_TESTS,
  'allowed-models': (text) => mayHoldModel(text),
  'cleanup-resources': mayLeaveOpen,
  'no-late-system-imports': (text, policy) =>
    mayHoldSystemImport(
      text,
      policy && ((module) => isSystemModule('javascript', module, policy.systemModules.javascript)),
    ),
  'no-manual-threads': mayHoldThread,
  'no-shared-test-state': mayShareState,
  'prefer-cached-models': (text) => mayLoadWeights(text),
  'registered-markers': mayHoldTag,
  'require-async-timeout': mayHoldAsyncTest,
  'require-capability-marker': mayNeedCapability,
  'require-test-setup': mayBeConfiguration,
  'thread-env-before-imports': maySetVariableLate,
  'unique-tenant-ids': mayShareId,
};

/** The same for Python texts. */
export const pythonPrefilters: Readonly<Record<RuleName, Prefilter>> = {
  ...AROUND_TESTS,
  'allowed-models': (text) => mayHoldPythonModel(text),
  'cleanup-resources': mayPythonLeaveOpen,
  'no-late-system-imports': (text, policy) =>
    mayHoldLateImport(text, policy && ((module) => isSystemModule('python', module, policy.systemModules.python))),
  'no-manual-threads': mayHoldPythonThread,
  'no-shared-test-state': mayShareStateInPython,
  'prefer-cached-models': (text) => mayLoadPythonWeights(text),
  'registered-markers': mayNameMarker,
  'require-async-timeout': mayHoldPythonAsyncTest,
  'require-capability-marker': mayHoldPythonTest,
  // A conftest.py is reported whatever it holds.
  'require-test-setup': () => true,
  'thread-env-before-imports': mayPythonSetVariableLate,
  'unique-tenant-ids': mayShareId,
};

/** The same for files around the tests; no other rule is about them. */
export const surroundingsPrefilters: Readonly<Partial<Record<RuleName, Prefilter>>> = {
  'ci-thread-environment': mayRunSuite,
  'ci-time-limit': mayRunSuite,
  'xdist-by-file': maySpreadTests,
};

export { rulesOn } from './presets.ts';
export { isCollectedByName } from './resolve/python/collected-names.ts';
export { isPythonTestFile } from './resolve/python/test-file.ts';
export { mayBeTest } from './resolve/test-file.ts';
