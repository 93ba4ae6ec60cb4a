import { parseSourceCode, type Py } from '@cogniverse/eslint-python';

import { sourceFrom, type PythonSource } from '../src/resolve/python/source.ts';
import { pythonNodesIn } from '../src/resolve/python/walk.ts';

/** A Python text as a file of the project. */
export function pythonSource(code: string, file = '/project/tests/test_case.py'): PythonSource {
  return sourceFrom(parseSourceCode(code), file);
}

/** The argument of the last call of `use(…)` in a source: the expression that a test asks about. */
export function usedIn(source: PythonSource): Py.expr {
  const calls = [...pythonNodesIn(source.ast)].flatMap((node) =>
    node.nodeType === 'Call' && node.func.nodeType === 'Name' && node.func.id === 'use'
      ? node.args.slice(0, 1)
      : [],
  );
  const last = calls.toSorted((left, right) => left.range[0] - right.range[0]).at(-1);
  if (!last) throw new Error('the code has no use(…)');
  return last;
}
