import path from 'node:path';

import { remembered, textOf } from './disk.ts';
import { directoriesAbove, isRecord, packageIn } from './project-files.ts';

/**
 * The major version of Vitest that a file's tests run in: the installed one, else what `package.json` asks for.
 * `undefined` where neither can be found.
 */
export function vitestMajor(file: string): number | undefined {
  return path.isAbsolute(file) ? versionIn(path.dirname(file))?.major : undefined;
}

/** Whether a file's tests surely run in a Vitest of at least a version, as far as that can be found. */
export function isVitestSince(file: string, major: number, minor: number): boolean {
  const version = path.isAbsolute(file) ? versionIn(path.dirname(file)) : undefined;
  if (!version) return false;
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** The beginning of a version. */
interface Version {
  readonly major: number;
  readonly minor: number;
}

const versionIn = remembered((directory): Version | undefined => {
  for (const above of directoriesAbove(directory)) {
    const version = versionOf(installedVersion(above) ?? packageIn(above)?.dependencies.get('vitest'));
    if (version) return version;
  }
  return undefined;
});

function installedVersion(directory: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(textOf(path.join(directory, 'node_modules/vitest/package.json')) ?? '');
    return isRecord(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : undefined;
  } catch {
    return undefined;
  }
}

/** The first numbers of `1.2.3`, `^1.2.3` or `>=1.2 <3`; `undefined` for `latest`, `workspace:*` and the like. */
function versionOf(version: string | undefined): Version | undefined {
  const [, major, minor = '0'] = /^[~^>=v\s]*(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
