import path from 'node:path';

import {
  isCollectedByName,
  isPythonTestFile,
  mayBeTest,
  prefilters,
  pythonPrefilters,
} from 'eslint-plugin-cogniverse/prefilters';

import { isPython } from '../parse/language.ts';

/**
 * The prefilters of the rules for a file, by its language. The text they see has no byte order mark, as the text
 * that rules see.
 */
export function prefiltersFor(file: string): typeof prefilters {
  return isPython(file) ? pythonPrefilters : prefilters;
}

/**
 * Whether a file can be a test, by its path from the project's root and its text without a byte order mark.
 *
 * @param file - Absolute path.
 */
export function mayBeTestFile(file: string, root: string, text: string): boolean {
  const pathFromRoot = path.relative(root, file);
  if (!isPython(file)) return mayBeTest(pathFromRoot, text);
  return isPythonTestFile(pathFromRoot, text) || isCollectedByName(file);
}

/** A text without the byte order mark that it may begin with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
