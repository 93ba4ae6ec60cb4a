import type { Registration } from '../registration.ts';
import type { ModuleResult } from './result.ts';

export type { Edited, Manual, ModuleResult } from './result.ts';

/**
 * Registers the set-up in the text of a configuration module, whatever shape it has. Nothing is written or run; what
 * the module imports from files beside it is read.
 *
 * @param text - The whole text, with its byte order mark if it has one.
 * @param fileName - Absolute path.
 */
export async function registerInModule(
  text: string,
  fileName: string,
  registration: Registration,
): Promise<ModuleResult> {
  const { register } = await import('./register.ts');
  return register(text, fileName, registration);
}
