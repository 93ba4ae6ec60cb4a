import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { plainName, requiredBy } from '../resolve/capability-marker.ts';
import { isExport, resolveOrigin } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import { elementValues, evaluate, propertyNames, propertyValues } from '../resolve/static-value.ts';
import { isFunction, memberName, unwrap } from '../resolve/syntax.ts';
import type { TestCall, TestCalls } from '../resolve/test-calls/index.ts';
import { nodesIn } from '../resolve/walk.ts';
import type { Capabilities } from './capabilities.ts';
import { assignedTo } from './texts.ts';

/** A file whose tests are judged. */
export interface GateFile {
  readonly source: Source;
  readonly tests: TestCalls;
  readonly visitorKeys: TSESLint.SourceCode['visitorKeys'];
  readonly capabilities: Capabilities;
}

const SET_UP = '@cogniverse/test-setup';
const SKIPPING = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fails', 'failing', 'fail', 'fixme']);
const SKIP_CALLS = new Set(['skip', 'fixme', 'pending']);
/** Functions that skip, or ask whether something is there, by their names. */
const NAMED = /^(?:skip|requires?|need|ensure|assume|pending)|(?:available|isRunning|isUp|OrSkip)$/i;
const MARKER = /requires_\w+/g;

/** Whether a test, or what runs for it, is skipped where a capability is missing, or may be. */
export function isGated(owner: TestCall, capability: string, file: GateFile): boolean {
  const chain = chainOf(owner);
  return (
    chain.some((call) => isGatedCall(call, capability, file)) ||
    isUnderCondition(owner.node) ||
    gatingBodies(owner, chain, file).some((body) => holdsGate(body, capability, file)) ||
    file.tests.helpers.some(
      ({ name, parent }) => /\.(?:skip|fixme)$/.test(name) && (!parent || chain.includes(parent)),
    ) ||
    topGates(capability, file)
  );
}

/** A test or hook and the suites around it. */
function chainOf(owner: TestCall): readonly TestCall[] {
  const chain: TestCall[] = [];
  for (let at: TestCall | undefined = owner; at; at = at.parent) chain.push(at);
  return chain;
}

function isGatedCall(call: TestCall, capability: string, { source, capabilities }: GateFile): boolean {
  const { modifiers, options, title, isExtended } = call;
  if (modifiers.some((modifier) => SKIPPING.has(modifier)) || (isExtended && hasParameters(call)))
    return true;
  if (isChosen(call.node.callee, source)) return true;
  const titles = title ? evaluate(title, source) : [];
  const named = titles.flatMap((value) =>
    value.kind === 'constant' ? (String(value.value).match(MARKER) ?? []) : [],
  );
  if (named.some((marker) => isMarker(marker, capability, capabilities))) return true;
  return options !== undefined && isGatedByOptions(options, capability, source, capabilities);
}

/** Whether a condition chooses what declares a test: `(up ? test : test.skip)`, here or as a constant. */
function isChosen(callee: TSESTree.Node, source: Source): boolean {
  const node = unwrap(callee);
  if (node.type === 'MemberExpression') return isChosen(node.object, source);
  if (node.type === 'CallExpression') return isChosen(node.callee, source);
  const chosen = assignedTo(node, source) ?? node;
  return chosen.type === 'ConditionalExpression' || chosen.type === 'LogicalExpression';
}

/** Fixtures that another file may define, which can skip. */
function hasParameters({ body }: TestCall): boolean {
  return (body?.params.length ?? 0) > 0;
}

function isGatedByOptions(
  options: TSESTree.Expression,
  capability: string,
  source: Source,
  capabilities: Capabilities,
): boolean {
  return evaluate(options, source).some((value) => {
    if (value.kind === 'unknown') return true;
    if (value.kind !== 'object') return false;
    const names = propertyNames(value);
    if (['skip', 'todo', 'fails'].some((name) => names.includes(name))) return true;
    const tags = ['tags', 'tag'].flatMap((name) => propertyValues(value, name));
    const texts = tags.flatMap((tag) => (tag.kind === 'array' ? elementValues(tag).flat() : [tag]));
    return texts.some(
      (text) =>
        text.kind !== 'constant' ||
        (String(text.value).match(MARKER) ?? []).some((marker) => isMarker(marker, capability, capabilities)),
    );
  });
}

/** Whether a marker is the capability's, or one that nobody defines and that may mean it. */
function isMarker(marker: string, capability: string, capabilities: Capabilities): boolean {
  const required = requiredBy(marker);
  return required === capability || (required !== undefined && !capabilities.isKnown(required));
}

/** Whether a test is declared at all only under a condition, or in a function that is called who knows when. */
function isUnderCondition(node: TSESTree.Node): boolean {
  for (let below = node, { parent } = node; parent; below = parent, { parent } = parent) {
    if (parent.type === 'IfStatement' || parent.type === 'TryStatement') return true;
    if (parent.type === 'ConditionalExpression' || parent.type === 'LogicalExpression') return true;
    if (isFunction(below) && parent.type !== 'CallExpression') return true;
  }
  return false;
}

/** The code that runs before and in a test: its own, and that of the hooks around it. */
function gatingBodies(
  owner: TestCall,
  chain: readonly TestCall[],
  { tests }: GateFile,
): readonly TSESTree.Node[] {
  const hooks = tests.calls.filter(
    ({ kind, parent }) => kind === 'hook' && (!parent || chain.includes(parent)),
  );
  return [owner, ...hooks].flatMap(({ body, callback }) => body ?? callback ?? []);
}

function holdsGate(body: TSESTree.Node, capability: string, file: GateFile): boolean {
  for (const node of nodesIn(body, file.visitorKeys)) {
    if (node.type === 'CallExpression' && isGate(node, capability, file)) return true;
  }
  return false;
}

/** `await requires('ollama')`, `context.skip()`, `skipUnlessOllama()` */
function isGate(
  call: TSESTree.CallExpression,
  capability: string,
  { source, capabilities }: GateFile,
): boolean {
  const callee = unwrap(call.callee);
  const origin = resolveOrigin(callee, source);
  if (origin && isExport(origin, SET_UP, 'requires')) {
    return call.arguments.some((argument) =>
      argument.type === 'SpreadElement'
        ? true
        : evaluate(argument, source).some((value) => {
            if (value.kind !== 'constant') return true;
            const name = plainName(String(value.value)).split(':', 1)[0] ?? '';
            return name === capability || !capabilities.isKnown(name);
          }),
    );
  }
  const name =
    callee.type === 'MemberExpression'
      ? memberName(callee)
      : callee.type === 'Identifier'
        ? callee.name
        : undefined;
  if (name === undefined || name === 'require') return false;
  return (callee.type === 'MemberExpression' && SKIP_CALLS.has(name)) || NAMED.test(name);
}

/** Whether the file asks for a capability as it is loaded. */
function topGates(capability: string, file: GateFile): boolean {
  const isCode = (node: TSESTree.Node): boolean => !isFunction(node);
  for (const statement of file.source.ast.body) {
    for (const node of nodesIn(statement, file.visitorKeys, isCode)) {
      if (node.type === 'CallExpression' && !isDeclared(node, file) && isGate(node, capability, file))
        return true;
    }
  }
  return false;
}

function isDeclared(node: TSESTree.CallExpression, { tests }: GateFile): boolean {
  return tests.calls.some((call) => call.node === node);
}
