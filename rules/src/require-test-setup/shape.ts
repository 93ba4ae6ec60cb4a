import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { Primitive } from '../resolve/constant-operators.ts';
import type { Source } from '../resolve/source.ts';

type Variable = TSESLint.Scope.Variable;

/** A name (and the keys below it) that an object is reached by, so that code can add to the object later. */
export interface Holder {
  readonly variable: Variable;
  readonly path: readonly string[];
}

/** An expression, and what has to be known to read it. */
export interface Ref<Node extends TSESTree.Node = TSESTree.Node> {
  readonly node: Node;
  readonly source: Source;
  /** What the parameters of the functions around it are given. */
  readonly parameters: ReadonlyMap<Variable, Ref>;
  readonly holders: readonly Holder[];
  /** How many steps led here. */
  readonly depth: number;
}

/** One of the objects that a configuration is merged of: the later over the earlier, lists one after another. */
export type Layer =
  | { readonly kind: 'object'; readonly ref: Ref<TSESTree.ObjectExpression> }
  | { readonly kind: 'unknown'; readonly ref: Ref; readonly reason: string }
  /** It comes from a file that registers the set-up. */
  | { readonly kind: 'registered' };

/** What an expression can be. */
export type Shape =
  | { readonly kind: 'object'; readonly layers: readonly Layer[] }
  | { readonly kind: 'list'; readonly ref: Ref<TSESTree.ArrayExpression> }
  /** A list of as many elements as another list, each of which can be one of these. */
  | { readonly kind: 'mapped'; readonly ref: Ref; readonly elements: readonly Shape[] }
  | { readonly kind: 'constant'; readonly value: Primitive; readonly ref: Ref }
  | { readonly kind: 'registered' }
  /** Something that runs its tests elsewhere than in Node.js. */
  | { readonly kind: 'foreign'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly ref: Ref; readonly reason: string };

/** The layers that a shape adds to what it is merged with. */
function layersOf(shape: Shape): readonly Layer[] {
  switch (shape.kind) {
    case 'object':
      return shape.layers;
    case 'registered':
      return [shape];
    case 'unknown':
      return [shape];
    case 'list':
    case 'mapped':
      return [{ kind: 'unknown', ref: shape.ref, reason: 'it is a list' }];
    case 'constant':
    case 'foreign':
      return [];
  }
}

/** Every choice of one shape of each list, merged. */
export function merged(lists: readonly (readonly Shape[])[]): readonly Shape[] {
  let layers: readonly (readonly Layer[])[] = [[]];
  for (const shapes of lists) {
    const foreign = shapes.find(({ kind }) => kind === 'foreign');
    if (foreign) return [foreign];
    layers = layers
      .flatMap((before) => shapes.map((shape) => [...before, ...layersOf(shape)]))
      .slice(0, MAX_CHOICES);
  }
  return layers.map((choice) => ({ kind: 'object', layers: choice }));
}

const MAX_CHOICES = 32;
