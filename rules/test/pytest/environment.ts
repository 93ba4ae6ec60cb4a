import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type PythonEnvironment, pythonEnvironment } from '../../../test/python/environment.ts';

/** A Python with pytest and its plugins as `requirements.txt` states them, or why there is none. */
export function pytestEnvironment(): Promise<PythonEnvironment> {
  const text = readFileSync(path.join(import.meta.dirname, 'requirements.txt'), 'utf8');
  return pythonEnvironment(text.split('\n').filter((line) => line !== ''));
}
