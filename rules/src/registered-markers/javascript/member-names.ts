import { nearMiss } from '../../resolve/near-miss.ts';
import { FACTORIES, isTestMember, MODIFIERS } from '../../resolve/test-calls/vocabulary.ts';

/** What a misspelt member may have been meant to be. */
const MEMBERS = [...MODIFIERS, ...FACTORIES, 'extend'];
/** Members of some runner that are near to those. */
const OTHERS = new Set([
  'step',
  'slow',
  'use',
  'info',
  'expect',
  'timeout',
  'retries',
  'configure',
  'mock',
  'abort',
]);

const known = new Map<string, string | undefined>();

/** What a name of a member was meant to be; `undefined` where it is one, or is near to none. */
export function meantMember(name: string): string | undefined {
  if (isTestMember(name) || OTHERS.has(name)) return undefined;
  if (!known.has(name)) known.set(name, nearMiss(name, MEMBERS));
  return known.get(name);
}

const CHAIN = /\b(?:test|it|describe|suite)((?:\s*\.\s*\w+)+)/g;

/** Whether a text can hold a member of a test function that is misspelt. */
export function mayMisspellMember(text: string): boolean {
  for (const [, chain = ''] of text.matchAll(CHAIN)) {
    if (chain.split('.').some((name) => meantMember(name.trim()) !== undefined)) return true;
  }
  return false;
}
