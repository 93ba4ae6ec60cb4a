import type { TSESTree } from '@typescript-eslint/utils';

import type { Primitive } from '../resolve/constant-operators.ts';
import { lookup } from './lookup.ts';
import type { Question } from './question.ts';
import { refFrom, shapesOf } from './resolve-shape.ts';
import { type Layer, type Ref, type Shape } from './shape.ts';

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
    if (shapes.length > 0 && rest.length === 0) return { shapes, isDoubtful: isDoubtful || !definite };
    objects.unshift(...shapes.flatMap((shape) => (shape.kind === 'object' ? shape.layers : [])));
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
export function elementsOf(
  list: Ref<TSESTree.ArrayExpression>,
  question: Question,
): readonly (readonly Shape[])[] {
  return list.node.elements.flatMap((element): readonly (readonly Shape[])[] => {
    if (!element) return [];
    if (element.type !== 'SpreadElement') return [shapesOf(refFrom(list, element), question.world)];
    return shapesOf(refFrom(list, element.argument), question.world).flatMap((shape) => {
      if (shape.kind === 'list') return elementsOf(shape.ref, question);
      return shape.kind === 'mapped' ? [shape.elements] : [[shape]];
    });
  });
}
