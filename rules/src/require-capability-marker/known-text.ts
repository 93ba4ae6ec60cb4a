import { addressOf, type Address } from './capabilities.ts';

/** A text as far as it is known from its beginning. */
export interface KnownText {
  readonly text: string;
  /** Nothing follows. */
  readonly isWhole: boolean;
}

/** What parts put one behind the other begin with, up to the first that is not known. */
export function joined(parts: readonly (KnownText | undefined)[]): KnownText | undefined {
  let text = '';
  for (const part of parts) {
    if (!part) return text === '' ? undefined : { text, isWhole: false };
    text += part.text;
    if (!part.isWhole) return { text, isWhole: false };
  }
  return { text, isWhole: true };
}

/** The address in what is known of a URL; what follows may be a part of the port. */
export function addressIn({ text, isWhole }: KnownText): Address | undefined {
  const isKnown = isWhole || /^[a-z][a-z\d+.-]*:\/\/[^/]+\//i.test(text) || /:\d{4,5}$/.test(text);
  return isKnown ? addressOf(text) : undefined;
}
