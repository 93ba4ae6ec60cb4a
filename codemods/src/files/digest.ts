import { createHash } from 'node:crypto';

/** Identifies the bytes of a file, so that a fix is written only over what it was made from. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64');
}
