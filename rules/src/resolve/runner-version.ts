import { readFileSync } from 'node:fs';
import path from 'node:path';

import { directoriesAbove, isRecord, packageIn, remembered } from './project-files.ts';

/**
 * The major version of Vitest that a file's tests run in: the installed one, else what `package.json` asks for.
 * `undefined` where neither can be found.
 */
export function vitestMajor(file: string): number | undefined {
  return path.isAbsolute(file) ? majorIn(path.dirname(file)) : undefined;
}

const majorIn = remembered((directory): number | undefined => {
  for (const above of directoriesAbove(directory)) {
    const major = majorOf(installedVersion(above) ?? packageIn(above)?.dependencies.get('vitest'));
    if (major !== undefined) return major;
  }
  return undefined;
});

function installedVersion(directory: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(directory, 'node_modules/vitest/package.json'), 'utf8'));
    return isRecord(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : undefined;
  } catch {
    return undefined;
  }
}

/** The first number of `1.2.3`, `^1.2.3` or `>=1.2 <3`; `undefined` for `latest`, `workspace:*` and the like. */
function majorOf(version: string | undefined): number | undefined {
  const digits = version === undefined ? undefined : /^[~^>=v\s]*(\d+)/.exec(version)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
