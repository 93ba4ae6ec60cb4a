import {
  isPythonTestFile,
  mayBeTest,
  prefilters,
  pythonPrefilters,
} from 'eslint-plugin-cogniverse/prefilters';

import { isPython } from '../parse/language.ts';

/** The prefilters of the rules for a file, by its language. */
export function prefiltersFor(file: string): typeof prefilters {
  return isPython(file) ? pythonPrefilters : prefilters;
}

/** Whether a file can be a test, by its path from the project's root and its text. */
export function mayBeTestFile(pathFromRoot: string, text: string): boolean {
  return isPython(pathFromRoot) ? isPythonTestFile(pathFromRoot, text) : mayBeTest(pathFromRoot, text);
}
