import {
  enclosingFunction,
  isExport,
  isFunction,
  isGlobal,
  memberName,
  resolveOrigin,
  stringValue,
  variableOf,
  type LintedFile,
  type TSESTree,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';
import type { Sites } from './sites.ts';

/** Something that code does with a worker. */
export interface Use {
  /**
   * - `terminate`: ends it;
   * - `listen`: has a handler called on an event;
   * - `once`: makes a promise, or an iterator, of an event;
   * - `harmless`: does nothing to a worker that has ended;
   * - `other`: anything else that leaves it where it is.
   */
  readonly kind: 'terminate' | 'listen' | 'once' | 'harmless' | 'other';
  readonly node: RuleNode;
  /** The call that hands it to the helper which does so; the node itself where no helper does. */
  readonly at: RuleNode;
  /** The event that is listened for; `undefined` where its name is not written out. */
  readonly event?: string | undefined;
  readonly handler?: RuleNode | undefined;
}

/** What becomes of a worker, as far as the file shows. */
export interface Life {
  readonly uses: readonly Use[];
  /** The expressions that make it, seen from the code that has it: calls of helpers that return it, too. */
  readonly made: readonly RuleNode[];
  /** Why the file does not show all of it. */
  readonly escape: string | undefined;
  /** Whether `await using` ends it. */
  readonly isDisposed: boolean;
}

type Variable = Exclude<ReturnType<typeof variableOf>, 'global' | undefined>;

const LISTENERS = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
const CHAINED = new Set([...LISTENERS, 'off', 'removeListener', 'removeAllListeners', 'setMaxListeners']);
const HARMLESS = new Set([
  'postMessage',
  'ref',
  'unref',
  'off',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
  'listenerCount',
]);
const DATA = new Set([
  'threadId',
  'threadName',
  'stdin',
  'stdout',
  'stderr',
  'performance',
  'resourceLimits',
]);
const ASSERTIONS: readonly (readonly [module: RegExp, name: RegExp])[] = [
  [/^(?:node:)?assert(?:\/strict)?$/, /./],
  [/^(?:vitest|@jest\/globals|chai|@playwright\/test|expect)$/, /(?:^|\.)(?:expect|assert)\b/],
];
const MAX_STEPS = 200;

/** Follows a worker from the expression that makes it. */
export function lifeOf(construction: RuleNode, file: LintedFile, sites: Sites): Life {
  return new Follower(file, sites).follow(construction);
}

class Follower {
  readonly #file: LintedFile;
  readonly #sites: Sites;
  readonly #uses: Use[] = [];
  readonly #made: RuleNode[] = [];
  /** The variables that were followed, each with the calls that handed it to a helper. */
  readonly #seen = new Map<Variable, Set<RuleNode | undefined>>();
  /** The call of a helper that is followed. */
  #call: RuleNode | undefined;
  #escape: string | undefined;
  #isDisposed = false;
  #isReturned = false;
  #steps = 0;

  constructor(file: LintedFile, sites: Sites) {
    this.#file = file;
    this.#sites = sites;
  }

  follow(construction: RuleNode): Life {
    this.#made.push(construction);
    this.#value(construction);
    return { uses: this.#uses, made: this.#made, escape: this.#escape, isDisposed: this.#isDisposed };
  }

  #use(kind: Use['kind'], node: RuleNode, rest: Pick<Use, 'event' | 'handler'> = {}): void {
    this.#uses.push({ kind, node, at: this.#call ?? node, ...rest });
  }

  #escapes(reason: string): void {
    this.#escape ??= reason;
  }

  /** What happens to an expression whose value is the worker. */
  #value(node: RuleNode): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) {
      this.#escapes('it is used in too many places to follow');
      return;
    }
    const { parent } = node;
    switch (parent?.type) {
      case 'ChainExpression':
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        this.#value(parent);
        return;
      case 'ExpressionStatement':
      case 'IfStatement':
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'TSTypeQuery':
        return;
      case 'LogicalExpression':
      case 'ConditionalExpression':
        if (
          parent.type === 'ConditionalExpression'
            ? parent.test === node
            : parent.left === node && isUnused(parent)
        )
          return;
        this.#value(parent);
        return;
      case 'VariableDeclarator':
        this.#declared(node, parent);
        return;
      case 'AssignmentExpression':
        this.#assigned(node, parent);
        return;
      case 'MemberExpression':
        if (parent.object === node) this.#member(parent);
        else this.#escapes('it is used as a key');
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#argument(node, parent);
        return;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        this.#returned(parent);
        return;
      default:
        this.#escapes(
          parent?.type === 'ArrayExpression' || parent?.type === 'Property'
            ? 'it is kept in an array or object'
            : 'it is handed elsewhere',
        );
    }
  }

  #declared(node: RuleNode, declarator: TSESTree.VariableDeclarator): void {
    if (declarator.init !== node || declarator.id.type !== 'Identifier') {
      this.#escapes('its members are taken apart');
      return;
    }
    const { kind } = declarator.parent;
    if (kind === 'await using') this.#isDisposed = true;
    if (declarator.parent.parent.type === 'ExportNamedDeclaration') this.#escapes('it is exported');
    for (const variable of this.#file.source.scopeManager.getDeclaredVariables(declarator))
      this.#variable(variable);
  }

  #assigned(node: RuleNode, assignment: TSESTree.AssignmentExpression): void {
    const { left, right, operator } = assignment;
    if (right !== node) return;
    const variable = left.type === 'Identifier' ? variableOf(left, this.#file.source) : undefined;
    if (left.type !== 'Identifier' || !/^(?:\?\?|\|\|)?=$/.test(operator)) {
      this.#escapes(`it is kept in \`${this.#text(left)}\``);
    } else if (!variable || variable === 'global') {
      this.#escapes(`it is kept in the global \`${left.name}\``);
    } else {
      this.#variable(variable);
      if (assignment.parent.type !== 'ExpressionStatement') this.#value(assignment);
    }
  }

  #variable(variable: Variable): void {
    const calls = this.#seen.get(variable) ?? new Set();
    if (calls.has(this.#call)) return;
    this.#seen.set(variable, calls.add(this.#call));
    for (const { identifier, init } of variable.references) {
      const { parent } = identifier;
      const isWrite = init === true || (parent.type === 'AssignmentExpression' && parent.left === identifier);
      if (isWrite || identifier.type !== 'Identifier') continue;
      if (parent.type.startsWith('Export')) this.#escapes('it is exported');
      else if (!parent.type.startsWith('TS') || parent.type.endsWith('Expression')) this.#value(identifier);
    }
  }

  #member(member: TSESTree.MemberExpression): void {
    const name = memberName(member);
    const call = member.parent;
    if (name === undefined) {
      this.#escapes('it is asked for a member whose name is not written out');
      return;
    }
    if (call.type !== 'CallExpression' || call.callee !== member) {
      if (call.type === 'AssignmentExpression' && call.left === member)
        this.#escapes(`its \`${name}\` is set`);
      else if (DATA.has(name)) this.#use('other', member);
      else if (isBound(member))
        this.#use(name === 'terminate' ? name : 'other', member.parent.parent ?? member);
      else this.#escapes(`its \`${name}\` is handed elsewhere`);
      return;
    }
    const [event, handler] = call.arguments;
    if (LISTENERS.has(name)) this.#use('listen', call, { event: stringValue(event), handler });
    else if (name === 'terminate') this.#use('terminate', call);
    else if (HARMLESS.has(name)) this.#use('harmless', call);
    else this.#use('other', call);
    if (CHAINED.has(name) && !isIgnoredResult(call)) this.#value(call);
  }

  #argument(node: RuleNode, call: TSESTree.CallExpression | TSESTree.NewExpression): void {
    if (call.callee === node || isBinding(node, call)) return;
    const origin = resolveOrigin(call.callee, this.#file.source);
    const [, event] = call.arguments;
    const isEvents = origin && ['once', 'on'].some((name) => isExport(origin, 'events', name));
    if (isEvents && call.arguments[0] === node) {
      this.#use('once', call, { event: stringValue(event) });
    } else if (
      origin &&
      (isGlobal(origin, 'expect') || isAssertion(origin) || origin.path[0] === 'console')
    ) {
      this.#use('harmless', call);
    } else if (
      !this.#handed(
        call.arguments.findIndex((argument) => argument === node),
        call,
      )
    ) {
      this.#escapes(`it is handed to \`${this.#text(call.callee)}\``);
    }
  }

  /** Follows it into a helper of the file; whether there is one that takes it by a name. */
  #handed(index: number, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const fn = call.type === 'CallExpression' ? this.#sites.functionOf(call.callee) : undefined;
    const parameter = fn?.params[index];
    if (!fn || parameter?.type !== 'Identifier' || !this.#sites.mentionsOf(fn)) return false;
    const variables = this.#file.source.scopeManager.getDeclaredVariables(fn);
    const variable = variables.find(({ defs }) => defs.some(({ name }) => name === parameter));
    if (!variable) return false;
    const around = this.#call;
    this.#call ??= call;
    this.#variable(variable);
    this.#call = around;
    return true;
  }

  /** A helper that returns the worker makes it, for the code that calls the helper. */
  #returned(place: RuleNode): void {
    const fn = isFunction(place) ? place : enclosingFunction(place);
    const mentions = fn && !this.#sites.ownerOf(fn) ? this.#sites.mentionsOf(fn) : undefined;
    if (!fn || !mentions || this.#isReturned || this.#call) {
      this.#escapes('it is returned to other code');
      return;
    }
    this.#isReturned = true;
    this.#made.length = 0;
    for (const name of mentions) {
      const { parent } = name;
      if (parent?.type === 'CallExpression' && parent.callee === name) {
        this.#made.push(parent);
        this.#value(parent);
      } else {
        this.#escapes(`\`${this.#text(name)}\`, which returns it, is handed elsewhere`);
      }
    }
  }

  #text({ range: [start, end] }: RuleNode): string {
    return this.#file.text.text.slice(start, end).replace(/\s+/g, ' ').slice(0, 60);
  }
}

/** Whether a method is bound: `worker.terminate.bind(worker)`. */
function isBound({ parent }: TSESTree.MemberExpression): boolean {
  return (
    parent.type === 'MemberExpression' &&
    memberName(parent) === 'bind' &&
    parent.parent.type === 'CallExpression' &&
    parent.parent.callee === parent
  );
}

/** Whether a call binds a method of an object to that object. */
function isBinding(node: RuleNode, { callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') return false;
  const { object } = callee.object;
  return (
    isBound(callee.object) &&
    node.type === 'Identifier' &&
    object.type === 'Identifier' &&
    object.name === node.name
  );
}

/** Whether nobody reads what an expression gives. */
function isUnused(node: RuleNode): boolean {
  const { parent } = node;
  if (parent?.type === 'AwaitExpression' || parent?.type === 'ChainExpression') return isUnused(parent);
  return parent?.type === 'ExpressionStatement' || parent?.type === 'IfStatement' || isIgnoredResult(node);
}

/** Whether an expression is what a callback returns, and no one asks for that. */
function isIgnoredResult(node: RuleNode): boolean {
  const { parent } = node;
  if (parent?.type !== 'ArrowFunctionExpression' || parent.body !== node) return false;
  return parent.parent.type === 'NewExpression' || parent.parent.type === 'CallExpression';
}

function isAssertion({
  module,
  path,
}: {
  readonly module: string | undefined;
  readonly path: readonly string[];
}): boolean {
  return (
    module !== undefined &&
    ASSERTIONS.some(([known, name]) => known.test(module) && (path.length === 0 || name.test(path.join('.'))))
  );
}
