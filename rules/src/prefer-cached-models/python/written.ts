import type { Py } from '@cogniverse/eslint-python';

import { namesIn } from '../../models/python/syntax.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** What writes, makes or removes what it is given the path of. */
const WRITES =
  /save|export|write|dump|remove|unlink|rmtree|mkdir|makedirs|convert|push|copy|open|touch|quantize/i;

/** Whether the function around a load writes the files that the load then reads: it is named by a variable of them. */
export function isWrittenHere(nameAt: Py.expr | undefined, source: PythonSource): boolean {
  if (nameAt?.nodeType !== 'Name') return false;
  const fn = [...ancestorsOf(nameAt)].find(isFunction);
  const uses = source.scopes.variableOf(nameAt)?.references ?? [];
  return uses.some(({ node }) => {
    if (node === nameAt || ![...ancestorsOf(node)].some((above) => above === fn)) return false;
    const call = [...ancestorsOf(node)].find(({ nodeType }) => nodeType === 'Call');
    return call?.nodeType === 'Call' && namesIn(call.func).some((name) => WRITES.test(name));
  });
}
