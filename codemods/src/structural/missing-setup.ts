import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { SETUP_PACKAGE } from '../setup/registration.ts';

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * The folders of packages whose files import the set-up package and that neither name it nor have it installed.
 *
 * @param files Absolute paths of files that import it.
 */
export function packagesWithoutSetup(files: readonly string[]): readonly string[] {
  const folders = new Set(files.map((file) => path.dirname(file)));
  return [...new Set([...folders].flatMap((folder) => lackingPackage(folder) ?? []))].sort();
}

/**
 * The nearest package of a folder, if the set-up can't be imported from there; the folder where it is in
 * none.
 */
function lackingPackage(folder: string): string | undefined {
  let nearest: string | undefined;
  for (let directory = folder; ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, 'node_modules', SETUP_PACKAGE, 'package.json'))) return undefined;
    const manifest = manifestIn(directory);
    if (manifest) nearest ??= directory;
    if (manifest && names(manifest)) return undefined;
    if (path.dirname(directory) === directory) return nearest ?? folder;
  }
}

function manifestIn(directory: string): object | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function names(manifest: object): boolean {
  if (Reflect.get(manifest, 'name') === SETUP_PACKAGE) return true;
  return DEPENDENCY_FIELDS.some((field) => {
    const dependencies: unknown = Reflect.get(manifest, field);
    return typeof dependencies === 'object' && dependencies !== null && SETUP_PACKAGE in dependencies;
  });
}
