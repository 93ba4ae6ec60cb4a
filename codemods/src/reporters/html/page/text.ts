/** Characters that are not seen, or change the order of what is: controls, bidirectional marks, halves. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** A text from a file, in which every character can be seen for what it is. Tabs stay. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character === '\t'
      ? character
      : `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** `50,000` */
export function figure(count: number): string {
  return count.toLocaleString('en');
}

/** `3 findings`, `1 finding` */
export function plural(count: number, noun: string): string {
  return `${figure(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `23 November 2026` */
export function day(made: string): string {
  return new Date(made).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** A part of a whole, in percent; a little is never nothing. */
export function percent(part: number, whole: number): number {
  return whole === 0 || part === 0 ? 0 : Math.max((part / whole) * 100, 0.5);
}
