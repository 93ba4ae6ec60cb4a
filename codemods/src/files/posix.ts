import path from 'node:path';

/** A path with `/` between its parts. */
export function toPosix(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}
