import path from 'node:path';

/** This package's folder, with a separator at its end. Modules and bundle stand in one folder of it. */
export const packageFolder = path.dirname(import.meta.dirname) + path.sep;

const code = [path.basename(import.meta.dirname), 'cjs'].map((folder) => packageFolder + folder + path.sep);

/**
 * Whether a file is this package's code.
 *
 * @param file - Absolute path.
 */
export function isOwnCode(file: string): boolean {
  return code.some((folder) => file.startsWith(folder));
}
