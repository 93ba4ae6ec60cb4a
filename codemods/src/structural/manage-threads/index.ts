import type { StructuralCodemod } from '../codemod.ts';

/** Makes workers that tests make by hand managed ones. */
export const manageThreads: StructuralCodemod = {
  rule: 'no-manual-threads',
  edit: ({ findings }) => ({ edits: [], left: new Map(findings.map((finding) => [finding, 'not yet'])) }),
};
