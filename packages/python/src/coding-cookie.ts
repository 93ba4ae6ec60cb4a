const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/u;
const BLANK = /^[ \t\f]*(?:#.*)?$/u;

/** The encoding that a file states. */
export interface CodingCookie {
  /** As it is written there. */
  readonly encoding: string;
  /** From 1: it can only stand on the first two lines. */
  readonly line: number;
  /** Whether it is UTF-8. A file with another one was read wrong, and what is written to it may be. */
  readonly isUtf8: boolean;
}

/**
 * The encoding stated by a file's `# -*- coding: latin-1 -*-`, where it has that comment.
 *
 * @param text the file as it was read
 */
export function codingCookie(text: string): CodingCookie | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|[\r\n]/u, 2);
  for (const [index, content] of lines.entries()) {
    const encoding = COOKIE.exec(content)?.[1];
    if (encoding !== undefined) {
      return { encoding, line: index + 1, isUtf8: /^utf[-_]?8(?:[-_]sig)?$/iu.test(encoding) };
    }
    if (!BLANK.test(content)) return undefined;
  }
  return undefined;
}
