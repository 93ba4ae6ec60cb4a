import { contains, isFunction, type FunctionNode, type TestCall } from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';
import type { Judging, Manageable } from './judge.ts';
import type { Site, Sites } from './sites.ts';

/** Workers of a file, and the calls of `managedWorker` that it has already. */
export interface Company {
  readonly manageable: readonly Manageable[];
  readonly managed: readonly RuleNode[];
}

/**
 * Whether another managed worker may live beside a worker: one of the same test or of the whole file, or a
 * further one of the same code.
 */
export function mayHaveCompany(
  worker: Manageable,
  { manageable, managed }: Company,
  judging: Judging,
): boolean {
  if (isRepeated(worker, judging)) return true;
  const others = manageable.filter((other) => other !== worker);
  if (others.some((other) => meet(worker, other))) return true;
  return managed.some((call) =>
    (judging.sites.of(call) ?? []).some((site) => worker.sites.some((own) => overlap(own, site))),
  );
}

/** Whether the same code may make a further worker while the one that it made lives. */
function isRepeated(worker: Manageable, { sites }: Judging): boolean {
  const { life, construction } = worker;
  const hasEnded = endsBehind(construction, worker) !== undefined;
  if (worker.sites.some(({ owner }) => owner?.parent?.kind === 'test' || runsBesideOthers(owner)))
    return true;
  return [construction, ...life.made].some((made) => {
    const { isInLoop, helper } = surroundings(made, sites);
    if (isInLoop && !hasEnded) return true;
    if (!helper) return false;
    const calls = sites.mentionsOf(helper) ?? [];
    const isOneByOne = hasEnded && calls.every(({ parent }) => parent?.parent?.type === 'AwaitExpression');
    return !isOneByOne && (isMadeTwice(worker) || calls.some((call) => surroundings(call, sites).isInLoop));
  });
}

/** Whether a test may run while another one of the file does. */
function runsBesideOthers(call: TestCall | undefined): boolean {
  return call !== undefined && (call.modifiers.includes('concurrent') || runsBesideOthers(call.parent));
}

/** Whether two calls of a helper make workers that can live at a time. */
function isMadeTwice({ sites }: Manageable): boolean {
  return sites.some((site, index) => sites.some((other, at) => at > index && overlap(site, other)));
}

function meet(worker: Manageable, other: Manageable): boolean {
  const doOverlap = worker.sites.some((site) => other.sites.some((another) => overlap(site, another)));
  if (!doOverlap) return false;
  return !isGoneBefore(worker, other) && !isGoneBefore(other, worker);
}

/** Whether a worker has surely ended when the other is made, in the same run of statements. */
function isGoneBefore(first: Manageable, second: Manageable): boolean {
  const end = endsBehind(first.construction, first);
  const block = end?.parent;
  if (!end || !block || !contains(block, second.construction)) return false;
  return (
    end.range[1] <= second.construction.range[0] &&
    !second.life.made.some((made) => made !== second.construction)
  );
}

/** The statement behind that of a construction, in the same block, that waits until the worker has ended. */
function endsBehind(construction: RuleNode, { life }: Manageable): RuleNode | undefined {
  const statement = statementOf(construction);
  for (const use of life.uses) {
    const isEnd = use.kind === 'terminate' || (use.kind === 'once' && use.event === 'exit');
    const isAwaited = use.node.parent?.type === 'AwaitExpression';
    const end = outOfFinally(statementOf(use.node));
    if (isEnd && isAwaited && end !== statement && end?.parent === statement?.parent) return end;
  }
  return undefined;
}

/** The whole `try` of a statement that stands in its `finally`. */
function outOfFinally(statement: RuleNode | undefined): RuleNode | undefined {
  const block = statement?.parent;
  const around = block?.parent;
  return around?.type === 'TryStatement' && around.finalizer === block ? around : statement;
}

function statementOf(start: RuleNode): RuleNode | undefined {
  for (let node: RuleNode | undefined = start; node; node = node.parent) {
    if (/(?:Statement|Declaration)$/.test(node.type)) return node;
  }
  return undefined;
}

/**
 * What stands around a node in its test: a loop, or a callback that may be called often; and the helper
 * that it is in.
 */
function surroundings(
  start: RuleNode,
  sites: Sites,
): { readonly isInLoop: boolean; readonly helper: FunctionNode | undefined } {
  for (let { parent } = start; parent; { parent } = parent) {
    if (/^(?:DoWhile|For|ForIn|ForOf|While)Statement$/.test(parent.type))
      return { isInLoop: true, helper: undefined };
    if (!isFunction(parent)) continue;
    if (sites.ownerOf(parent)) return { isInLoop: false, helper: undefined };
    if (sites.mentionsOf(parent)) return { isInLoop: false, helper: parent };
    const { parent: user } = parent;
    const isCalledOnce =
      user.type === 'NewExpression' || (user.type === 'CallExpression' && user.callee === parent);
    if (!isCalledOnce) return { isInLoop: true, helper: undefined };
  }
  return { isInLoop: false, helper: undefined };
}

/** Whether workers that are made at two places can live at a time. */
function overlap(one: Site, other: Site): boolean {
  if (one.moment === 'file' || other.moment === 'file') return true;
  const [a, b] = [one.owner, other.owner];
  if (!a || !b || a === b) return true;
  if (one.moment === 'each')
    return isWithin(b, a.parent) || (other.moment === 'each' && isWithin(a, b.parent));
  if (other.moment === 'each') return isWithin(a, b.parent);
  return isWithin(a, b) || isWithin(b, a);
}

/** Whether a call stands in the callback of a suite or test, or at the level of the module. */
function isWithin(call: TestCall, around: TestCall | undefined): boolean {
  if (!around) return true;
  for (let outer: TestCall | undefined = call; outer; outer = outer.parent) if (outer === around) return true;
  return false;
}
