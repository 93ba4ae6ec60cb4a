import {
  contains,
  enclosingFunction,
  isFunction,
  isGlobal,
  resolveOrigin,
  unwrap,
  variableOf,
  type FunctionNode,
  type LintedFile,
  type TSESTree,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';
import type { Sites } from './sites.ts';

type Variable = Exclude<ReturnType<typeof variableOf>, 'global' | undefined>;

/** What a handler ends the waiting of: a promise, or a test that is told by a callback. */
export interface Settled {
  /** The executor or test, or the declaration of `Promise.withResolvers()`, that gives the function to call. */
  readonly by: RuleNode;
  /** Whether a second call changes nothing. */
  readonly isPromise: boolean;
  /** Whether it is called whatever the handler is told. */
  readonly isCertain: boolean;
  /** Whether the handler does nothing else. */
  readonly isAll: boolean;
}

/** Tells whether tests wait for promises and for handlers. */
export class Waiting {
  readonly #file: LintedFile;
  readonly #sites: Sites;

  constructor(file: LintedFile, sites: Sites) {
    this.#file = file;
    this.#sites = sites;
  }

  /** Whether the test waits for the promise that an expression gives. */
  isAwaited(expression: RuleNode, depth = 0): boolean {
    if (depth > 12) return false;
    for (let node = expression, { parent } = node; parent; node = parent, { parent } = parent) {
      switch (parent.type) {
        case 'AwaitExpression':
          return true;
        case 'ForOfStatement':
          return parent.await && parent.right === node;
        case 'VariableDeclarator':
          return (
            parent.init === node && this.#declared(parent).some((name) => this.isAwaited(name, depth + 1))
          );
        case 'AssignmentExpression': {
          const variable = parent.left.type === 'Identifier' ? this.#variable(parent.left) : undefined;
          return (
            variable?.references.some(
              ({ identifier }) => identifier !== parent.left && this.isAwaited(identifier, depth + 1),
            ) ?? false
          );
        }
        case 'ReturnStatement':
        case 'ArrowFunctionExpression': {
          const fn = parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent;
          return fn !== undefined && this.#isResultAwaited(fn, depth + 1);
        }
        case 'ExpressionStatement':
        case 'FunctionDeclaration':
        case 'FunctionExpression':
          return false;
        default:
      }
    }
    return false;
  }

  /** What a handler ends the waiting of, if a test waits for that. */
  settledBy(handler: RuleNode | undefined): Settled | undefined {
    const node = handler && unwrap(handler);
    if (!node) return undefined;
    const direct = this.#settler(node);
    if (direct) return { ...direct, isCertain: true, isAll: true };
    const fn = isFunction(node) ? node : this.#sites.functionOf(node);
    return fn && this.#settledIn(fn);
  }

  #settledIn(fn: FunctionNode): Settled | undefined {
    const settling = this.#referencesIn(fn).flatMap((name) => {
      const { parent } = name;
      const node = parent.type === 'MemberExpression' && parent.object === name ? parent : name;
      const settler = this.#settler(node);
      return settler ? [{ node, settler }] : [];
    });
    const [first] = settling;
    if (!first) return undefined;
    const isSettling = (expression: RuleNode): boolean => {
      const call = unwrap(expression);
      return call.type === 'CallExpression' && settling.some(({ node }) => node === call.callee);
    };
    return {
      ...first.settler,
      isCertain: fn.body.type === 'BlockStatement' ? doesSurely(fn.body, isSettling) : isSettling(fn.body),
      isAll: fn.body.type === 'BlockStatement' ? doesOnly(fn.body, isSettling) : isSettling(fn.body),
    };
  }

  /** The names that are read in a function, and in the functions in it. */
  #referencesIn(fn: FunctionNode): readonly TSESTree.Identifier[] {
    return this.#file.source.scopeManager.scopes.flatMap(({ references }) =>
      references.flatMap(({ identifier }) =>
        identifier.type === 'Identifier' && contains(fn.body, identifier) ? identifier : [],
      ),
    );
  }

  /** Whether the result of a function is waited for wherever it is called. */
  #isResultAwaited(fn: FunctionNode, depth: number): boolean {
    if (this.#sites.ownerOf(fn)) return true;
    const { parent } = fn;
    if (parent.type === 'NewExpression') return false;
    // `Promise.all(names.map((name) => …))`
    if (parent.type === 'CallExpression') return this.isAwaited(parent, depth);
    const mentions = this.#sites.mentionsOf(fn);
    return (
      mentions !== undefined &&
      mentions.length > 0 &&
      mentions.every(
        (name) =>
          name.parent?.type === 'CallExpression' &&
          name.parent.callee === name &&
          this.isAwaited(name.parent, depth),
      )
    );
  }

  /** What a name settles when it is called: `resolve`, `reject`, `done`. */
  #settler(node: RuleNode): Pick<Settled, 'by' | 'isPromise'> | undefined {
    const object = node.type === 'MemberExpression' ? unwrap(node.object) : node;
    if (object.type !== 'Identifier') return undefined;
    const variable = this.#variable(object);
    const [definition] = variable?.defs ?? [];
    if (!definition) return undefined;
    const { node: place } = definition;
    if (isFunction(place)) {
      if (node.type === 'MemberExpression') return undefined;
      if (this.#sites.ownerOf(place)?.kind === 'test' || this.#sites.ownerOf(place)?.kind === 'hook') {
        return isDone(place, object.name) ? { by: place, isPromise: false } : undefined;
      }
      const { parent } = place;
      const isExecutor =
        parent.type === 'NewExpression' && isGlobalNamed(parent.callee, 'Promise', this.#file);
      return isExecutor && this.isAwaited(parent) ? { by: place, isPromise: true } : undefined;
    }
    if (place.type !== 'VariableDeclarator' || !place.init || !isWithResolvers(place.init, this.#file))
      return undefined;
    return this.#declared(place).some((name) => this.isAwaited(name))
      ? { by: place, isPromise: true }
      : undefined;
  }

  #variable(node: TSESTree.Identifier): Variable | undefined {
    const variable = variableOf(node, this.#file.source);
    return variable === 'global' ? undefined : variable;
  }

  /** The places where what a declaration declares is read. */
  #declared(declarator: RuleNode): readonly RuleNode[] {
    return this.#file.source.scopeManager
      .getDeclaredVariables(declarator)
      .flatMap(({ references }) =>
        references.filter(({ init }) => init !== true).map(({ identifier }) => identifier),
      );
  }
}

/** Whether a parameter of a test is the callback that ends it: the only one, or the second of `node:test`. */
function isDone({ params }: FunctionNode, name: string): boolean {
  const index = params.findIndex((param) => param.type === 'Identifier' && param.name === name);
  return index >= 0 && index === params.length - 1 && /^(?:done|cb|callback|next|end|finish)$/i.test(name);
}

function isGlobalNamed(node: RuleNode, name: string, { source }: LintedFile): boolean {
  const origin = resolveOrigin(node, source);
  return origin !== undefined && isGlobal(origin, name);
}

function isWithResolvers(node: RuleNode, file: LintedFile): boolean {
  const call = unwrap(node);
  return call.type === 'CallExpression' && isGlobalNamed(call.callee, 'Promise.withResolvers', file);
}

/** Whether a statement comes to one of some calls whichever way it takes. */
function doesSurely(statement: RuleNode, isCall: (node: RuleNode) => boolean): boolean {
  switch (statement.type) {
    case 'BlockStatement':
      return statement.body.some((inner) => doesSurely(inner, isCall));
    case 'ExpressionStatement':
      return isCall(statement.expression);
    case 'ReturnStatement':
      return statement.argument !== null && isCall(statement.argument);
    case 'IfStatement':
      return (
        doesSurely(statement.consequent, isCall) &&
        statement.alternate !== null &&
        doesSurely(statement.alternate, isCall)
      );
    case 'TryStatement':
      return statement.finalizer
        ? doesSurely(statement.finalizer, isCall)
        : doesSurely(statement.block, isCall) &&
            statement.handler !== null &&
            doesSurely(statement.handler.body, isCall);
    default:
      return false;
  }
}

/** Whether a statement does nothing but some calls, in whichever way. */
function doesOnly(statement: RuleNode, isCall: (node: RuleNode) => boolean): boolean {
  switch (statement.type) {
    case 'BlockStatement':
      return statement.body.every((inner) => doesOnly(inner, isCall));
    case 'ExpressionStatement':
      return isCall(statement.expression);
    case 'ReturnStatement':
      return statement.argument === null || isCall(statement.argument);
    case 'IfStatement':
      return (
        doesOnly(statement.consequent, isCall) &&
        (!statement.alternate || doesOnly(statement.alternate, isCall))
      );
    default:
      return false;
  }
}
