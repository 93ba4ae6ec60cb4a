import { mayHoldModel } from './allowed-models/prefilter.ts';
import { mayHoldSystemImport } from './no-late-system-imports/prefilter.ts';
import { mayHoldThread } from './no-manual-threads/prefilter.ts';
import { mayHoldAsyncTest } from './require-async-timeout/prefilter.ts';
import type { RuleName } from './rules.ts';

/**
 * For each rule: can this text hold what the rule reports at all? Much cheaper than parsing.
 * May answer yes in vain, never no in error.
 */
export const prefilters: Readonly<Record<RuleName, (text: string) => boolean>> = {
  'allowed-models': mayHoldModel,
  'no-late-system-imports': mayHoldSystemImport,
  'no-manual-threads': mayHoldThread,
  'require-async-timeout': mayHoldAsyncTest,
};

export { mayBeTest } from './resolve/test-file.ts';
