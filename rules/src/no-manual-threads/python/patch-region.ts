import type { Py } from '@cogniverse/eslint-python';

import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { marksAround } from '../../resolve/python/marks-around.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticPrimitive } from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';

/** Where in the file something holds. */
export type Region = (node: Py.Node) => boolean;

/** Methods and functions that unittest, nose and pytest run before each test of their class or module. */
const SETUP = /^(?:async)?set_?up(?:_?(?:class|method|module|function))?$/i;

/**
 * Where a fake is in place that a node puts there: in the block of its `with`, in what it decorates, in the tests that
 * a fixture or hook prepares, else in the function or module that it stands in.
 */
export function patchRegion(node: Py.Node, source: PythonSource): Region {
  const { parent } = node;
  if (parent?.nodeType === 'withitem' && parent.context_expr === node) return inside(parent.parent);
  for (let below = node, above = node.parent; above; below = above, above = above.parent) {
    if (above.nodeType === 'ClassDef' && isDecorator(below, above)) return inside(above);
    if (!isFunction(above)) continue;
    return isDecorator(below, above) ? inside(above) : preparedBy(above, source);
  }
  return () => true;
}

function isDecorator(node: Py.Node, of: PyFunction | Py.ClassDef): boolean {
  return of.decorator_list.some((decorator) => decorator === node);
}

function preparedBy(node: PyFunction, source: PythonSource): Region {
  const around = inside([...ancestorsOf(node)].find(({ nodeType }) => nodeType === 'ClassDef') ?? null);
  if (SETUP.test(node.name)) return around;
  const fixture = fixtureOf(node, source);
  if (!fixture) return inside(node);
  if (fixture.isAutouse) return around;
  return (place) => inside(node)(place) || usesFixture(place, fixture.name, source);
}

/** Inside a node; everywhere without one. */
function inside(outer: Py.Node | null): Region {
  return (node) => {
    if (!outer || node === outer) return true;
    for (const above of ancestorsOf(node)) if (above === outer) return true;
    return false;
  };
}

/** Whether a function around a node asks for a fixture, as a parameter or by a mark. */
function usesFixture(node: Py.Node, name: string, source: PythonSource): boolean {
  const functions = [...ancestorsOf(node)].filter((above) => isFunction(above));
  const isParameter = functions.some(({ args }) =>
    [...args.posonlyargs, ...args.args, ...args.kwonlyargs].some(({ arg }) => arg === name),
  );
  if (isParameter) return true;
  return marksAround(node, source).some(
    (mark) =>
      mark.name === 'usefixtures' &&
      mark.args.some((argument) => staticPrimitive(argument.node, argument.source) === name),
  );
}
