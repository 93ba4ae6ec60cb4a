import { namesVariable } from './variables.ts';

/**
 * Whether a text can hold what `thread-env-before-imports` reports. Names that are put together, or come from
 * another file, are passed over.
 */
export function maySetVariableLate(text: string): boolean {
  return /\b(?:env|stubEnv)\b/.test(text) && namesVariable(text, 'javascript');
}
