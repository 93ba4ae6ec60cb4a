import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { variableOf, type Source } from '../resolve/source.ts';
import { contains, enclosingFunction, isFunction, memberName, staticName } from '../resolve/syntax.ts';

const ASSERTS = new Set(['assert', 'assertType', 'expect', 'expectTypeOf', 'should']);
/** What an assertion waits for. */
const WAITS = new Set(['rejects', 'resolves']);
const FAILS = new Set(['reject', 'rejected', 'rejects', 'throw', 'throws', 'toThrow', 'toThrowError']);
/** What a test says by this name is what it expects. */
const EXPECTED = /^expect(?:ed|ation)/i;
const TESTS = /^[fx]?(?:bench|context|describe|it|specify|suite|test)$/;
const TABLES = new Set(['each', 'for']);
/** Methods of mocks, and of servers that are played, that say what they answer. */
const ANSWERS =
  /^(?:fulfill|json|mock(?:Re(?:jected|solved|turn)Value|Response)(?:Once)?|resolves|returns|thenResolve|thenReturn)$/;
/** What a server that is played is given behind the status: `nock(…).get(…).reply(200, body)`. */
const REPLIES = /^(?:mockR|r)eply(?:Once|WithError)?$/;
const RESPONSES = new Set(['HttpResponse', 'NextResponse', 'Response']);
/** Methods that make a mock of a function, which then says what it answers. */
const MOCKS = /^(?:callsFake|fn|mockImplementation(?:Once)?)$/;
const FAKES = /^(?:dummy|fake|mock|stub)/i;
/** Calls that only put a value into another form. */
const FORMS = new Set(['JSON.stringify', 'Object.freeze', 'Promise.resolve', 'structuredClone']);
const MAX_DEPTH = 4;

interface Assertion {
  /** Every name from `expect` to the matcher: `['expect', 'resolves', 'toBe']`. */
  readonly names: readonly string[];
  /** The node is in the value under test, `expect(…)`, not in what is expected of it. */
  readonly isSubject: boolean;
}

/** What is expected, what a condition asks, and what a mock or a played server answers: no code works with that. */
const LOOKED_AT: Assertion = { names: [], isSubject: false };

interface Context {
  readonly assertion?: Assertion;
  readonly declarator?: TSESTree.VariableDeclarator;
  /** On the way there something is awaited. */
  readonly isAwaited: boolean;
}

/**
 * Whether what a node says is only compared, asked or what a mock answers, or worked on at once and then compared:
 * `expect(x).toBe(node)`, `const price = priceOf(node); expect(price).toBe(3)`. Nothing loads a model without being
 * waited for, so code that waits for nothing is about the name.
 */
export function isOnlyCompared(node: TSESTree.Node, source: Source, depth = 0): boolean {
  const { assertion, declarator, isAwaited } = contextOf(node);
  if (isAwaited || depth > MAX_DEPTH) return false;
  if (assertion) return !assertion.isSubject || !assertion.names.some((name) => WAITS.has(name));
  if (!declarator) return false;
  const variables = source.scopeManager.getDeclaredVariables(declarator);
  return variables.length > 0 && variables.every((variable) => isSubjectOfTest(variable, source, depth + 1));
}

/** Whether a variable is only compared, but for uses in titles, or its name says that it is expected. */
export function isSubjectOfTest(variable: TSESLint.Scope.Variable, source: Source, depth = 0): boolean {
  if (EXPECTED.test(variable.name)) return true;
  const uses = usesOf(variable);
  return uses.length > 0 && uses.every((use) => isOnlyCompared(use, source, depth));
}

/** Whether the function around an assignment to a member does nothing with the object but compare what it says. */
export function isSetForComparison({ left }: TSESTree.AssignmentExpression, source: Source): boolean {
  const object = left.type === 'MemberExpression' && left.object.type === 'Identifier' ? left.object : undefined;
  const test = object && enclosingFunction(object);
  const variable = object && variableOf(object, source);
  if (!test || !variable || variable === 'global') return false;
  const uses = usesOf(variable).filter((use) => contains(test, use) && !isSet(use));
  return uses.length > 0 && uses.every((use) => isOnlyCompared(use, source));
}

/** Whether an assignment sets a member of an object. */
function isSet(object: TSESTree.Node): boolean {
  const member = object.parent;
  return member?.parent?.type === 'AssignmentExpression' && member.parent.left === member;
}

/** Whether a test expects that a call fails: what it would load is not loaded. */
export function isExpectedToFail(node: TSESTree.Node, source: Source, depth = 0): boolean {
  const { assertion, declarator } = contextOf(node);
  if (assertion) return !assertion.names.includes('not') && assertion.names.some((name) => FAILS.has(name));
  if (!declarator || depth > MAX_DEPTH) return false;
  return source.scopeManager.getDeclaredVariables(declarator).some((variable) => {
    const uses = usesOf(variable);
    return uses.length > 0 && uses.every((use) => isExpectedToFail(use, source, depth + 1));
  });
}

/** Whether a node is a part of a test's title. */
export function isInTitle(node: TSESTree.Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (isFunction(child)) return false;
    if (parent.type !== 'CallExpression' || parent.callee === child) continue;
    const { callee } = parent;
    const isTable = callee.type === 'MemberExpression' && TABLES.has(memberName(callee) ?? '');
    return parent.arguments[0] === child && !isTable && TESTS.test(namesIn(callee)[0] ?? '');
  }
  return false;
}

function usesOf(variable: TSESLint.Scope.Variable): readonly TSESTree.Node[] {
  return variable.references.flatMap(({ identifier, init }) =>
    init || isInTitle(identifier) ? [] : [identifier],
  );
}

/** What the value of a node goes into: an assertion or what is like one, or the declaration of a constant. */
function contextOf(node: TSESTree.Node): Context {
  let isAwaited = false;
  // A function gives it back, as it is.
  let isReturned = false;
  let isWorkedOn = false;
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.type === 'AwaitExpression') isAwaited = true;
    if (parent.type === 'ReturnStatement' || (isFunction(parent) && parent.body === child && parent.expression)) {
      isReturned = !isWorkedOn;
    }
    if (parent.type === 'NewExpression' && RESPONSES.has(namesIn(parent.callee)[0] ?? '')) {
      return { isAwaited, assertion: LOOKED_AT };
    }
    if (parent.type === 'CallExpression' && parent.callee !== child) {
      const names = namesIn(parent.callee);
      if (names.some((name) => ASSERTS.has(name))) {
        return {
          isAwaited,
          assertion: { names: [...names, ...namesAfter(parent)], isSubject: names.length === 1 },
        };
      }
      const method = parent.callee.type === 'MemberExpression' ? (names.at(-1) ?? '') : '';
      const isReply = names[0] === 'nock' || (REPLIES.test(method) && parent.arguments[0] !== child);
      if (ANSWERS.test(method) || isReply || (isReturned && isFunction(child) && MOCKS.test(method))) {
        return { isAwaited, assertion: LOOKED_AT };
      }
      // A function belongs to the assertion that calls it, and to no other.
      if (isFunction(child)) break;
      isWorkedOn ||= !FORMS.has(names.join('.'));
    }
    if (parent.type === 'Property' && EXPECTED.test(staticName(parent.key, parent.computed) ?? '')) {
      return { isAwaited, assertion: LOOKED_AT };
    }
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test === child) {
      return { isAwaited, assertion: LOOKED_AT };
    }
    if (parent.type === 'VariableDeclarator') {
      const isFake = isReturned && parent.id.type === 'Identifier' && FAKES.test(parent.id.name);
      return isFake ? { isAwaited, assertion: LOOKED_AT } : { isAwaited, declarator: parent };
    }
  }
  return { isAwaited };
}

/** The names in a callee from left to right: `['expect', 'not', 'toBe']` for `expect(x).not.toBe`. */
function namesIn(callee: TSESTree.Node): readonly string[] {
  switch (callee.type) {
    case 'Identifier':
      return [callee.name];
    case 'MemberExpression':
      return [...namesIn(callee.object), memberName(callee) ?? ''];
    case 'CallExpression':
      return namesIn(callee.callee);
    case 'ChainExpression':
      return namesIn(callee.expression);
    default:
      return [];
  }
}

function namesAfter(call: TSESTree.Node): readonly string[] {
  const { parent } = call;
  if (parent?.type === 'MemberExpression' && parent.object === call) {
    return [memberName(parent) ?? '', ...namesAfter(parent)];
  }
  return parent?.type === 'CallExpression' && parent.callee === call ? namesAfter(parent) : [];
}
