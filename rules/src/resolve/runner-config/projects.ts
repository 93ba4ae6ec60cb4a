import path from 'node:path';

import { configObjects, configTexts, objectsAt, textsAt } from './config-objects.ts';

/**
 * The paths and patterns by which a configuration of Vitest or Jest names its projects, as they are written. Those
 * that are spelt out as objects are left out. The file is read, never run; empty where it can't be parsed.
 */
export function configuredProjects(runner: 'vitest' | 'jest', file: string): readonly string[] {
  try {
    const objects = configObjects(file);
    if (runner === 'vitest') {
      const tests = objects.flatMap((object) => objectsAt(object, 'test'));
      const named = tests.flatMap((test) => ['projects', 'workspace'].flatMap((key) => textsAt(test, key)));
      return [...named, ...(isWorkspace(file) ? configTexts(file) : [])];
    }
    const isPackage = path.basename(file) === 'package.json';
    const configs = isPackage ? objects.flatMap((object) => objectsAt(object, 'jest')) : objects;
    return configs.flatMap((config) => textsAt(config, 'projects'));
  } catch {
    // The file may have gone.
    return [];
  }
}

/** A file of a Vitest workspace exports the list itself. */
function isWorkspace(file: string): boolean {
  return /^vitest\.(?:workspace|projects)\./.test(path.basename(file));
}
