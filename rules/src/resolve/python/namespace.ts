import type { Py } from '@cogniverse/eslint-python';

import { isConditionMet } from './condition.ts';
import type { PythonSource } from './source.ts';

/** What a name of a module or class means once the body has run; one of several where that depends on a condition. */
export interface Binding {
  readonly kind: 'function' | 'class' | 'value' | 'other';
  /** The definition, the expression that is the value, or the statement that binds the name otherwise. */
  readonly node: Py.Node;
  /** What the name meant before, as far as the value may speak of it. */
  readonly before: readonly Binding[];
  /** What was added to the value later, or called with the function or class, in that order. */
  readonly added: readonly Addition[];
}

/** `name += value`, `name.extend(value)`, or `name.append(value)`, which adds the value itself. */
export interface Addition {
  readonly value: Py.expr;
  readonly isElement: boolean;
}

/** Names in the order in which they were bound first. Attributes that are set by name stand there as `name.attribute`. */
export type Namespace = ReadonlyMap<string, readonly Binding[]>;

type State = Map<string, readonly Binding[]>;

/** More alternatives than this say nothing more. */
const MAX_ALTERNATIVES = 16;

const namespaces = new WeakMap<Py.Module | Py.ClassDef, Namespace>();

/** What the names of a module or class mean once its body has run, as far as that can be told without running it. */
export function namespaceOf(owner: Py.Module | Py.ClassDef, source: PythonSource): Namespace {
  const known = namespaces.get(owner);
  if (known) return known;
  const state: State = new Map();
  runAll(owner.body, state, source);
  namespaces.set(owner, state);
  return state;
}

function runAll(body: readonly Py.stmt[], state: State, source: PythonSource): void {
  for (const statement of body) run(statement, state, source);
}

function run(statement: Py.stmt, state: State, source: PythonSource): void {
  switch (statement.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      bind(statement.name, 'function', statement, state);
      return;
    case 'ClassDef':
      bind(statement.name, 'class', statement, state);
      return;
    case 'Assign':
      for (const target of statement.targets) assign(target, statement.value, state);
      return;
    case 'AnnAssign':
      if (statement.value) assign(statement.target, statement.value, state);
      return;
    case 'AugAssign': {
      const name = keyOf(statement.target);
      if (name !== undefined) add(name, { value: statement.value, isElement: false }, state);
      return;
    }
    case 'Expr':
      addByCall(statement.value, state);
      return;
    case 'Delete':
      for (const target of statement.targets) state.delete(keyOf(target) ?? '');
      return;
    case 'Import':
    case 'ImportFrom':
      for (const { asname, name } of statement.names) {
        const [first = name] = name.split('.');
        bind(asname ?? first, 'other', statement, state);
      }
      return;
    default:
      runBlock(statement, state, source);
  }
}

/** Runs a statement that holds others. */
function runBlock(statement: Py.stmt, state: State, source: PythonSource): void {
  switch (statement.nodeType) {
    case 'If': {
      const isMet = isConditionMet(statement.test, source);
      if (isMet !== undefined) runAll(isMet ? statement.body : statement.orelse, state, source);
      else runEither([statement.body, statement.orelse], state, source);
      return;
    }
    case 'Try':
    case 'TryStar':
      runAll([...statement.body, ...statement.orelse], state, source);
      runEither([[], ...statement.handlers.map(({ body }) => body)], state, source);
      runAll(statement.finalbody, state, source);
      return;
    case 'With':
    case 'AsyncWith':
      for (const { optional_vars: target } of statement.items)
        if (target) assignOther(target, statement, state);
      runAll(statement.body, state, source);
      return;
    case 'For':
    case 'AsyncFor':
      assignOther(statement.target, statement, state);
      runEither([[], statement.body], state, source);
      runAll(statement.orelse, state, source);
      return;
    case 'While':
      runEither([[], statement.body], state, source);
      runAll(statement.orelse, state, source);
      return;
    case 'Match':
      runEither([[], ...statement.cases.map(({ body }) => body)], state, source);
      return;
    default:
  }
}

/** One of several bodies runs: afterwards a name means what it does after any of them. */
function runEither(bodies: readonly (readonly Py.stmt[])[], state: State, source: PythonSource): void {
  const outcomes = bodies.map((body) => {
    const outcome: State = new Map(state);
    runAll(body, outcome, source);
    return outcome;
  });
  const names = new Set([...state.keys(), ...outcomes.flatMap((outcome) => [...outcome.keys()])]);
  for (const name of names) {
    const alternatives = new Set(outcomes.flatMap((outcome) => outcome.get(name) ?? []));
    if (alternatives.size === 0) state.delete(name);
    else state.set(name, [...alternatives].slice(0, MAX_ALTERNATIVES));
  }
}

function bind(name: string, kind: Binding['kind'], node: Py.Node, state: State): void {
  const before = kind === 'value' ? (state.get(name) ?? []) : [];
  state.set(name, [{ kind, node, before, added: [] }]);
  for (const key of state.keys()) if (key.startsWith(`${name}.`)) state.delete(key);
}

function assign(target: Py.expr, value: Py.expr, state: State): void {
  const name = keyOf(target);
  if (name !== undefined) bind(name, 'value', value, state);
  else assignOther(target, value, state);
}

function assignOther(target: Py.expr, node: Py.Node, state: State): void {
  const name = keyOf(target);
  if (name !== undefined) bind(name, 'other', node, state);
  else if (target.nodeType === 'Starred') assignOther(target.value, node, state);
  else if (target.nodeType === 'Tuple' || target.nodeType === 'List') {
    for (const element of target.elts) assignOther(element, node, state);
  }
}

function add(name: string, addition: Addition, state: State): void {
  const bindings = state.get(name) ?? [];
  if (bindings.length === 0) return;
  state.set(
    name,
    bindings.map((binding) => ({ ...binding, added: [...binding.added, addition] })),
  );
}

/** `pytestmark.append(mark)`, or `mark(function)`. */
function addByCall(expression: Py.expr, state: State): void {
  if (expression.nodeType !== 'Call') return;
  const [value] = expression.args;
  if (value?.nodeType === 'Name') {
    const isDefined = state.get(value.id)?.every(({ kind }) => kind === 'function' || kind === 'class') ?? false;
    if (isDefined) add(value.id, { value: expression.func, isElement: true }, state);
  }
  if (expression.func.nodeType !== 'Attribute') return;
  const { value: object, attr } = expression.func;
  const name = keyOf(object);
  if (value && name !== undefined && (attr === 'append' || attr === 'extend')) {
    add(name, { value, isElement: attr === 'append' }, state);
  }
}

/** `name` or `name.attribute`. */
function keyOf(target: Py.expr): string | undefined {
  if (target.nodeType === 'Name') return target.id;
  return target.nodeType === 'Attribute' && target.value.nodeType === 'Name'
    ? `${target.value.id}.${target.attr}`
    : undefined;
}
