import type { StructuralCodemod } from './codemod.ts';
import type { CodemodName } from './codemod-names.ts';

const LOADERS: Readonly<Record<CodemodName, () => Promise<StructuralCodemod>>> = {
  'cache-models': async () => (await import('./cache-models/index.ts')).cacheModels,
  'manage-threads': async () => (await import('./manage-threads/index.ts')).manageThreads,
  'unique-ids': async () => (await import('./unique-ids/index.ts')).uniqueIds,
};

/** Loads a structural codemod. */
export function loadCodemod(name: CodemodName): Promise<StructuralCodemod> {
  return LOADERS[name]();
}
