import { idNames } from './id-names.ts';

const guideNames = idNames();

/** Whether a text can hold what `unique-tenant-ids` reports. Names that are spelt with escapes are not seen. */
export function mayShareId(text: string): boolean {
  return guideNames.mayBeIn(text);
}
