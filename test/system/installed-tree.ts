import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A package as npm's lock file tells of it. */
export interface LockedPackage {
  /** Its folder, from the project's: `node_modules/eslint`. */
  readonly folder: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package that npm installed in a project, and all packages that it needs to run. */
export async function installedTree(project: string, name: string): Promise<LockedPackage[]> {
  const text = await readFile(path.join(project, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as {
    packages: Readonly<Record<string, Omit<LockedPackage, 'folder'>>>;
  };
  const reached = new Set<string>();
  const pending = [`node_modules/${name}`];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (reached.has(folder)) continue;
    reached.add(folder);
    for (const dependency of Object.keys(packages[folder]?.dependencies ?? {})) {
      const found = placesOf(dependency, folder).find((place) => place in packages);
      if (found === undefined) throw new Error(`${folder} needs ${dependency}, which is not installed`);
      pending.push(found);
    }
  }
  return [...reached].map((folder) => ({ folder, ...packages[folder] }));
}

/** Where Node looks for a package from the folder of another, nearest first. */
function placesOf(name: string, folder: string): string[] {
  const outer = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0));
  const here = `${folder ? `${folder}/` : ''}node_modules/${name}`;
  return folder === '' ? [here] : [here, ...placesOf(name, outer)];
}
