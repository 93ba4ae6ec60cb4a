/** What opens a block with a name of its own; the name is the last group. */
const NAMED = [
  /^(?:async\s+)?def\s+(?<name>[^\s(:]+)/,
  /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+(?<name>[^\s({:]+)/,
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?<name>[^\s(]+)/,
  /^(?:export\s+)?(?:const|let|var)\s+(?<name>[^\s=:]+).*(?:=>|\bfunction\b)/,
  // `it('reads', …`, `describe.skip("x", …`, `test.each(table)('reads %s', …`
  /^(?:await\s+)?[\w$.]+(?:\(.*\))?\(\s*(?<quote>['"`])(?<name>.+?)\k<quote>/,
];

/** The name of the function, class, test or suite that a line begins, if it does. */
export function namedBlock(line: string): string | undefined {
  for (const pattern of NAMED) {
    const name = pattern.exec(line)?.groups?.['name'];
    if (name !== undefined) return name;
  }
  return undefined;
}
