const METHODS = [
  ...['append', 'appendleft', 'extend', 'extendleft', 'insert', 'pop', 'popleft', 'popitem', 'remove'],
  ...['reverse', 'sort', 'update', 'setdefault', 'add', 'discard', 'clear'],
];
/** What writes to a variable of a module, an attribute of a class, or what one of them holds. */
const WRITES = new RegExp(
  [
    String.raw`\bglobal\b|\bdel\b|\.\s*(?:${METHODS.join('|')})\s*\(`,
    String.raw`(?:\.\s*\w+|\])\s*(?::[^=\n]*)?(?:\*\*|//|<<|>>|[-+*/%@&|^])?=(?!=)`,
  ].join('|'),
);

/** Whether a Python text can hold what `no-shared-test-state` reports. */
export function mayShareStateInPython(text: string): boolean {
  return WRITES.test(text);
}
