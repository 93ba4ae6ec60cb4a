import type { Registration } from '../registration.ts';
import type { ModuleResult } from './result.ts';

/** Like `registerInModule`, with ts-morph loaded. */
export function register(_text: string, _fileName: string, { entry }: Registration): ModuleResult {
  return { kind: 'manual', line: 1, column: 1, snippet: `'${entry}'`, reason: 'not yet' };
}
