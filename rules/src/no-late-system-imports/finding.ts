import type { TSESTree } from '@typescript-eslint/utils';

import type { TextEdit } from '../text/text-edit.ts';
import type { Doubt } from './fixer/doubts.ts';

/** A system module that is imported too late, and what to do about it. */
export interface Finding {
  readonly node: TSESTree.Node;
  /** The module as the code names it. */
  readonly module: string;
  /** The registration that the import follows; `undefined` for a load inside of a function. */
  readonly registration?: string;
  /** Mends all findings of a kind that can be mended for certain, since each of them edits the same lines. */
  readonly fix?: TextEdit | undefined;
  /** Mends this finding alone, where that may change what the code does. */
  readonly suggestion?: { readonly edit: TextEdit; readonly doubts: readonly Doubt[] } | undefined;
}

/**
 * How many findings of a kind carry the fix of all. Each holds its text, which can be that of the whole file;
 * the rest
 * are mended with them.
 */
export const MAX_SHARED_FIXES = 50;
