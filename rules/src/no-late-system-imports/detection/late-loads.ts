import { deferredAround } from '../../resolve/deferred.ts';
import { isInShippedCode } from '../../resolve/shipped-code.ts';
import type { LintedFile } from '../linted-file.ts';
import { followsLoaderChange } from './changes.ts';
import { isLoadedForEffect } from './effects.ts';
import { isFeatureTest } from './guards.ts';
import { followsMocks, hoistedMockOf, isInMockFactory, namesMockedModule } from './mocks.ts';
import type { ModuleLoad } from './module-load.ts';
import { isJudged, isUnderTest } from './under-test.ts';

/** The loads that run later than their file and have no reason to. */
export function lateLoads(loads: readonly ModuleLoad[], file: LintedFile): readonly ModuleLoad[] {
  const judged = loads.filter((load) => isJudged(load, file));
  return loads.filter(
    (load) => deferredAround(load.node) && !isUnderTest(load, judged) && !isRightlyLate(load, file),
  );
}

function isRightlyLate(load: ModuleLoad, file: LintedFile): boolean {
  return (
    namesMockedModule(load, file) ||
    isInMockFactory(load, file) ||
    followsMocks(load, file) ||
    hoistedMockOf(load, file) === 'bypassed' ||
    isFeatureTest(load, file) ||
    isLoadedForEffect(load) ||
    isInShippedCode(load.node, file.source) ||
    followsLoaderChange(load, file)
  );
}
