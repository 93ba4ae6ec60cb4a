import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The files of which each is a policy as a whole. */
export const policyModules = ['js', 'mjs', 'cjs', 'ts', 'mts'].map(
  (extension) => `cogniverse.config.${extension}`,
);

/**
 * Looks, quickly and without a parser, for files where the policy of a project may stand.
 *
 * @param directory - Where to begin; see `findPolicyFile`.
 * @returns Those of the nearest folder that has any. There is no policy if there are none.
 */
export function findPolicyCandidates(directory: string): readonly string[] {
  for (let current = resolve(directory); ; current = dirname(current)) {
    const names = namesIn(current);
    const candidates = names.filter((name) => mayHoldPolicy(current, name));
    if (candidates.length > 0) {
      return candidates.map((name) => join(current, name));
    }
    if (names.includes('.git') || current === dirname(current)) {
      return [];
    }
  }
}

function mayHoldPolicy(directory: string, name: string): boolean {
  switch (name) {
    case 'package.json':
      // As a key it has a colon behind it; as a dependency, `@cogniverse/…`, it has none.
      return /"cogniverse"\s*:|\\u/.test(textOf(join(directory, name)));
    case 'pyproject.toml':
      return textOf(join(directory, name)).includes('cogniverse');
    default:
      return policyModules.includes(name) || name === 'cogniverse.config.json';
  }
}

/** A folder that may not be listed may still be passed through, so what stands in it is asked for by name. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    const possible = [...policyModules, 'cogniverse.config.json', 'package.json', 'pyproject.toml', '.git'];
    return possible.filter((name) => existsSync(join(directory, name)));
  }
}

/** What cannot be read is for the policy's reader to report. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
