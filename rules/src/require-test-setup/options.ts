import type { Primitive } from '../resolve/constant-operators.ts';
import { lookup } from './lookup.ts';
import type { Question } from './question.ts';
import { shapesOf } from './resolve-shape.ts';
import { layersOf, type Layer, type Ref, type Shape } from './shape.ts';

/** What merged objects have at a path of keys: no shapes where nothing sets it. */
export interface Option {
  readonly shapes: readonly Shape[];
  /** Whether something that can't be read may set it too. */
  readonly isDoubtful: boolean;
}

/** Reads an option of merged objects; of several that set it the last counts, but objects are merged. */
export function optionAt(layers: readonly Layer[], path: readonly string[], question: Question): Option {
  const { world } = question;
  const [key, ...rest] = path;
  if (key === undefined) return { shapes: [{ kind: 'object', layers }], isDoubtful: false };
  let isDoubtful = false;
  const objects: Layer[] = [];
  for (const layer of layers.toReversed()) {
    if (layer.kind !== 'object') {
      isDoubtful ||= layer.kind === 'unknown';
      continue;
    }
    const { found, definite, spreads, unsure } = lookup(layer.ref, key, world);
    isDoubtful ||= spreads.length > 0 || unsure !== undefined;
    const shapes = found.flatMap(({ ref }) => shapesOf(ref, world));
    if (shapes.length > 0 && shapes.every(({ kind }) => kind === 'object')) {
      objects.unshift(...shapes.flatMap(layersOf));
      continue;
    }
    if (shapes.length > 0 && rest.length === 0) return { shapes, isDoubtful: isDoubtful || !definite };
    isDoubtful ||= shapes.some(({ kind }) => kind === 'unknown');
  }
  if (objects.length === 0) return { shapes: [], isDoubtful };
  const inner = optionAt(objects, rest, question);
  return { shapes: inner.shapes, isDoubtful: inner.isDoubtful || isDoubtful };
}

/** The one constant that an option is; `undefined` where nothing sets it, `'unknown'` where that can't be said. */
export function constantAt(
  layers: readonly Layer[],
  path: readonly string[],
  question: Question,
): { readonly value: Primitive } | 'unknown' | undefined {
  const { shapes, isDoubtful } = optionAt(layers, path, question);
  const [shape, ...others] = shapes;
  if (!shape) return isDoubtful ? 'unknown' : undefined;
  return shape.kind === 'constant' && others.length === 0 ? { value: shape.value } : 'unknown';
}

/** The elements of a list, each with what it can be; a spread of what can't be read is one unknown element. */
export function elementsOf(list: Ref, question: Question): readonly (readonly Shape[])[] {
  const { node } = list;
  if (node.type !== 'ArrayExpression') return [];
  return node.elements.flatMap((element): readonly (readonly Shape[])[] => {
    if (!element) return [];
    const ref = { ...list, holders: [], depth: list.depth + 1 };
    if (element.type !== 'SpreadElement') return [shapesOf({ ...ref, node: element }, question.world)];
    return shapesOf({ ...ref, node: element.argument }, question.world).flatMap((shape) =>
      shape.kind === 'list' ? elementsOf(shape.ref, question) : [[shape]],
    );
  });
}
