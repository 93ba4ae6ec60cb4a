import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { fixtureValues } from '../../resolve/python/fixtures.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isGivenFixtures } from './given-fixtures.ts';

const MAX_DEPTH = 6;

/**
 * Where what an expression means can be imported from, through fixtures of the file too; `()` stands for an instance
 * of the class before it: `'ollama.Client().chat'`.
 */
export function pathsOf(node: Py.expr, source: PythonSource, depth = 0): readonly string[] {
  const origins = originsOf(node, source);
  if (origins.length > 0) return origins.map(({ path }) => path);
  if (depth > MAX_DEPTH) return [];
  switch (node.nodeType) {
    case 'Attribute':
      return pathsOf(node.value, source, depth + 1).map((path) => `${path}.${node.attr}`);
    case 'Await':
      return pathsOf(node.value, source, depth + 1);
    case 'Name':
      return givenByFixtures(node, source).flatMap((value) => pathsOf(value, source, depth + 1));
    default:
      return [];
  }
}

/** What the fixtures return that a parameter of this name is given. */
export function givenByFixtures(name: Py.Name, source: PythonSource): readonly Py.expr[] {
  const [definition] = definitionsAt(name, source) ?? [];
  const func = definition?.kind === 'parameter' ? definition.name.parent?.parent : undefined;
  return isFunction(func) && isGivenFixtures(func, source) ? fixtureValues(name.id, func, source) : [];
}

/** A function by the name it has where it comes from. */
export interface Callee {
  readonly name: string;
  /** The object that it is a method of. */
  readonly receiver?: Py.expr;
}

/** What a function is called where it comes from: `from_pretrained` for `Model.from_pretrained` and its aliases. */
export function calleeOf(func: Py.expr, source: PythonSource, depth = 0): Callee | undefined {
  if (func.nodeType === 'Attribute') return { name: func.attr, receiver: func.value };
  if (func.nodeType !== 'Name' || depth > MAX_DEPTH) return undefined;
  const [definition] = definitionsAt(func, source) ?? [];
  const [assigned] = (definition && assignedValues(definition)) ?? [];
  if (assigned) return calleeOf(assigned, source, depth + 1);
  const [origin] = originsOf(func, source);
  return { name: origin?.path.split('.').at(-1) ?? func.id };
}
