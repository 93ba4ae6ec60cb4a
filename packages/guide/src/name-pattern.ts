/**
 * Whether a name in a policy is a glob: it holds `*` (any run of characters, `/` and `:` too) or `?` (one
 * character).
 */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Compares a whole name with a glob, in time proportional to the product of their lengths at worst.
 *
 * @param pattern - Text in which `*` stands for any run of characters and `?` for exactly one.
 * @param name - The name. Case counts: fold both before.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  let inPattern = 0;
  let inName = 0;
  // Where to go on when the characters after the last star turn out not to fit.
  let star = -1;
  let resume = 0;
  while (inName < name.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern;
      resume = inName;
      inPattern += 1;
    } else if (expected === '?' || expected === name[inName]) {
      inPattern += 1;
      inName += 1;
    } else if (star >= 0) {
      resume += 1;
      inName = resume;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
