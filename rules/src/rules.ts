import { allowedModels } from './allowed-models/index.ts';
import { noLateSystemImports } from './no-late-system-imports/index.ts';
import { noManualThreads } from './no-manual-threads/index.ts';
import { requireAsyncTimeout } from './require-async-timeout/index.ts';

/** All rules by the name that configurations use. */
export const rules = {
  'allowed-models': allowedModels,
  'no-late-system-imports': noLateSystemImports,
  'no-manual-threads': noManualThreads,
  'require-async-timeout': requireAsyncTimeout,
};

/** The name of a rule, without the plugin's prefix. */
export type RuleName = keyof typeof rules;
