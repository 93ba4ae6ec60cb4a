import { nodesIn } from '../resolve/walk.ts';
import { idNames } from './id-names.ts';
import { sharedIds, type SharedId } from './shared-ids.ts';
import type { StateFile } from './state.ts';

export type { SharedId } from './shared-ids.ts';

/** The ids that tests of a file share, by the guide's names. */
export function findSharedIds(file: StateFile): readonly SharedId[] {
  return sharedIds(nodesIn(file.source.ast, file.visitorKeys), file, idNames());
}
