import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isInTitle } from '../models/assertions.ts';
import { definitionOf, type Source } from '../resolve/source.ts';
import { isInShippedCode } from '../resolve/shipped-code.ts';
import { contains, isFunction, unwrap } from '../resolve/syntax.ts';
import { isSkipped, type TestCall, type TestCalls } from '../resolve/test-calls/index.ts';
import { isAssertion, namesIn } from '../unique-tenant-ids/calls.ts';
import { handedOn, type Access, type HandedOn } from './handed-on.ts';
import { initialOf, initialOfPart, isNothing, isPlain, spellSame, type Initial } from './initial.ts';
import { isBeforehand, isRelative, keptAs } from './kept-values.ts';
import { Owners, type Owner } from './owners.ts';
import { isStatedOrder } from './stated-order.ts';
import { useOf, type Use } from './use.ts';

type Variable = TSESLint.Scope.Variable;

/** A variable that one test leaves and another one finds. */
export interface SharedState extends HandedOn<TSESTree.Node, TestCall> {
  readonly name: string;
}

/** A file whose tests are judged. */
export interface TestFile {
  readonly source: Source;
  readonly tests: TestCalls;
  readonly text: string;
}

interface OwnedUse {
  readonly use: Use;
  readonly owner: Owner;
}

/** Hooks that run again for each test, by the names of all runners. */
const EACH_TEST = new Set(['beforeEach', 'afterEach', 'aroundEach', 'setup', 'teardown']);

/** Functions that make fakes. */
const FAKE = /^(?:fn|spy|stub|mock\w*|spyOn)$/i;

/** The variables of the module and its suites that one test leaves and another one finds. */
export function sharedStates(file: TestFile): readonly SharedState[] {
  const { source, tests } = file;
  const run = tests.calls.filter((call) => call.kind === 'test' && !isSkipped(call, tests, source));
  if (run.length < 2) return [];
  const owners = new Owners(tests, source);
  const scopes = source.scopeManager.scopes.filter(({ block }) => isOfSuites(block, tests));
  return scopes
    .flatMap(({ variables }) => variables)
    .flatMap((variable) => sharedState(variable, file, owners, run) ?? []);
}

/** Whether a scope is that of the module, or of a suite or a block in one. */
function isOfSuites(block: TSESTree.Node, { calls }: TestCalls): boolean {
  for (let node: TSESTree.Node = block; node.type !== 'Program'; node = node.parent) {
    const call = calls.find(({ body }) => body === node);
    if (call) return call.kind === 'suite';
    if (node.type !== 'BlockStatement') return false;
  }
  return true;
}

function sharedState(
  variable: Variable,
  file: TestFile,
  owners: Owners,
  run: readonly TestCall[],
): SharedState | undefined {
  const initial = initialOf(variable, file.source);
  if (!initial || isExported(variable)) return undefined;
  const uses = variable.references.flatMap(({ identifier, init }) => {
    const use = init || isInTitle(identifier) ? undefined : useOf(identifier, initial.container);
    // A page has a variable of its own under the name.
    return use && !isInShippedCode(identifier, file.source) ? owned(use, identifier, owners) : [];
  });
  if (!uses.some(({ use, owner }) => owner.kind === 'test' && isWrite(use))) return undefined;
  if (uses.some(isCopedWith)) return undefined;
  const hooks = uses.filter(({ owner }) => owner.kind === 'hook');
  if (hooks.some((hook) => isOtherBeginning(hook))) return undefined;
  const keepers = new Set(
    uses.flatMap(({ use, owner: { helper } }) => (helper && isWrite(use) ? [helper] : [])),
  );
  const accesses = uses.flatMap(({ use, owner }) => {
    // What counts or keeps something for itself gives every test its own, or the same.
    const isKept = use.kind === 'read' && owner.helper !== undefined && keepers.has(owner.helper);
    return isKept || isPartOfFake(use) ? [] : (accessOf(use, owner, initial, variable, file.source) ?? []);
  });
  const found = handedOn(accesses, run, (writer, reader) => {
    return (
      hooks.some(({ owner: { call } }) => call !== undefined && putsBack(call, writer, reader)) ||
      isStatedOrder(writer, reader, file)
    );
  });
  return found && { ...found, name: variable.name };
}

function isExported(variable: Variable): boolean {
  const declaration = definitionOf(variable)?.parent;
  if (declaration?.parent.type === 'ExportNamedDeclaration') return true;
  return variable.references.some(({ identifier: { parent } }) => parent.type === 'ExportSpecifier');
}

function owned(use: Use, identifier: TSESTree.Node, owners: Owners): readonly OwnedUse[] {
  // What is assigned is evaluated before.
  const offset = use.kind === 'read' ? identifier.range[0] : use.node.range[1];
  return owners.of(identifier, offset).map((owner) => ({ use, owner }));
}

function isWrite({ kind }: Use): boolean {
  return kind === 'set' || kind === 'change';
}

/** Whether code tells what is there from what is not, or something that the file does not show writes. */
function isCopedWith({ use, owner }: OwnedUse): boolean {
  if (owner.kind === 'unknown') return use.kind !== 'read';
  return use.kind === 'guard' && !(owner.kind === 'hook' && !isOfEachTest(owner.call));
}

function isOfEachTest(hook: TestCall | undefined): boolean {
  return hook !== undefined && EACH_TEST.has(hook.name);
}

/**
 * Whether a hook makes something for all tests that the file does not spell: a test may as well make it
 * again.
 */
function isOtherBeginning({ use, owner }: OwnedUse): boolean {
  const isBefore = owner.call !== undefined && /^(?:before|suiteSetup|aroundAll)/.test(owner.call.name);
  return isBefore && use.kind === 'set' && !use.empties && !(use.value && isPlain(use.value));
}

/** Whether a hook that has the state in hand runs between two tests. */
function putsBack(hook: TestCall, writer: TestCall, reader: TestCall): boolean {
  const isAround = (test: TestCall): boolean => {
    for (let suite = test.parent; suite; suite = suite.parent) if (suite === hook.parent) return true;
    return hook.parent === undefined;
  };
  const around = [isAround(writer), isAround(reader)];
  return isOfEachTest(hook) ? around.includes(true) : around.includes(true) && around.includes(false);
}

function accessOf(
  use: Use,
  { call, kind: ownerKind, place, isLater }: Owner,
  initial: Initial,
  variable: Variable,
  source: Source,
): Access<TSESTree.Node, TestCall> | undefined {
  const { kind, part, node } = use;
  if (ownerKind !== 'test' || !call || kind === 'guard') return undefined;
  if (kind === 'read' && (isBeforehand(node) || isRelative(node, call, variable, source))) return undefined;
  const runsLate = kind === 'read' && isLater;
  return {
    kind,
    part,
    node,
    test: call,
    place: runsLate ? [Number.MAX_SAFE_INTEGER] : place,
    restores: kind === 'set' && restores(use, call, initial, variable),
    isAsserted: isAsserted(node),
  };
}

/**
 * Whether a member of an object becomes a fake or another function, which says nothing to those who get the
 * object.
 */
function isPartOfFake({ part, value }: Use): boolean {
  if (part === undefined || !value) return false;
  const made = unwrap(value);
  return (
    isFunction(made) ||
    (made.type === 'CallExpression' && namesIn(made.callee).some((name) => FAKE.test(name)))
  );
}

/** `expect(calls).toHaveLength(1)`, `assert.equal(calls.length, 1)`, `calls.should.eql([])` */
function isAsserted(read: TSESTree.Node): boolean {
  for (let { parent } = read; parent; { parent } = parent) {
    if (isFunction(parent)) return false;
    if (parent.type === 'CallExpression' && isAssertion(namesIn(parent.callee))) return true;
  }
  return false;
}

/**
 * Whether a test puts back what was there: the first value, what it kept, whatever it sets in the end for
 * certain.
 */
function restores(use: Use, { body }: TestCall, { value: first }: Initial, variable: Variable): boolean {
  const { value, part, node } = use;
  if (use.empties) return true;
  if (!value) return false;
  const before = initialOfPart(first, part);
  // A part that the file does not spell may be anything; a variable without a value is nothing.
  const isKnown = before !== undefined || part === undefined;
  if (isKnown && isNothing(value) && isNothing(before)) return true;
  if (before && spellSame(value, before)) return true;
  if (isInFinally(node)) return true;
  const kept = unwrap(value);
  if (kept.type !== 'Identifier' || !body) return false;
  // `const old = mode; mode = 'a'; …; mode = old;`
  return variable.references.some(
    ({ identifier }) =>
      contains(body, identifier) && identifier.range[1] < node.range[0] && keptAs(identifier)?.name === kept.name,
  );
}

function isInFinally(node: TSESTree.Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child) return true;
  }
  return false;
}
