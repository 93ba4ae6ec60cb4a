import type { LintedFile, TestCall } from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';
import type { WorkerConstruction } from './construction.ts';
import { lifeOf, type Life } from './life.ts';
import { observed } from './observed.ts';
import type { Site, Sites } from './sites.ts';
import type { Waiting } from './waiting.ts';

/** A worker that can be a managed one: the code does the same with it. */
export interface Manageable {
  readonly construction: WorkerConstruction;
  readonly life: Life;
  /** Where it is made. */
  readonly sites: readonly Site[];
}

/** What the judgement of a worker is made from. */
export interface Judging {
  readonly file: LintedFile;
  readonly sites: Sites;
  readonly waiting: Waiting;
  /** Whether it may make a difference how long a worker lives. */
  readonly unsafe: boolean;
}

/**
 * Whether a worker that is ended when its test ends, or its file where no test makes it, can be told from the
 * one that the code makes: if so, why.
 */
export function judge(construction: WorkerConstruction, judging: Judging): Manageable | string {
  const { file, sites: places } = judging;
  const life = lifeOf(construction, file, places);
  if (life.escape !== undefined) return life.escape;
  const sites: Site[] = [];
  for (const made of life.made) {
    const found = places.of(made);
    if (!found || found.length === 0) return 'it is made in a function that other code may call';
    sites.push(...found);
  }
  const manageable = { construction, life, sites };
  const other = judging.unsafe ? undefined : observed(manageable, judging);
  return unmanaged(manageable) ?? untimely(manageable, judging) ?? other ?? manageable;
}

/** Why its end would not be that of the code that makes it. */
function unmanaged({ sites }: Manageable): string | undefined {
  for (const { owner, moment } of sites) {
    if (moment === 'after-test' || moment === 'after-file') return 'it is made by what cleans up';
    if (moment !== 'test' && owner?.parent?.kind === 'test')
      return 'it is made in a suite or hook within a test';
  }
  return undefined;
}

/** Where the code uses it when it would have ended already. */
function untimely({ life, sites }: Manageable, judging: Judging): string | undefined {
  const made = new Set(sites.map(({ owner }) => owner));
  const earliest = sites.some(({ moment }) => moment === 'test')
    ? 'test'
    : sites.some(({ moment }) => moment === 'each')
      ? 'each'
      : 'file';
  for (const use of life.uses) {
    const used = judging.sites.of(use.at);
    if (!used) return 'it is used in a function that other code may call';
    const isHarmless =
      use.kind === 'harmless' ||
      (use.kind === 'terminate' &&
        isResultUnread(use.node) &&
        (use.at === use.node || isResultUnread(use.at)));
    if (isHarmless) continue;
    for (const { owner, moment } of used) {
      const isCleaningUp = moment === 'after-file' || (moment === 'after-test' && earliest !== 'file');
      if (isCleaningUp) return 'what cleans up still works with it, and it would have ended by then';
      if (earliest === 'test' && !isWithin(owner, made))
        return 'other tests than the one that makes it use it';
      if (earliest === 'each' && moment === 'file')
        return 'it is made before each test and used outside of them';
    }
  }
  return undefined;
}

/** Whether code runs in one of some tests, or in a test within one. */
function isWithin(owner: TestCall | undefined, around: ReadonlySet<TestCall | undefined>): boolean {
  return around.has(owner) || (owner?.kind === 'test' && isWithin(owner.parent, around));
}

/** Whether nobody looks at what a call gives but to wait for it. */
function isResultUnread(call: RuleNode): boolean {
  for (let node = call, { parent } = node; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'LogicalExpression':
      case 'UnaryExpression':
      case 'ArrayExpression':
        continue;
      case 'CallExpression':
        // `Promise.all([worker.terminate()])`
        if (parent.callee === node) return false;
        continue;
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return true;
      default:
        return false;
    }
  }
  return false;
}
