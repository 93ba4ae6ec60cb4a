import { defaultPolicy, type Policy } from '@cogniverse/guide';

import { mayMisspellMember } from './javascript/member-names.ts';

/**
 * Whether a text can hold what `registered-markers` reports: a tag among options, in a title or in a comment,
 * or a misspelt member of a test function.
 */
export function mayHoldTag(text: string, policy?: Policy): boolean {
  if (/\btags\b|@module-tag/.test(text)) return true;
  const hasOwn = !policy || Object.keys(policy.markers).some((name) => !(name in defaultPolicy.markers));
  if (hasOwn && /\btag\b|['"`\s]@[\w-]/.test(text)) return true;
  return mayMisspellMember(text);
}
