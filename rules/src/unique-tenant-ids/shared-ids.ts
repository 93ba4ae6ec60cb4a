import type { TSESTree } from '@typescript-eslint/utils';

import { runsOf } from '../resolve/runs.ts';
import { definitionOf, onlyAssignment, variableOf } from '../resolve/source.ts';
import { evaluateOne } from '../resolve/static-value.ts';
import { isFunction, stringValue, unwrap, staticName } from '../resolve/syntax.ts';
import type { TestCall } from '../resolve/test-calls/index.ts';
import { nodesIn } from '../resolve/walk.ts';
import { namesIn } from './calls.ts';
import { playsServices } from './fakes.ts';
import { wordsOf, type IdNames } from './id-names.ts';
import { CLEANS, isMeant } from './meaning.ts';
import { reachedCalls } from './reached-calls.ts';
import { isBesideOwnId } from './scoped.ts';
import { stateUse, type StateFile, type StateUse } from './state.ts';

/** Where a file states an id that tests share; of several literals in one test, the first. */
export interface StatedId {
  /** The text that states it. */
  readonly literal: TSESTree.StringLiteral | TSESTree.TemplateLiteral;
  /** The tests that keep or look for something under it, and hooks that run for each. */
  readonly owners: readonly TestCall[];
}

/** An id that tests of a file share. */
export interface SharedId {
  /** What it is an id of: `tenantId`. */
  readonly name: string;
  readonly value: string;
  /** In the order of the text. */
  readonly stated: readonly StatedId[];
  /** How many tests keep or look for something under it. */
  readonly tests: number;
  /** What the tests do with it, in the order of the text. */
  readonly calls: readonly IdCall[];
}

/** A call that keeps or looks for something under an id. */
export interface IdCall {
  readonly call: TSESTree.Node;
  readonly use: StateUse;
  /** The test, or a hook that runs for each. */
  readonly owner: TestCall;
}

const SERIAL = new Set(['serial', 'sequential']);

interface Use {
  readonly literal: StatedId['literal'];
  readonly name: string;
  /** Where the id is put. */
  readonly value: TSESTree.Node;
}

/** The ids that tests of a file share though what is kept under them outlives each test. */
export function sharedIds(nodes: Iterable<TSESTree.Node>, file: StateFile, names: IdNames): readonly SharedId[] {
  const uses = [...nodes].flatMap((node) => usesAt(node, file, names));
  if (uses.length === 0 || playsServices(file.source) || cleansUp(file)) return [];
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const key = `${use.name} ${stringValue(use.literal) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return [...groups.values()].flatMap((group) => sharedId(group, file) ?? []);
}

/** The ids at a node: `{ userId: 'a' }`, `const userId = 'a'`, `.set('X-User-Id', 'a')`, `load('a')`. */
function usesAt(node: TSESTree.Node, { source }: StateFile, names: IdNames): readonly Use[] {
  const use = (name: string | undefined, value: TSESTree.Node | null | undefined): readonly Use[] => {
    const id = name === undefined ? undefined : names.nameFor(name);
    const literal = value && statedText(value, source);
    return id !== undefined && literal ? [{ literal, name: id, value: value }] : [];
  };
  switch (node.type) {
    case 'Property':
      return node.parent.type === 'ObjectExpression' ? use(staticName(node.key, node.computed), node.value) : [];
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? use(node.id.name, node.init) : [];
    case 'AssignmentExpression':
      return node.left.type === 'Identifier' && node.operator === '=' ? use(node.left.name, node.right) : [];
    case 'CallExpression': {
      const [first, second] = node.arguments;
      const header = first && second && node.arguments.length === 2 ? use(stringValue(first), second) : [];
      return [...header, ...givenTo(node)];
    }
    default:
      return [];
  }

  /** What a call gives to parameters of a function of the file. */
  function givenTo(call: TSESTree.CallExpression): readonly Use[] {
    const variable = call.callee.type === 'Identifier' ? variableOf(call.callee, source) : undefined;
    const definition = variable && variable !== 'global' ? definitionOf(variable)?.node : undefined;
    const init = definition?.type === 'VariableDeclarator' ? definition.init : definition;
    if (!isFunction(init)) return [];
    return init.params.flatMap((parameter, index) => {
      const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      return name.type === 'Identifier' ? use(name.name, call.arguments[index]) : [];
    });
  }
}

/** The literal that an expression is, or that the constant or its member has which it names. */
function statedText(expression: TSESTree.Node, source: StateFile['source']): StatedId['literal'] | undefined {
  const node = unwrap(expression);
  if (node.type === 'TemplateLiteral' || node.type === 'Literal') return isText(node) ? node : undefined;
  if (node.type === 'MemberExpression') {
    const member = evaluateOne(node, source);
    const stated = member?.kind === 'constant' ? unwrap(member.node) : undefined;
    return stated && isText(stated) ? stated : undefined;
  }
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  const value = assignment?.pattern.type === 'Identifier' ? unwrap(assignment.value) : undefined;
  return value && isText(value) ? value : undefined;
}

function isText(node: TSESTree.Node): node is StatedId['literal'] {
  return stringValue(node) !== undefined;
}

function sharedId(group: readonly Use[], file: StateFile): SharedId | undefined {
  const [first] = group;
  const value = stringValue(first?.literal);
  if (!first || value === undefined || isMeant(value)) return undefined;
  const owners = new Set<TestCall>();
  const byLiteral = new Map<StatedId['literal'], Set<TestCall>>();
  const calls: IdCall[] = [];
  for (const { literal, value: place } of group) {
    const isKeptApart = (node: TSESTree.Node): boolean => isBesideOwnId(node, first.name, file.source);
    for (const { call, from } of reachedCalls(place, file.source, isKeptApart)) {
      const use = stateUse(call, file);
      if (!use) continue;
      for (const { when, owner } of runsOf(from, file.tests, file.source)) {
        // What is there before the first test is there for all.
        if (when === 'once' || !owner) {
          if (use !== 'read') return undefined;
          continue;
        }
        calls.push({ call: from, use, owner });
        owners.add(owner);
        byLiteral.set(literal, (byLiteral.get(literal) ?? new Set()).add(owner));
      }
    }
  }
  const inTests = [...owners].filter((owner) => !isSerial(owner));
  const tests = inTests.reduce((sum, owner) => sum + (owner.kind === 'hook' ? testsOf(owner, file) : 1), 0);
  // Where no test keeps anything, there is nothing that another one finds.
  if (tests < 2 || calls.every(({ use }) => use !== 'write')) return undefined;
  const seen = new Set<TestCall>();
  const stated = [...byLiteral]
    .toSorted(([a], [b]) => a.range[0] - b.range[0])
    .map(([literal, found]) => {
      const owners = [...found].filter((owner) => !seen.has(owner));
      for (const owner of owners) seen.add(owner);
      return { literal, owners };
    })
    .filter((place) => place.owners.length > 0);
  calls.sort((a, b) => a.call.range[0] - b.call.range[0]);
  return { name: first.name, value, stated, tests, calls };
}

/** How many tests a hook runs for. */
function testsOf(hook: TestCall, { tests }: StateFile): number {
  return tests.calls.filter(({ kind, parent }) => {
    if (kind !== 'test') return false;
    for (let suite = parent; suite; suite = suite.parent) if (suite === hook.parent) return true;
    return hook.parent === undefined;
  }).length;
}

/** Whether a test is one of several that run one after the other, each on what those before it left. */
function isSerial(call: TestCall): boolean {
  for (let suite = call.parent; suite; suite = suite.parent) {
    if (suite.modifiers.some((modifier) => SERIAL.has(modifier))) return true;
  }
  return false;
}

/** Whether a hook around each test puts state back. */
function cleansUp({ tests, visitorKeys }: StateFile): boolean {
  return tests.calls.some(({ kind, name, body }) => {
    if (kind !== 'hook' || !/Each$|^(?:setup|teardown)$/.test(name) || !body) return false;
    for (const node of nodesIn(body, visitorKeys)) {
      if (node.type !== 'CallExpression') continue;
      const names = namesIn(node.callee);
      const isOfRunner = /^(?:vi|jest|sinon|mock)$/.test(names[0] ?? '');
      if (!isOfRunner && names.some((called) => wordsOf(called).some((word) => CLEANS.has(word)))) return true;
    }
    return false;
  });
}
