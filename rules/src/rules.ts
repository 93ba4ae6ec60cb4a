import { allowedModels } from './allowed-models/index.ts';
import { ciThreadEnvironment } from './ci-thread-environment/index.ts';
import { ciTimeLimit } from './ci-time-limit/index.ts';
import { cleanupResources } from './cleanup-resources/index.ts';
import { noLateSystemImports } from './no-late-system-imports/index.ts';
import { noManualThreads } from './no-manual-threads/index.ts';
import { noSharedTestState } from './no-shared-test-state/index.ts';
import { preferCachedModels } from './prefer-cached-models/index.ts';
import { registeredMarkers } from './registered-markers/index.ts';
import { requireAsyncTimeout } from './require-async-timeout/index.ts';
import { requireCapabilityMarker } from './require-capability-marker/index.ts';
import { requireTestSetup } from './require-test-setup/index.ts';
import { threadEnvBeforeImports } from './thread-env-before-imports/index.ts';
import { uniqueTenantIds } from './unique-tenant-ids/index.ts';
import { xdistByFile } from './xdist-by-file/index.ts';

/** All rules by the name that configurations use. */
export const rules = {
  'allowed-models': allowedModels,
  'ci-thread-environment': ciThreadEnvironment,
  'ci-time-limit': ciTimeLimit,
  'cleanup-resources': cleanupResources,
  'no-late-system-imports': noLateSystemImports,
  'no-manual-threads': noManualThreads,
  'no-shared-test-state': noSharedTestState,
  'prefer-cached-models': preferCachedModels,
  'registered-markers': registeredMarkers,
  'require-async-timeout': requireAsyncTimeout,
  'require-capability-marker': requireCapabilityMarker,
  'require-test-setup': requireTestSetup,
  'thread-env-before-imports': threadEnvBeforeImports,
  'unique-tenant-ids': uniqueTenantIds,
  'xdist-by-file': xdistByFile,
};

/** The name of a rule, without the plugin's prefix. */
export type RuleName = keyof typeof rules;
