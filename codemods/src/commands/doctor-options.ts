import { requireOptions } from './require-options.ts';

/** What `doctor` does, for `--help`. */
export const DOCTOR = {
  name: 'doctor',
  describe: 'Show how far a project holds to the guide, section by section, and what to run',
  examples: [
    ['$0 doctor', 'the project in this folder'],
    ['$0 doctor packages/search', 'one folder'],
  ],
} as const;

/**
 * The folders that the user named.
 *
 * @throws {UsageError} on an option: there is none.
 */
export function readDoctor(argv: Record<string, unknown>): readonly string[] {
  requireOptions(argv, { name: DOCTOR.name, positional: 'paths' });
  const { paths, _: rest } = argv;
  return [paths, Array.isArray(rest) ? rest.slice(1) : []].flat().map(String);
}
