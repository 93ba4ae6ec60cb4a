import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../../resolve/python/bindings.ts';
import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { pythonNodesIn } from '../../../resolve/python/walk.ts';

/** What the standard library says of the platform and of the Python that runs. */
const FACTS =
  /^(?:sys\.(?:platform|version|version_info|hexversion|implementation|maxsize)|os\.name|platform\.\w+)\b/;
/** How projects call such facts that they keep in one place. */
const FACT_NAME =
  /^_*(?:IS_|ON_|NOT_|HAS_)?(?:WIN(?:DOWS|32|64)?|LINUX|MAC(?:OSX?)?|DARWIN|OSX|UNIX|POSIX|PYPY|CPYTHON|PY_?\d+\w*)$/i;
const MAX_DEPTH = 4;

/** Whether a condition asks for the platform, for the version of Python, or for what only some of them have. */
export function asksForPlatform(test: Py.expr, source: PythonSource, depth = 0): boolean {
  for (const node of pythonNodesIn(test)) {
    if (node.nodeType === 'Name' && (FACT_NAME.test(node.id) || isFactConstant(node, source, depth)))
      return true;
    if (node.nodeType === 'Attribute' && FACT_NAME.test(node.attr)) return true;
    if ((node.nodeType === 'Name' || node.nodeType === 'Attribute') && originsOf(node, source).some(isFact))
      return true;
    if (node.nodeType === 'Call' && isFeatureTest(node, source)) return true;
  }
  return false;
}

function isFact({ path }: { readonly path: string }): boolean {
  return FACTS.test(path);
}

/** `WINDOWS = sys.platform == 'win32'`. */
function isFactConstant(name: Py.Name, source: PythonSource, depth: number): boolean {
  if (depth >= MAX_DEPTH) return false;
  const values = (definitionsAt(name, source) ?? []).flatMap(
    (definition) => assignedValues(definition) ?? [],
  );
  return values.some((value) => asksForPlatform(value, source, depth + 1));
}

/** `hasattr(os, 'fork')`, `importlib.util.find_spec('tkinter')`. */
function isFeatureTest({ func }: Py.Call, source: PythonSource): boolean {
  return originsOf(func, source).some(
    ({ path }) => path === 'builtins.hasattr' || path === 'importlib.util.find_spec',
  );
}
