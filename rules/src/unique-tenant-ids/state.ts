import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { resolveOrigin } from '../resolve/origin.ts';
import { runsOf } from '../resolve/runs.ts';
import { scopeManagement } from '../resolve/scope-manager.ts';
import { isGlobalOfSuite, variableOf, type Source } from '../resolve/source.ts';
import { evaluate, propertyValues } from '../resolve/static-value.ts';
import { unwrap } from '../resolve/syntax.ts';
import type { TestCalls } from '../resolve/test-calls/index.ts';
import { calledNames, isAwaited, namesIn, rootOf, wholeChain, type Call } from './calls.ts';
import { wordsOf } from './id-names.ts';
import { REMOVES, WRITES } from './meaning.ts';
import { holdsFakeFunctions, isMadeOfFakes } from './fakes.ts';

/** A file whose calls are judged. */
export interface StateFile {
  readonly source: Source;
  readonly tests: TestCalls;
  readonly visitorKeys: TSESLint.SourceCode['visitorKeys'];
}

/** What puts something where it stays, without being waited for. */
const STORES = new Set(['add', 'append', 'insert', 'put', 'register', 'save', 'store', 'upsert']);
const WRITING_SQL = /^\s*(?:insert|update|delete|merge|upsert|replace)\b/i;
const WRITING_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const MAX_DEPTH = 3;

/** What a call does with state: keep something in it, take something away, or look at it. */
export type StateUse = 'write' | 'remove' | 'read';

/** What a call does with state that outlives the test; `undefined` for nothing that the file shows. */
export function stateUse(call: Call, file: StateFile): StateUse | undefined {
  const callee = call.type === 'TaggedTemplateExpression' ? call.tag : call.callee;
  const words = calledNames(wholeChain(call)).flatMap((name) => wordsOf(name));
  // A call whose outcome nobody looks at is made for what it changes.
  const changes = wholeChain(call).parent?.type === 'ExpressionStatement' ? WRITES : STORES;
  if (!isAwaited(call) && !words.some((word) => changes.has(word))) return undefined;
  if (!isShared(callee, file) || isGivenFakes(call, file)) return undefined;
  const writes = words.filter((word) => WRITES.has(word));
  if (writes.length > 0 && writes.every((word) => REMOVES.has(word))) return 'remove';
  return writes.length > 0 || sendsWrite(call, file.source) ? 'write' : 'read';
}

/** Whether a call is given what plays a service for it. */
function isGivenFakes(call: Call, { source, visitorKeys }: StateFile): boolean {
  const given = call.type === 'TaggedTemplateExpression' ? [] : call.arguments;
  return given.some((argument) => holdsFakeFunctions(argument, source, visitorKeys));
}

/** Whether a call sends a statement or request that changes something. */
function sendsWrite(call: Call, source: Source): boolean {
  if (call.type === 'TaggedTemplateExpression') return WRITING_SQL.test(call.quasi.quasis[0]?.value.raw ?? '');
  return call.arguments.some((argument) => {
    const node = unwrap(argument);
    if (node.type === 'TemplateLiteral') return WRITING_SQL.test(node.quasis[0]?.value.raw ?? '');
    return evaluate(node, source).some((value) => {
      if (value.kind === 'constant') return typeof value.value === 'string' && WRITING_SQL.test(value.value);
      if (value.kind !== 'object') return false;
      return propertyValues(value, 'method').some(
        (method) => method.kind === 'constant' && WRITING_METHODS.has(String(method.value).toUpperCase()),
      );
    });
  });
}

/** Whether what is called is there for more than one test: a module's, or what was made once for the file. */
function isShared(callee: TSESTree.Node, file: StateFile, depth = 0): boolean {
  const { source, tests, visitorKeys } = file;
  const root = rootOf(callee);
  if (root.type === 'NewExpression') return depth < MAX_DEPTH && isMadeOfShared(root.arguments, file, depth);
  if (root.type !== 'Identifier' || /mock|fake|stub|spy/i.test(namesIn(callee).join(' '))) return false;
  const variable = variableOf(root, source);
  if (!variable) return false;
  if (variable === 'global') return root.name === 'fetch' || (callee === root && isGlobalOfSuite(root, source));
  if (resolveOrigin(root, source)?.module !== undefined) return true;
  const [definition] = variable.defs;
  if (definition?.type === scopeManagement().DefinitionType.Parameter) {
    return isPlaywrightRequest(root.name, definition.node, file);
  }
  const values = variable.references.flatMap(({ identifier, writeExpr }) =>
    writeExpr ? [{ identifier, writeExpr }] : [],
  );
  if (values.length === 0) return false;
  return values.every(({ identifier, writeExpr }) => {
    if (isMadeOfFakes(writeExpr, source, visitorKeys)) return false;
    const runs = runsOf(identifier, tests, source);
    if (runs.length > 0 && runs.every(({ when }) => when === 'once')) return true;
    // What a test makes for itself is its own, unless it hands on what is shared.
    const made = unwrap(writeExpr.type === 'AwaitExpression' ? writeExpr.argument : writeExpr);
    const given = made.type === 'CallExpression' || made.type === 'NewExpression' ? made.arguments : [];
    return depth < MAX_DEPTH && isMadeOfShared(given, file, depth);
  });
}

function isMadeOfShared(
  given: readonly TSESTree.CallExpressionArgument[],
  file: StateFile,
  depth: number,
): boolean {
  return given.some((argument) => {
    const node = unwrap(argument);
    const isName = node.type === 'Identifier' || node.type === 'MemberExpression';
    return isName && isShared(node, file, depth + 1);
  });
}

/** Playwright gives tests a client for the server under test. */
function isPlaywrightRequest(name: string, fn: TSESTree.Node | undefined, { tests }: StateFile): boolean {
  return name === 'request' && tests.calls.some(({ runner, body }) => runner === 'playwright' && body === fn);
}
