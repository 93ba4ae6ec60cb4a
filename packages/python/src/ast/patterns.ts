import type { NodeBase } from './base.ts';
import type { expr } from './expressions.ts';

/** A pattern that compares with a value. */
export interface MatchValue extends NodeBase<'MatchValue'> {
  readonly value: expr;
}

/** `None`, `True`, `False`. */
export interface MatchSingleton extends NodeBase<'MatchSingleton'> {
  readonly value: boolean | null;
}

/** `[a, b]`. */
export interface MatchSequence extends NodeBase<'MatchSequence'> {
  readonly patterns: readonly pattern[];
}

/** `{key: pattern, **rest}`. */
export interface MatchMapping extends NodeBase<'MatchMapping'> {
  readonly keys: readonly expr[];
  readonly patterns: readonly pattern[];
  readonly rest: string | null;
}

/** `cls(pattern, attr=pattern)`. */
export interface MatchClass extends NodeBase<'MatchClass'> {
  readonly cls: expr;
  readonly patterns: readonly pattern[];
  readonly kwd_attrs: readonly string[];
  readonly kwd_patterns: readonly pattern[];
}

/** `*name`; null for `*_`. */
export interface MatchStar extends NodeBase<'MatchStar'> {
  readonly name: string | null;
}

/** `pattern as name`; a name alone has no pattern, `_` has neither. */
export interface MatchAs extends NodeBase<'MatchAs'> {
  readonly pattern: pattern | null;
  readonly name: string | null;
}

/** `a | b`. */
export interface MatchOr extends NodeBase<'MatchOr'> {
  readonly patterns: readonly pattern[];
}

/** Every pattern of a `case`. */
export type pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;
