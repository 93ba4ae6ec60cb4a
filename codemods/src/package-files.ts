import { readFileSync } from 'node:fs';

/** Where a file of this package is, by its path in it; the same for sources and for what is built of them. */
export function packageFile(name: string): URL {
  return new URL(`../${name}`, import.meta.url);
}

/** What this package says of itself. */
export interface PackageManifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Reads this package's `package.json`. */
export function packageManifest(): PackageManifest {
  return JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as PackageManifest;
}
