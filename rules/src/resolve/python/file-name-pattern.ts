import { literalPattern } from '../../text/literal-pattern.ts';

/**
 * A test for names by a pattern of Python's `fnmatch`: `*` is any text, also with slashes in it, `?` one character,
 * `[ab]` and `[!ab]` one of these or none of these.
 */
export function fileNamePattern(pattern: string): RegExp {
  const source = pattern.replace(/\[(!?)(\]?[^\]]*)\]|[^]/g, (part: string, not?: string, set?: string) => {
    if (set !== undefined && set !== '')
      return `[${not === '!' ? '^' : ''}${set.replace(/[\\[\]^]/g, '\\$&')}]`;
    if (part === '*') return '[^]*';
    return part === '?' ? '[^]' : literalPattern(part);
  });
  return new RegExp(`^${source}$`, 'u');
}
