import { namesVariable } from '../variables.ts';

/**
 * Whether a Python text can hold what `thread-env-before-imports` reports. Names that are put together, or
 * come from another file, are passed over.
 */
export function mayPythonSetVariableLate(text: string): boolean {
  return /environ|putenv|setenv/.test(text) && namesVariable(text, 'python');
}
