import type { StructuralCodemod } from './codemod.ts';

const LOADERS = {
  'cache-models': async () => (await import('./cache-models/index.ts')).cacheModels,
  'manage-threads': async () => (await import('./manage-threads/index.ts')).manageThreads,
} as const satisfies Record<string, () => Promise<StructuralCodemod>>;

/** The name of a structural codemod; its command has the same. */
export type CodemodName = keyof typeof LOADERS;

/** Loads a structural codemod. */
export function loadCodemod(name: CodemodName): Promise<StructuralCodemod> {
  return LOADERS[name]();
}
