/** What writes to a variable of a module, an attribute of a class, or what one of them holds. */
const WRITES =
  /\bglobal\b|\bdel\b|\.\s*(?:append|appendleft|extend|extendleft|insert|pop|popleft|popitem|remove|reverse|sort|update|setdefault|add|discard|clear)\s*\(|(?:\.\s*\w+|\])\s*(?::[^=\n]*)?(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])?=(?!=)/;

/** Whether a Python text can hold what `no-shared-test-state` reports. */
export function mayShareStateInPython(text: string): boolean {
  return WRITES.test(text);
}
