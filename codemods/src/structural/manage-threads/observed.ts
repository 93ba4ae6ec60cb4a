import {
  contains,
  enclosingFunction,
  isFunction,
  type FunctionNode,
  type LintedFile,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';
import type { Judging, Manageable } from './judge.ts';
import type { Use } from './life.ts';
import type { Site, Sites } from './sites.ts';
import { leavesTraces } from './traces.ts';
import type { Settled } from './waiting.ts';

/**
 * What would see that a worker is ended with its test, or miss what it does later; `undefined` where
 * nothing would.
 */
export function observed(manageable: Manageable, judging: Judging): string | undefined {
  const { life, sites, construction } = manageable;
  const listening = life.uses.filter(({ kind }) => kind === 'listen');
  const settled = new Map(
    listening.flatMap((use) => {
      const outcome = judging.waiting.settledBy(use.handler);
      return outcome ? [[use, outcome] as const] : [];
    }),
  );
  const maker = enclosingFunction(construction);
  const ends = life.uses.filter((use) => isEnd(use, settled, construction, judging));
  const waits = life.uses.filter(
    (use) =>
      ends.includes(use) || settled.has(use) || (use.kind === 'once' && judging.waiting.isAwaited(use.node)),
  );
  for (const site of sites) {
    const isOf = (use: Use): boolean => belongsTo(use, site, maker, judging.sites);
    if (life.isDisposed || ends.some(isOf)) continue;
    if (life.uses.some((use) => isOf(use) && seesEnd(use, settled))) {
      return 'what listens for its `exit` may be told after the test, and then that it was ended';
    }
    if (site.moment === 'test' && !waits.some(isOf)) {
      return 'the test does not wait for it, and it would end before its work is done';
    }
    if (
      site.moment === 'test' &&
      site.owner?.body &&
      leavesTraces(site.owner.body, construction, judging.file)
    ) {
      return 'the test keeps something for other code, which may need the worker';
    }
  }
  return undefined;
}

/**
 * Whether a use is of the worker that is made at a place: in the same test, in a helper that makes it, or
 * in what cleans up.
 */
function belongsTo(use: Use, site: Site, maker: FunctionNode | undefined, places: Sites): boolean {
  const isInMaker = maker && !places.ownerOf(maker) && contains(maker, use.at);
  if (isInMaker) return true;
  return (places.of(use.at) ?? []).some(
    ({ owner, moment }) =>
      owner === site.owner ||
      (site.owner !== undefined && owner?.parent === site.owner) ||
      moment === 'after-test' ||
      moment === 'after-file',
  );
}

/** Whether a use is told when the worker ends, and does something then that a test could notice. */
function seesEnd(use: Use, settled: ReadonlyMap<Use, Settled>): boolean {
  if (use.kind !== 'listen' && use.kind !== 'once') return false;
  if (use.event !== 'exit' && use.event !== undefined) return false;
  const outcome = settled.get(use);
  return !(outcome?.isPromise && outcome.isAll);
}

/**
 * Whether a use makes sure that the worker has ended once its test has, with the hooks that clean up after
 * it.
 */
function isEnd(
  use: Use,
  settled: ReadonlyMap<Use, Settled>,
  construction: RuleNode,
  { file, waiting, sites }: Judging,
): boolean {
  if (!isReached(use.node, construction, sites) || !isReached(use.at, construction, sites)) return false;
  switch (use.kind) {
    case 'terminate':
      return true;
    case 'once':
      return use.event === 'exit' && waiting.isAwaited(use.node);
    case 'listen': {
      const outcome = settled.get(use);
      if (use.event !== 'exit' || !outcome?.isCertain) return false;
      const handlers = [...settled.keys()].flatMap(({ event, handler }) =>
        handler && /^(?:exit|error|messageerror)$/.test(event ?? '') ? handler : [],
      );
      return isOnlyCalledIn(outcome.by, handlers, file);
    }
    default:
      return false;
  }
}

/** Whether the functions that a promise's executor, or a test, is given are called in some handlers only. */
function isOnlyCalledIn(by: RuleNode, handlers: readonly RuleNode[], { source }: LintedFile): boolean {
  const names = source.scopeManager.getDeclaredVariables(by).flatMap(({ references }) => references);
  return names.every(
    ({ identifier, init }) =>
      init === true ||
      handlers.some((handler) => contains(handler, identifier)) ||
      !isCalledOrHanded(identifier),
  );
}

function isCalledOrHanded({ parent }: RuleNode): boolean {
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
}

/** Whether code runs whenever a worker was made, or whenever the test or hook runs that it stands in. */
function isReached(start: RuleNode, construction: RuleNode, sites: Sites): boolean {
  for (let node = start, { parent } = node; parent; node = parent, { parent } = parent) {
    if (contains(parent, construction)) return true;
    switch (parent.type) {
      case 'IfStatement':
        if (parent.test !== node && !asksForWorker(parent.test)) return false;
        break;
      case 'LogicalExpression':
        if (parent.right === node && !(parent.operator === '&&' && asksForWorker(parent.left))) return false;
        break;
      case 'ConditionalExpression':
        if (parent.test !== node) return false;
        break;
      case 'CatchClause':
      case 'DoWhileStatement':
      case 'ForInStatement':
      case 'ForStatement':
      case 'SwitchCase':
      case 'WhileStatement':
        return false;
      case 'ForOfStatement':
        if (parent.right !== node) return false;
        break;
      default:
    }
    if (!isFunction(parent)) continue;
    if (sites.ownerOf(parent) || sites.mentionsOf(parent)) return true;
    const { parent: user } = parent;
    const isCalledNow =
      user.type === 'NewExpression' || (user.type === 'CallExpression' && user.callee === parent);
    if (!isCalledNow && !sites.isCleanUp(parent)) return false;
  }
  return true;
}

/** Whether a condition only asks if there is a worker: `worker`, `worker !== undefined`. */
function asksForWorker(condition: RuleNode): boolean {
  if (condition.type === 'Identifier') return true;
  if (condition.type !== 'BinaryExpression' || !/^!==?$/.test(condition.operator)) return false;
  const { left, right } = condition;
  const isNothing =
    (right.type === 'Literal' && right.value === null) ||
    (right.type === 'Identifier' && right.name === 'undefined');
  return left.type === 'Identifier' && isNothing;
}
