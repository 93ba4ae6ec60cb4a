import type { LintedFile } from './linted-file.ts';

/** Remembers what a function finds in a file, so that it looks once. */
export function perFile<Found>(find: (file: LintedFile) => Found): (file: LintedFile) => Found {
  const known = new WeakMap<LintedFile, { readonly found: Found }>();
  return (file) => {
    let entry = known.get(file);
    if (!entry) {
      entry = { found: find(file) };
      known.set(file, entry);
    }
    return entry.found;
  };
}
