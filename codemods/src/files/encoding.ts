import { codingCookie } from '@cogniverse/eslint-python/coding-cookie';

/** More than the two lines that can hold a cookie. */
const HEAD_BYTES = 1_000;

/** The encoding that a Python file says it is in; `undefined` for UTF-8, which is meant where it says nothing. */
export function declaredEncoding(bytes: Buffer): string | undefined {
  const cookie = codingCookie(bytes.toString('latin1', 0, HEAD_BYTES));
  return !cookie || cookie.isUtf8 ? undefined : cookie.encoding;
}

/** The text of bytes in an encoding, by Python's name of it; `undefined` where they are not, or it is not known. */
export function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  // Most of Python's names are also the Web's; `latin-1` and `iso8859-1` have a hyphen too many or lack one.
  for (const label of [name, name.replaceAll('-', ''), name.replace(/^iso-?8859/, 'iso-8859')]) {
    try {
      return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // The next name may be known.
    }
  }
  return undefined;
}
