/** What writes to a variable of a module, or to what a constant of it holds. */
const WRITES = new RegExp(
  [
    /\b(?:let|var)\b|\bdelete\b|\bObject\s*\.\s*(?:assign|define)/,
    /\.\s*(?:push|unshift|pop|shift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)\s*\(/,
    /(?:[\w$]|\])!?\s*(?:\+\+|--)|(?:\+\+|--)\s*[\w$]/,
    /(?:\.\s*[\w$#]+|\]|\))!?\s*(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Whether a text can hold what `no-shared-test-state` reports. */
export function mayShareState(text: string): boolean {
  return WRITES.test(text);
}
