import path from 'node:path';

import { oncePer } from '../once-per.ts';
import { fileNamePattern } from './file-name-pattern.ts';
import { pytestConfigFor, type PytestConfig } from './pytest-config.ts';

/** By which names pytest finds tests. */
export interface CollectedNames {
  /** Whether a file, as an absolute path or a path from the project's root, is a module of tests. */
  readonly isModule: (file: string) => boolean;
  /** Whether a class of that name holds tests; classes of `unittest` do under any name. */
  readonly isClass: (name: string) => boolean;
  /** Whether a function or method of that name is a test. */
  readonly isFunction: (name: string) => boolean;
}

/** The names that a configuration of pytest has it collect. */
export const collectedNames = oncePer((config: PytestConfig): CollectedNames => {
  const files = config.words('python_files') ?? ['test_*.py', '*_test.py'];
  return {
    isModule: (file) => file.endsWith('.py') && files.some((pattern) => matchesFile(file, pattern)),
    isClass: matcher(config.words('python_classes') ?? ['Test']),
    isFunction: matcher(config.words('python_functions') ?? ['test']),
  };
});

/** Whether the project has pytest collect a file by its name; a pattern that takes every file says nothing. */
export function isCollectedByName(file: string): boolean {
  const config = pytestConfigFor(file);
  const takesAll = config.words('python_files')?.some((pattern) => /^\*+(?:\.py)?$/.test(pattern)) ?? true;
  return !takesAll && collectedNames(config).isModule(file);
}

/** A pattern with a slash is matched with the whole path, at any depth; one without, with the name. */
function matchesFile(file: string, pattern: string): boolean {
  const normalized = file.replaceAll('\\', '/');
  if (!pattern.includes('/')) return fileNamePattern(pattern).test(path.posix.basename(normalized));
  return fileNamePattern(pattern.startsWith('/') ? pattern : `*/${pattern}`).test(
    `/${normalized.replace(/^\//, '')}`,
  );
}

/** Each pattern is the beginning of a name, or matches the whole of it. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const globs = patterns.filter((pattern) => /[*?[]/.test(pattern)).map(fileNamePattern);
  return (name) =>
    patterns.some((pattern) => name.startsWith(pattern)) || globs.some((glob) => glob.test(name));
}
