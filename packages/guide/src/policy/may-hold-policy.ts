import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The files of which each is a policy as a whole. */
export const policyModules = ['js', 'mjs', 'cjs', 'ts', 'mts'].map(
  (extension) => `cogniverse.config.${extension}`,
);

/**
 * Whether a project may have a policy: a quick look, without a parser, at the places where one can stand.
 *
 * @param directory - Where to begin; see `findPolicyFile`.
 * @returns `false` only if there is none.
 */
export function mayHoldPolicy(directory: string): boolean {
  for (let current = resolve(directory); ; current = dirname(current)) {
    if (holdsPolicy(current)) {
      return true;
    }
    if (existsSync(join(current, '.git')) || current === dirname(current)) {
      return false;
    }
  }
}

function holdsPolicy(directory: string): boolean {
  const file = (name: string) => join(directory, name);
  return (
    [...policyModules, 'cogniverse.config.json'].some((name) => existsSync(file(name))) ||
    // As a key it has a colon behind it; as a dependency, `@cogniverse/…`, it has none.
    /"cogniverse"\s*:|\\u/.test(textOf(file('package.json'))) ||
    textOf(file('pyproject.toml')).includes('cogniverse')
  );
}

/** Reading says soonest whether a file is there. What cannot be read is for the policy's reader to report. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
