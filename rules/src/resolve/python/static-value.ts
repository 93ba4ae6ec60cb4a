import type { Py } from '@cogniverse/eslint-python';

import { Evaluation } from './evaluation.ts';
import type { PythonSource } from './source.ts';

/** What a value that is no container can be. Python's `None` is `null`; `1` and `1.0` are one number. */
export type PyPrimitive = string | number | bigint | boolean | null;

interface Stated<Node extends Py.expr> {
  /** The expression that states the value: the literal itself, or the concatenation that yields it. */
  readonly node: Node;
  /** The file that `node` stands in. */
  readonly source: PythonSource;
}

/** A primitive that the source spells. */
export interface PyConstant extends Stated<Py.expr> {
  readonly kind: 'constant';
  readonly value: PyPrimitive;
}

/** A list, tuple or set that the source spells; its elements are evaluated on demand. */
export interface PySequence extends Stated<Py.List | Py.Tuple | Py.Set> {
  readonly kind: 'sequence';
}

/** A dict that the source spells; its values are evaluated on demand. */
export interface PyDict extends Stated<Py.Dict> {
  readonly kind: 'dict';
}

/** A value that the source does not state. */
export interface PyUnknown extends Stated<Py.expr> {
  readonly kind: 'unknown';
}

/** What an expression can be, without running anything. */
export type PyValue = PyConstant | PySequence | PyDict | PyUnknown;

/** An entry of a dict: the values of its key and those of its value. */
export interface PyEntry {
  readonly key: readonly PyValue[];
  readonly value: readonly PyValue[];
}

/**
 * The values an expression can have: several where a binding or expression is conditional; what the file does not
 * spell is among them as `unknown`. Follows constants of the module and of classes, of one imported file of the
 * project, concatenation, formatting and arithmetic of constants, subscripts of spelt containers. A container that the
 * file changes after it was made is unknown.
 */
export function staticValues(expression: Py.expr, source: PythonSource): readonly PyValue[] {
  return new Evaluation().values(expression, source, 0);
}

/** The one primitive an expression has; `undefined` where it has several values or one that is not spelt. */
export function staticPrimitive(expression: Py.expr, source: PythonSource): PyPrimitive | undefined {
  const [value, ...others] = staticValues(expression, source);
  return others.length === 0 && value?.kind === 'constant' ? value.value : undefined;
}

/** The values of each element; an unpacked container that is spelt gives its own, any other one unknown place. */
export function elementValues({ node, source }: PySequence): readonly (readonly PyValue[])[] {
  return new Evaluation().elements(node.elts, source, 0);
}

/** The entries of a dict; `**other` gives those of `other`, or one entry of unknowns. */
export function dictEntries({ node, source }: PyDict): readonly PyEntry[] {
  return new Evaluation().entries(node, source, 0);
}

/** The text of a key. */
export function keyOf({ key: [key] }: PyEntry): string | undefined {
  return key?.kind === 'constant' && typeof key.value === 'string' ? key.value : undefined;
}
