import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder for the results of a project: with the caches of other tools in `node_modules` where there is one, else
 * one of its own beside those of Python's tools.
 */
export function defaultCacheLocation(cwd: string): string {
  const modules = path.join(cwd, 'node_modules');
  return existsSync(modules) ? path.join(modules, '.cache', 'cogniverse') : path.join(cwd, '.cogniverse-cache');
}
