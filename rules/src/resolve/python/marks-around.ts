import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from './assigned-values.ts';
import { finalDefinitions, scopeOfBlock } from './bindings.ts';
import { ownerOf } from './class-attributes.ts';
import { isFunction } from './fixtures.ts';
import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { ancestorsOf } from './walk.ts';

/** A pytest mark where it is stated. */
export interface NamedMark {
  readonly name: string;
  /** The mark, or the call that makes it. */
  readonly node: Py.expr;
}

const MARK = /^pytest\.mark\.(\w+)(?:\(\))?$/;

/** The marks that an expression is: a mark, a call of one, or a list of them. */
function marksIn(expression: Py.expr, source: PythonSource): readonly NamedMark[] {
  if (expression.nodeType === 'List' || expression.nodeType === 'Tuple') {
    return expression.elts.flatMap((element) => marksIn(element, source));
  }
  return originsOf(expression, source).flatMap(({ path }) => {
    const name = MARK.exec(path)?.[1];
    return name === undefined ? [] : { name, node: expression };
  });
}

/** The marks that pytest applies where a node stands: those of the functions and classes around it and the module's. */
export function marksAround(node: Py.Node, source: PythonSource): readonly NamedMark[] {
  return [node, ...ancestorsOf(node)].flatMap((above) => {
    if (isFunction(above)) return above.decorator_list.flatMap((decorator) => marksIn(decorator, source));
    if (above.nodeType === 'ClassDef') return classMarks(above, source, new Set());
    return above.nodeType === 'Module' ? pytestmark(above, source) : [];
  });
}

function classMarks(node: Py.ClassDef, source: PythonSource, seen: Set<Py.ClassDef>): readonly NamedMark[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const inherited = node.bases.flatMap((base) => {
    const above = base.nodeType === 'Name' ? ownerOf(base, source) : undefined;
    return above ? classMarks(above, source, seen) : [];
  });
  const own = node.decorator_list.flatMap((decorator) => marksIn(decorator, source));
  return [...own, ...pytestmark(node, source), ...inherited];
}

/** The marks that a class or module gives all its tests by the name `pytestmark`. */
function pytestmark(block: Py.Node, source: PythonSource): readonly NamedMark[] {
  const scope = scopeOfBlock(block, source);
  const variable = scope?.variables.get('pytestmark');
  if (!scope || !variable) return [];
  const values = finalDefinitions(variable.definitions, scope).flatMap((definition) => assignedValues(definition) ?? []);
  return values.flatMap((value) => marksIn(value, source));
}
