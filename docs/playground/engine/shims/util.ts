/** What the packages use of `node:util`. */
import shown from 'object-inspect';

/** A value as Node.js shows it; `depth` is how many levels are shown below the first. */
export function inspect(value: unknown, { depth }: { readonly depth: number }): string {
  return shown(value, { depth: depth + 1 });
}
