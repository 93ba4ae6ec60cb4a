import type { Py } from '@cogniverse/eslint-python';

import { classFacts } from '../../resolve/python/classes.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { handedOn, type Access, type HandedOn, type Part } from '../handed-on.ts';
import { containerOf, initialOf, isNothing, isPlain, type Initial } from './initial.ts';
import { isAssertion, isBeforehand, isKeptIn, isRelative } from './kept-values.ts';
import {
  classStates,
  fixtureStates,
  moduleStates,
  pytestStates,
  type Mention,
  type State,
} from './mentions.ts';
import { Owners, type Owner } from './owners.ts';
import { isStatedOrder } from './stated-order.ts';
import { useOf, type Use } from './use.ts';

/** A state that one test leaves and another one finds. */
export interface SharedState extends HandedOn<Py.Node, PyFunction> {
  readonly name: string;
}

interface OwnedUse {
  readonly mention: Mention;
  readonly use: Use;
  readonly owner: Owner;
}

/**
 * The variables of the module and the attributes of its classes that one test leaves and another one finds.
 */
export function sharedStates(source: PythonSource, tests: readonly CollectedTest[]): readonly SharedState[] {
  const run = inOrder(tests);
  if (run.length < 2) return [];
  const owners = new Owners(tests, source);
  const states = [moduleStates, classStates, pytestStates, fixtureStates].flatMap((find) => find(source));
  return states.flatMap((state) => sharedState(state, { source, tests, owners, run }) ?? []);
}

/** The tests in the order in which they run, each once: `unittest` sorts those of a class by their names. */
function inOrder(tests: readonly CollectedTest[]): readonly PyFunction[] {
  const byClass = new Map<Py.Node | undefined, CollectedTest[]>();
  for (const test of tests) {
    const holder = test.classes[0]?.node;
    byClass.set(holder, [...(byClass.get(holder) ?? []), test]);
  }
  const run = [...byClass.values()].flatMap((group) =>
    group[0]?.isUnittest ? group.toSorted((a, b) => (a.fn.node.name < b.fn.node.name ? -1 : 1)) : group,
  );
  return [...new Set(run.map(({ fn }) => fn.node))];
}

interface Search {
  readonly source: PythonSource;
  readonly tests: readonly CollectedTest[];
  readonly owners: Owners;
  readonly run: readonly PyFunction[];
}

function sharedState(state: State, search: Search): SharedState | undefined {
  const { source, tests, owners, run } = search;
  const stated = initialOf(state, source);
  if (!stated) return undefined;
  const isEmpty = isNothing(stated.value) && !stated.container;
  const initial = (isEmpty ? beginning(state, search) : undefined) ?? stated;
  const uses = state.mentions.flatMap((mention): readonly OwnedUse[] => {
    const use = useOf(mention, initial.container);
    if (!use) return [];
    // What is assigned is evaluated before.
    const offset = use.kind === 'read' ? mention.node.range[0] : use.node.range[1];
    return owners.of(mention.node, offset).map((owner) => ({ mention, use, owner }));
  });
  if (!uses.some(({ use, owner }) => owner.kind === 'test' && isWrite(use))) return undefined;
  if (uses.some((used) => isCopedWith(used, owners))) return undefined;
  const hooks = uses.filter(({ owner }) => owner.kind === 'hook');
  if (hooks.some(({ use, owner }) => use.value !== initial.value && isOtherBeginning(use, owner))) {
    return undefined;
  }
  const keepers = new Set(
    uses.flatMap(({ use, owner: { helper } }) => (helper && isWrite(use) ? [helper] : [])),
  );
  const accesses = uses.flatMap(({ mention, use, owner }) => {
    // What counts or keeps something for itself gives every test its own, or the same.
    const isKept = use.kind === 'read' && owner.helper !== undefined && keepers.has(owner.helper);
    return isKept ? [] : (accessOf(mention, use, owner, initial, state) ?? []);
  });
  const found = handedOn(accesses, run, (writer, reader) => {
    const both = tests.filter(({ fn }) => fn.node === writer || fn.node === reader);
    return (
      isStatedOrder(both) ||
      hooks.some(({ owner: { fn } }) => fn !== undefined && putsBack(fn, [writer, reader], search))
    );
  });
  return found && { ...found, name: state.name };
}

/** The collection that a hook makes once for all tests: `cls.items = []` in `setup_class`. */
function beginning({ mentions }: State, { source, owners }: Search): Initial | undefined {
  const made = mentions.flatMap(({ node }): readonly Initial[] => {
    const { value } = useOf({ node, isOfInstance: false }, undefined) ?? {};
    const container = value && containerOf(value, source);
    const isOnce = owners
      .of(node, node.range[0])
      .every(({ kind, fn }) => kind === 'hook' && fn && owners.isOfEachTest(fn) === false);
    return container && isOnce ? [{ value, container }] : [];
  });
  return made.length === 1 ? made[0] : undefined;
}

function isWrite({ kind }: Use): boolean {
  return kind === 'set' || kind === 'change';
}

/** Whether code tells what is there from what is not, or something that the file does not show writes. */
function isCopedWith({ use, owner }: OwnedUse, owners: Owners): boolean {
  if (owner.kind === 'unknown') return use.kind !== 'read';
  return use.kind === 'guard' && !(owner.fn && owners.isOfEachTest(owner.fn) === false);
}

/**
 * Whether a hook makes something for all tests that the file does not spell: a test may as well make it
 * again.
 */
function isOtherBeginning(use: Use, { fn }: Owner): boolean {
  const isBefore = fn !== undefined && !/tear/i.test(fn.name);
  return isBefore && use.kind === 'set' && !use.empties && !(use.value && isPlain(use.value));
}

/** Whether a hook or fixture that has the state in hand runs between two tests. */
function putsBack(hook: PyFunction, tests: readonly PyFunction[], { source, owners }: Search): boolean {
  const holder = hook.parent?.nodeType === 'ClassDef' ? hook.parent : undefined;
  const around = tests.map((test) => {
    if (!holder) return true;
    return [...ancestorsOf(test)].some(
      (above) =>
        above.nodeType === 'ClassDef' &&
        classFacts({ node: above, source }).order.some(({ node }) => node === holder),
    );
  });
  if (owners.isOfEachTest(hook)) return around.includes(true);
  return around.includes(true) && around.includes(false);
}

function accessOf(
  mention: Mention,
  use: Use,
  { fn, kind: ownerKind, place, isLater }: Owner,
  initial: Initial,
  state: State,
): Access<Py.Node, PyFunction> | undefined {
  const { kind, part, node } = use;
  if (ownerKind !== 'test' || !fn || kind === 'guard') return undefined;
  if (kind === 'read' && (isBeforehand(node) || isRelative(node, state.mentions))) return undefined;
  return {
    kind,
    part,
    node,
    test: fn,
    place: kind === 'read' && isLater ? [Number.MAX_SAFE_INTEGER] : place,
    restores: kind === 'set' && (isItsOwn(mention, part, fn, state) || restores(use, fn, initial, state)),
    isAsserted: isAsserted(node),
  };
}

/** Whether what is set is an instance's own, and not an item of what the class holds. */
function isItsOwn({ isOfInstance }: Mention, part: Part, fn: PyFunction, { mentions }: State): boolean {
  if (!isOfInstance || part === undefined) return isOfInstance;
  return mentions.some(
    (own) => own.isOfInstance && own.node.ctx === 'Store' && [...ancestorsOf(own.node)].includes(fn),
  );
}

/** `assert calls == []`, `self.assertEqual(calls, [])` */
function isAsserted(read: Py.Node): boolean {
  return [...ancestorsOf(read)].some((above) => above.nodeType === 'Assert' || isAssertion(above));
}

/**
 * Whether a test puts back what was there: the first value, what it kept, whatever it sets in the end for
 * certain.
 */
function restores(use: Use, fn: PyFunction, { value: first }: Initial, { mentions }: State): boolean {
  const { value, part, node } = use;
  if (use.empties) return true;
  if (isInFinally(node)) return true;
  if (!value) return false;
  if (part === undefined && (isSame(value, first) || (isNothing(value) && isNothing(first)))) return true;
  if (value.nodeType !== 'Name') return false;
  // `old = mode; mode = "a"; …; mode = old`
  return isKeptIn(fn, value.id, mentions);
}

function isSame(a: Py.expr, b: Py.expr | undefined): boolean {
  return a.nodeType === 'Constant' && b?.nodeType === 'Constant' && a.value === b.value;
}

function isInFinally(node: Py.Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.nodeType !== 'Try' && parent.nodeType !== 'TryStar') continue;
    if (parent.finalbody.some((statement) => statement === child)) return true;
  }
  return false;
}
