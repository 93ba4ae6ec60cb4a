import type { TSESTree } from '@typescript-eslint/utils';

import { changedKeys } from '../resolve/mutation.ts';
import { staticName } from '../resolve/syntax.ts';
import { assignmentsTo } from './assignments.ts';
import { refFrom, shapesOf, type World } from './resolve-shape.ts';
import type { Ref, Shape } from './shape.ts';

/** A value that an object has under a key. */
export interface Entry {
  readonly ref: Ref;
  /** The outermost spread that brings it, in the object that was asked. */
  readonly spread?: TSESTree.Expression;
}

/** What an object has under a key. */
export interface Found {
  /** The values that it may be, the one that counts first. */
  readonly found: readonly Entry[];
  /** Whether one of them surely is the value. */
  readonly definite: boolean;
  /** Spread expressions that may set it and can't be seen into; the last in the text last. */
  readonly spreads: readonly TSESTree.Expression[];
  /** A spread brings the configuration of a file that registers the set-up. */
  readonly registered: boolean;
  /** What else may set it, and can't be read: a getter, a computed key. */
  readonly unsure: TSESTree.Node | undefined;
}

/** Looks a key up in an object, its spreads and later assignments included. */
export function lookup(ref: Ref<TSESTree.ObjectExpression>, key: string, world: World): Found {
  const found: Entry[] = [];
  const spreads: TSESTree.Expression[] = [];
  let registered = false;
  let unsure: TSESTree.Node | undefined;
  const result = (definite: boolean): Found => ({
    found,
    definite,
    spreads: spreads.toReversed(),
    registered,
    unsure,
  });

  for (const holder of ref.holders) {
    const assignments = assignmentsTo(holder, key);
    for (const { value, definite } of assignments) {
      found.push({ ref: valueRef(ref, value, key) });
      if (definite) return result(true);
    }
    const changed = holder.path.length === 0 ? changedKeys(holder.variable) : new Set<string>();
    // `Object.assign(config, …)` may set any key; what is set below a key is looked for there.
    if (changed === 'any' && assignments.length === 0) unsure = ref.node;
  }
  for (const property of ref.node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const inner = spreadLookup(refFrom(ref, property.argument), key, world);
      found.push(...inner.found.map((entry) => ({ ...entry, spread: property.argument })));
      if (inner.isUnknown) spreads.push(property.argument);
      registered ||= inner.registered;
      unsure ??= inner.unsure;
      if (inner.definite) return result(true);
      continue;
    }
    const name = staticName(property.key, property.computed);
    if (name === undefined) unsure ??= property;
    if (name !== key) continue;
    if (property.kind === 'init' && !property.method) found.push({ ref: valueRef(ref, property.value, key) });
    else unsure ??= property;
    return result(true);
  }
  return result(false);
}

/** The value of a key, which can be added to by the names of the object. */
function valueRef(ref: Ref, node: TSESTree.Node, key: string): Ref {
  const holders = ref.holders.map(({ variable, path }) => ({ variable, path: [...path, key] }));
  return { ...refFrom(ref, node), holders };
}

/** What the spread of an expression brings under a key. */
function spreadLookup(ref: Ref, key: string, world: World): Found & { readonly isUnknown: boolean } {
  const shapes = shapesOf(ref, world);
  const inner = shapes.flatMap((shape) => lookups(shape, key, world));
  return {
    found: inner.flatMap(({ found }) => found),
    definite: inner.length > 0 && inner.every(({ definite }) => definite),
    spreads: [],
    registered: inner.length > 0 && inner.every(({ registered }) => registered),
    unsure: inner.find(({ unsure }) => unsure)?.unsure,
    isUnknown: shapes.some(isUnknown) || inner.some(({ spreads }) => spreads.length > 0),
  };
}

function lookups(shape: Shape, key: string, world: World): readonly Found[] {
  const none: Found = { found: [], definite: false, spreads: [], registered: false, unsure: undefined };
  if (shape.kind === 'registered') return [{ ...none, registered: true }];
  if (shape.kind !== 'object') return [none];
  if (shape.layers.length === 0) return [none];
  return shape.layers.map((layer) => {
    if (layer.kind === 'object') return lookup(layer.ref, key, world);
    return layer.kind === 'registered' ? { ...none, registered: true } : none;
  });
}

function isUnknown(shape: Shape): boolean {
  return (
    shape.kind === 'unknown' || (shape.kind === 'object' && shape.layers.some(({ kind }) => kind === 'unknown'))
  );
}
