import type { ModuleLoad } from './module-load.ts';

/** Builtins that change the process when they are loaded, or read its environment then. */
const EFFECTIVE = new Set(['cluster', 'domain']);

/** Whether loading a module does something beyond giving it. */
export function hasEffect({ key }: ModuleLoad): boolean {
  return EFFECTIVE.has(key);
}

/** Whether a load is there for what it does alone. */
export function isLoadedForEffect(load: ModuleLoad): boolean {
  return hasEffect(load) && load.value?.parent.type === 'ExpressionStatement';
}
