import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from './bindings.ts';
import { decorated } from './decorated-function.ts';
import { isFunction } from './functions.ts';
import { namespaceOf, type Binding } from './namespace.ts';
import { definedIn, originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';

/** A class of the project. */
export interface PythonClass {
  readonly node: Py.ClassDef;
  readonly source: PythonSource;
}

/** What a class is made of. */
export interface ClassFacts {
  /** The class and those of the project that it extends, in the order in which Python looks attributes up. */
  readonly order: readonly PythonClass[];
  /** It extends `unittest.TestCase`. */
  readonly isUnittest: boolean;
  /** Its instances take arguments, as far as is known. */
  readonly hasConstructor: boolean;
  readonly isAbstract: boolean;
}

const TEST_CASE = /(?:^|\.)\w*TestCase$/;
/** Classes that every other one may extend without becoming something else. */
const PLAIN = /^(?:builtins\.object|(?:typing|typing_extensions)\.(?:Generic|Protocol)|abc\.ABC)$/;
const CONSTRUCTED =
  /^(?:builtins\.\w+|enum\.\w+|pydantic\.BaseModel|(?:typing|typing_extensions)\.(?:NamedTuple|TypedDict)|collections\.namedtuple\(\))$/;
const CONSTRUCTING =
  /^(?:dataclasses\.dataclass|attrs?\.(?:s|attrs|dataclass|define|frozen|mutable))(?:\(\))?$/;
const MAX_CLASSES = 32;

const facts = new WeakMap<Py.ClassDef, ClassFacts>();

/** What a class is made of, its bases in other files of the project included. */
export function classFacts(own: PythonClass): ClassFacts {
  const known = facts.get(own.node);
  if (known) return known;
  const order = lookupOrder(own, 0);
  const outside = order.flatMap(outsideBases);
  const isUnittest = outside.some((path) => TEST_CASE.test(path));
  const found: ClassFacts = {
    order,
    isUnittest,
    hasConstructor:
      outside.some((path) => CONSTRUCTED.test(path) && !PLAIN.test(path)) || order.some(hasConstructor),
    isAbstract: outside.some((path) => /^abc\.ABC(?:Meta)?$/.test(path)) && hasAbstractMethod(order),
  };
  facts.set(own.node, found);
  return found;
}

/** The classes of the project that an expression can be. */
export function classesOf(expression: Py.expr, source: PythonSource): readonly PythonClass[] {
  // `Base[int]` is `Base` with its type parameters given.
  if (expression.nodeType === 'Subscript') return classesOf(expression.value, source);
  if (expression.nodeType === 'Name') {
    const own = (definitionsAt(expression, source) ?? []).flatMap(({ node }) =>
      node.nodeType === 'ClassDef' ? [node] : [],
    );
    if (own.length > 0) return own.map((node) => ({ node, source }));
  }
  return originsOf(expression, source).flatMap(({ path }) => {
    const found = definedIn(path, source);
    if (found?.rest !== '') return [];
    return found.definitions.flatMap(({ node }) =>
      node.nodeType === 'ClassDef' ? [{ node, source: found.source }] : [],
    );
  });
}

function lookupOrder(own: PythonClass, depth: number): readonly PythonClass[] {
  const bases =
    depth > MAX_CLASSES ? [] : own.node.bases.flatMap((base) => classesOf(base, own.source).slice(-1));
  const orders = bases.filter(({ node }) => node !== own.node).map((base) => lookupOrder(base, depth + 1));
  return [own, ...merge([...orders, bases])].slice(0, MAX_CLASSES);
}

/** Merges lookup orders as Python does (C3); where Python would refuse, in the order in which they stand. */
function merge(orders: readonly (readonly PythonClass[])[]): readonly PythonClass[] {
  const merged: PythonClass[] = [];
  let rest = orders.filter((order) => order.length > 0);
  while (rest.length > 0) {
    const heads = rest.flatMap((order) => order[0] ?? []);
    const isInTail = ({ node }: PythonClass): boolean =>
      rest.some((order) => order.slice(1).some((other) => other.node === node));
    const next = heads.find((head) => !isInTail(head)) ?? heads[0];
    if (!next) break;
    merged.push(next);
    rest = rest
      .map((order) => order.filter(({ node }) => node !== next.node))
      .filter((order) => order.length > 0);
  }
  return merged;
}

/** Where the bases and the metaclass of a class come from that are not of the project. */
function outsideBases({ node, source }: PythonClass): readonly string[] {
  const metaclass = node.keywords.flatMap(({ arg, value }) => (arg === 'metaclass' ? [value] : []));
  return [...node.bases, ...metaclass]
    .map((base) => (base.nodeType === 'Subscript' ? base.value : base))
    .filter((base) => classesOf(base, source).length === 0)
    .flatMap((base) => originsOf(base, source).map(({ path }) => path));
}

function hasConstructor({ node, source }: PythonClass): boolean {
  const names = namespaceOf(node, source);
  if (names.has('__init__') || names.has('__new__')) return true;
  return node.decorator_list.some((decorator) =>
    originsOf(decorator, source).some(({ path }) => CONSTRUCTING.test(path)),
  );
}

function hasAbstractMethod(order: readonly PythonClass[]): boolean {
  const seen = new Set<string>();
  for (const { node, source } of order) {
    for (const [name, bindings] of namespaceOf(node, source)) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (bindings.some((binding) => isAbstract(binding, source))) return true;
    }
  }
  return false;
}

function isAbstract({ node }: Binding, source: PythonSource): boolean {
  return isFunction(node) && decorated(node, source).isAbstract;
}
