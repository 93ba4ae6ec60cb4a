import type { NeededPlugin } from '../project.ts';

/** A package that a list states. */
export interface Requirement {
  /** Its name, normalized. */
  readonly name: string;
  /**
   * What stands behind the name in a line (`[x] >= 2 ; python_version > "3"`), or for the name in a table
   * (`^2`).
   */
  readonly rest: string;
  /** Where it stands in the text without byte order mark. */
  readonly offset: number;
}

/** How the requirements of a list are written: what stands between name and version. */
export interface RangeStyle {
  /** `undefined` where versions are left out. */
  readonly operator: string | undefined;
  /** The blanks in front of and behind the operator. */
  readonly blank: string;
}

const NAME = /^\s*([a-z0-9](?:[\w.-]*[a-z0-9])?)/i;
const OPERATOR = /^(?:\s*\[[^\]]*\])?(\s*)\(?(~=|===?|>=|\^|~|(?=\d))\s*v?\d/;

/** What a line of requirements states; `undefined` for a path, an address or an option. */
export function parseRequirement(text: string, offset: number): Requirement | undefined {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const rest = text.slice(name.length);
  // What goes on like a path or an address is none.
  if (/^[/\\:+]/.test(rest)) return undefined;
  return { name: normalizedName(name.trim()), rest, offset };
}

/** `Pytest_Timeout` and `pytest.timeout` are one package. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Whether a package is pytest or one of those that are named after it. */
export function isOfPytest({ name }: Requirement): boolean {
  return /^pytest(?:-|$)/.test(name);
}

/** The style of most requirements of a list, of pytest's own kind if there are any. */
export function styleOf(requirements: readonly Requirement[]): RangeStyle {
  const family = requirements.filter(isOfPytest);
  const stated = requirements.filter(({ rest }) => !/^\s*@/.test(rest));
  for (const some of [family, stated]) {
    const style = mostFrequent(some.map(({ rest }) => styleIn(rest)));
    if (style) return style;
  }
  return { operator: '>=', blank: '' };
}

function styleIn(rest: string): RangeStyle {
  const [, blank = '', operator] = OPERATOR.exec(rest) ?? [];
  return { operator, blank };
}

function mostFrequent(styles: readonly RangeStyle[]): RangeStyle | undefined {
  const counts = new Map<string, { readonly style: RangeStyle; count: number }>();
  for (const style of styles) {
    const key = String(style.operator);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { style, count: 1 });
  }
  // Of two that are as frequent, the one that says more counts.
  return [...counts.values()].sort(
    (a, b) =>
      b.count - a.count || Number(b.style.operator !== undefined) - Number(a.style.operator !== undefined),
  )[0]?.style;
}

/**
 * The range of a needed plugin in the style of its neighbours. Only the set-up's own version is known to be a
 * current one, so that other plugins get no range that keeps newer ones out.
 */
export function rangeOf({ name, minimum }: NeededPlugin, { operator, blank }: RangeStyle): string {
  if (operator === undefined) return '';
  const isOwn = name === 'pytest-cogniverse';
  return `${blank}${isOwn ? operator : '>='}${blank}${minimum}`;
}

/**
 * Where a package goes in a list: in order, if the list is sorted or at least the packages of pytest's kind
 * that stand together are; else behind these, or at the end.
 *
 * @param names The names of the list's elements; `undefined` for those that are no packages.
 */
export function indexFor(names: readonly (string | undefined)[], name: string): number {
  const known = names.flatMap((each, index) => (each === undefined ? [] : [{ each, index }]));
  const family = known.filter(({ each }) => /^pytest(?:-|$)/.test(each));
  const at = family.findIndex(({ each }) => each === 'pytest');
  const run = family.filter(
    ({ index }, place) => at === -1 || index - (family[at]?.index ?? 0) === place - at,
  );
  for (const some of [known, run]) {
    if (some.length < 2 || !isSorted(some.map(({ each }) => each))) continue;
    const following = some.find(({ each }) => each > name);
    return following ? following.index : (some.at(-1)?.index ?? names.length - 1) + 1;
  }
  return ((run.at(-1) ?? family.at(-1))?.index ?? names.length - 1) + 1;
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);
}
