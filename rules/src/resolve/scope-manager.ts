import { createRequire } from 'node:module';

import type * as ScopeManager from '@typescript-eslint/scope-manager';

const require = createRequire(import.meta.url);
let loaded: typeof ScopeManager | undefined;

/** typescript-eslint's scopes, loaded with the first JavaScript: a run over Python needs none of their 180 files. */
export function scopeManagement(): typeof ScopeManager {
  loaded ??= require('@typescript-eslint/scope-manager') as typeof ScopeManager;
  return loaded;
}
