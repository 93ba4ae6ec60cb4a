import type { TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../resolve/source.ts';

/** Whether the set-up is registered with what a piece of a configuration configures. */
export type State =
  | 'registered'
  | 'missing'
  /** Parts of it are made elsewhere, or when it runs. */
  | 'unknown'
  /** It runs no tests in Node.js, or runs those that other files configure. */
  | 'unneeded';

/** Where an entry can be added, and how. */
export type Site =
  /** A list that is spelt out: the entry becomes its first element. */
  | { readonly kind: 'array'; readonly node: TSESTree.ArrayExpression; readonly source: Source }
  /** An expression in the place of a list: it becomes a list of the entry and what the expression gives. */
  | { readonly kind: 'value'; readonly node: TSESTree.Node; readonly source: Source; readonly gives: Gives }
  /** An object without the list: it gets the list, below the objects that `path` names. */
  | {
      readonly kind: 'object';
      readonly node: TSESTree.ObjectExpression;
      readonly source: Source;
      /** The keys from the object to the list; the last is that of the list. */
      readonly path: readonly string[];
      /** What the object spreads and may bring the list (or the object around it) along; the last one wins. */
      readonly carried: readonly TSESTree.Node[];
    }
  /** An expression in the place of the object around the list: an object that spreads it gets the list. */
  | { readonly kind: 'spread'; readonly node: TSESTree.Node; readonly source: Source; readonly key: string }
  /** A file that has to load the entry itself. */
  | { readonly kind: 'import'; readonly node: TSESTree.Program; readonly source: Source }
  /** No edit is sure to be right. */
  | { readonly kind: 'manual'; readonly node: TSESTree.Node; readonly source: Source; readonly reason: string };

/** What an expression gives in the place of a list. */
export type Gives = 'list' | 'element' | 'nothing' | 'any';

/** A place where the set-up is missing, or may be. */
export interface Place {
  readonly site: Site;
  /** Whether it is missing there for certain. */
  readonly certain: boolean;
}

/** What is known of a piece of a configuration. */
export interface Verdict {
  readonly state: State;
  /** Where to register the set-up; empty where nothing is to be done, or nothing is known at all. */
  readonly places: readonly Place[];
  /** Why nothing is needed. */
  readonly reason?: string;
}

/** It is registered. */
export const REGISTERED: Verdict = { state: 'registered', places: [] };

/** A verdict on what needs no set-up. */
export function unneeded(reason: string): Verdict {
  return { state: 'unneeded', places: [], reason };
}

/** The set-up is not there, and this is where it goes. */
export function missing(site: Site): Verdict {
  return { state: 'missing', places: [{ site, certain: true }] };
}

/** The set-up may be there; one more at this site would do no harm. */
export function unknown(site: Site): Verdict {
  return { state: 'unknown', places: [{ site, certain: false }] };
}

/** The same verdict, but what it misses may be brought by something that can't be seen. */
export function inDoubt(verdict: Verdict): Verdict {
  if (verdict.state !== 'missing') return verdict;
  return { state: 'unknown', places: verdict.places.map(({ site }) => ({ site, certain: false })) };
}

/** The verdict on several things that all have to register the set-up: branches, returns, projects. */
export function all(verdicts: readonly Verdict[]): Verdict {
  const [first, ...others] = verdicts;
  if (!first) return unneeded('it configures no tests');
  if (others.length === 0) return first;
  const has = (state: State): boolean => verdicts.some((verdict) => verdict.state === state);
  const state = (['missing', 'unknown', 'registered'] as const).find(has);
  return state ? { state, places: distinct(verdicts.flatMap(({ places }) => places)) } : first;
}

/** A node that is reached by several ways is one place. */
function distinct(places: readonly Place[]): readonly Place[] {
  const byNode = new Map<TSESTree.Node, Place>();
  for (const place of places) {
    const known = byNode.get(place.site.node);
    if (!known || (place.certain && !known.certain)) byNode.set(place.site.node, place);
  }
  return [...byNode.values()];
}
