import type { Py, Variable } from '@cogniverse/eslint-python';

import { isFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { isFakeName, isMock, makesMock } from './mocks.ts';
import { namesIn } from './syntax.ts';

/** What a test says by this name is what it expects. */
export const EXPECTED = /^_*expect(?:ed|ation)/i;
const ASSERTS = /^(?:assert|expect)/i;
const FAILS = /^(?:raises|assertRaises(?:Regex)?)$/;
/** What a mock answers with. */
const ANSWERS = new Set(['return_value', 'side_effect']);
/** Functions and methods that only look at what they are given. */
const LOOKS = new Set([
  'all',
  'any',
  'asdict',
  'bool',
  'copy',
  'deepcopy',
  'dict',
  'dump',
  'dumps',
  'endswith',
  'get',
  'getattr',
  'hasattr',
  'isinstance',
  'items',
  'json',
  'keys',
  'len',
  'list',
  'lower',
  'model_dump',
  'model_dump_json',
  'repr',
  'set',
  'sorted',
  'split',
  'startswith',
  'str',
  'strip',
  'to_dict',
  'to_json',
  'tuple',
  'type',
  'upper',
  'values',
  'vars',
]);
const PRINTS = new Set(['print', 'debug', 'info', 'warning', 'error', 'exception', 'log', 'pprint']);
const MAX_DEPTH = 4;

/**
 * Whether what a node says is only compared, or worked on at once and then compared: `assert cfg == {'model': node}`,
 * `assert price_of(model=node) == 3`; or is what a mock is told, or what a test expects to be refused.
 */
export function isOnlyCompared(node: Py.Node, source: PythonSource): boolean {
  return (
    isExpectedToFail(node) || isInFake(node) || goesIntoComparison(node, source, { depth: 0, isResult: false })
  );
}

/** Whether a node stands in a class that is a fake by its name. */
function isInFake(node: Py.Node): boolean {
  for (const above of [node, ...ancestorsOf(node)]) {
    if (above.nodeType === 'ClassDef' && isFakeName(above.name)) return true;
  }
  return false;
}

/** Whether a test expects that the code a node stands in fails: what it would load is not loaded. */
export function isExpectedToFail(node: Py.Node): boolean {
  for (const above of ancestorsOf(node)) {
    if (isFunction(above)) return false;
    if (above.nodeType !== 'With' && above.nodeType !== 'AsyncWith') continue;
    const fails = above.items.some(
      ({ context_expr: manager }) =>
        manager.nodeType === 'Call' && FAILS.test(namesIn(manager.func).at(-1) ?? ''),
    );
    if (fails) return true;
  }
  return false;
}

/** Whether a variable is only compared, but for printing it, or its name says that it is expected. */
export function isSubjectOfTest(
  variable: Variable,
  source: PythonSource,
  { depth, isResult }: Way = { depth: 0, isResult: false },
): boolean {
  if (EXPECTED.test(variable.name) || isInFake(variable.scope.block)) return true;
  if (depth > MAX_DEPTH) return false;
  const uses = variable.references.filter(({ isRead, node }) => isRead && !isPrinted(node));
  const way = { depth: depth + 1, isResult };
  return (
    uses.length > 0 && uses.every(({ node }) => isExpectedToFail(node) || goesIntoComparison(node, source, way))
  );
}

/** How a value got where it is. */
interface Way {
  /** How many variables it went through. */
  readonly depth: number;
  /** A function made it, and may have loaded a model for it; an object only keeps the name it is made with. */
  readonly isResult: boolean;
}

function goesIntoComparison(node: Py.Node, source: PythonSource, { depth, isResult: isMade }: Way): boolean {
  let isResult = isMade;
  /** How many functions and classes have worked on the value. */
  let calls = isMade ? 1 : 0;
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    switch (parent.nodeType) {
      case 'Assert':
        return true;
      case 'Compare':
        if (calls === 0) return true;
        break;
      case 'Await':
      case 'Lambda':
        return false;
      case 'Call': {
        if (parent.func === child) {
          if (isResult || !LOOKS.has(namesIn(parent.func).at(-1) ?? '')) return false;
          break;
        }
        const name = namesIn(parent.func).at(-1) ?? '';
        if (ASSERTS.test(name) || isFakeName(name) || isMock(parent.func, source)) return true;
        // What replaces something is used in its place.
        if (makesMock(parent, source)) return !namesIn(parent.func).includes('patch');
        if (LOOKS.has(name) && !isResult) break;
        calls += 1;
        if (calls > 1) return false;
        isResult = !/^_*[A-Z]/.test(name);
        break;
      }
      case 'keyword':
        if (EXPECTED.test(parent.arg ?? '') || ANSWERS.has(parent.arg ?? '')) return true;
        break;
      case 'Dict':
        if (isExpectedEntry(parent, child)) return true;
        break;
      case 'Assign':
      case 'AnnAssign':
      case 'NamedExpr':
        return isAssignedForComparison(parent, source, { depth, isResult });
      case 'Attribute':
      case 'Subscript':
        if (isResult) return false;
        break;
      case 'List':
      case 'Tuple':
      case 'Set':
      case 'Starred':
      case 'BoolOp':
      case 'BinOp':
      case 'UnaryOp':
      case 'IfExp':
      case 'JoinedStr':
      case 'FormattedValue':
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
      case 'comprehension':
        break;
      case 'MatchValue':
        return true;
      default:
        return false;
    }
  }
  return false;
}

function isExpectedEntry({ keys, values }: Py.Dict, child: Py.Node): boolean {
  const key = keys[values.findIndex((value) => value === child)];
  return key?.nodeType === 'Constant' && key.valueType === 'str' && EXPECTED.test(key.value);
}

function isAssignedForComparison(
  statement: Py.Assign | Py.AnnAssign | Py.NamedExpr,
  source: PythonSource,
  way: Way,
): boolean {
  const targets: readonly Py.expr[] = statement.nodeType === 'Assign' ? statement.targets : [statement.target];
  return targets.every((target) => {
    if (target.nodeType === 'Name') {
      const variable = source.scopes.variableOf(target);
      return variable !== undefined && isSubjectOfTest(variable, source, way);
    }
    if (target.nodeType !== 'Attribute' && target.nodeType !== 'Subscript') return false;
    return (
      namesIn(target.nodeType === 'Subscript' ? target.value : target).some((name) => ANSWERS.has(name)) ||
      isMock(target.value, source)
    );
  });
}

/** Whether a name is only printed, logged, or the message of an assertion. */
function isPrinted(node: Py.Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.nodeType === 'Assert') return parent.msg === child;
    if (parent.nodeType === 'Call')
      return parent.func !== child && PRINTS.has(namesIn(parent.func).at(-1) ?? '');
    if (parent.nodeType !== 'JoinedStr' && parent.nodeType !== 'FormattedValue' && parent.nodeType !== 'BinOp')
      return false;
  }
  return false;
}
