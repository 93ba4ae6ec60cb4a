import type { Py } from '@cogniverse/eslint-python';

import { classFacts } from './classes.ts';
import { isFunction } from './functions.ts';
import { markListOf, marksOf, type Mark } from './marks.ts';
import { namespaceOf } from './namespace.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf } from './walk.ts';

/**
 * The marks that pytest can apply where a node stands: those of the functions and classes around it, of the classes
 * that these extend, and of the module.
 */
export function marksAround(node: Py.Node, source: PythonSource): readonly Mark[] {
  return [node, ...ancestorsOf(node)].flatMap((above) => {
    if (isFunction(above)) return decoratorMarks(above.decorator_list, source);
    if (above.nodeType === 'Module') return pytestmark(above, source);
    if (above.nodeType !== 'ClassDef') return [];
    return classFacts({ node: above, source }).order.flatMap((part) => [
      ...decoratorMarks(part.node.decorator_list, part.source),
      ...pytestmark(part.node, part.source),
    ]);
  });
}

function decoratorMarks(decorators: readonly Py.expr[], source: PythonSource): readonly Mark[] {
  return decorators.flatMap((decorator) => marksOf(decorator, source)).filter((mark) => mark !== undefined);
}

/** The marks that a class or module gives all its tests by the name `pytestmark`. */
function pytestmark(owner: Py.Module | Py.ClassDef, source: PythonSource): readonly Mark[] {
  const bindings = namespaceOf(owner, source).get('pytestmark') ?? [];
  const places = bindings.flatMap((binding) => markListOf(binding, source).places);
  return places.flatMap(({ marks }) => marks).filter((mark) => mark !== undefined);
}
