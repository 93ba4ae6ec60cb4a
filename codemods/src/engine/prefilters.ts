import path from 'node:path';

import {
  isCollectedByName,
  isPythonTestFile,
  mayBeTest,
  prefilters,
  pythonPrefilters,
  rulesOn,
  surroundingsPrefilters,
} from 'eslint-plugin-cogniverse/prefilters';

import { isSource } from '../files/path-reasons.ts';
import { isPython } from '../parse/language.ts';
import type { RuleName } from '../rule-names.ts';
import type { Job } from './protocol.ts';

/**
 * The prefilters of the rules for a file, by its language. The text they see has no byte order mark, as the text
 * that rules see.
 */
export function prefiltersFor(file: string): Partial<typeof prefilters> {
  if (isPython(file)) return pythonPrefilters;
  return isSource(file) ? prefilters : surroundingsPrefilters;
}

/**
 * Whether a file can be a test or is around the tests, by its path from the project's root and its text without a byte order mark.
 *
 * @param file - Absolute path.
 */
export function mayBeTestFile(file: string, root: string, text: string): boolean {
  if (!isSource(file)) return true;
  const pathFromRoot = path.relative(root, file);
  if (!isPython(file)) return mayBeTest(pathFromRoot, text);
  return isPythonTestFile(pathFromRoot, text) || isCollectedByName(file);
}

/** The rules of a job that are on for a file: those of its preset, unless they were asked for by name. */
export function rulesFor(
  file: string,
  { rules, preset, isDemanded }: Pick<Job, 'rules' | 'preset' | 'isDemanded'>,
): readonly RuleName[] {
  if (isDemanded) return rules;
  const on = isPython(file) || isSource(file) ? PRESET_RULES[preset] : PRESET_RULES.project;
  return rules.filter((name) => on.has(name));
}

const PRESET_RULES = { recommended: rulesOn('recommended'), strict: rulesOn('strict'), project: rulesOn('project') };

/** A text without the byte order mark that it may begin with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
