import { oncePer } from '../resolve/once-per.ts';
import type { LintedFile } from './linted-file.ts';

/** Remembers what a function finds in a file, so that it looks once. */
export function perFile<Found>(find: (file: LintedFile) => Found): (file: LintedFile) => Found {
  return oncePer(find);
}
