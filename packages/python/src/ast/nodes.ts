import type { NodeBase } from './base.ts';
import type {
  alias,
  arg,
  Arguments,
  comprehension,
  ExceptHandler,
  keyword,
  match_case,
  type_param,
  withitem,
} from './clauses.ts';
import type { expr } from './expressions.ts';
import type { pattern } from './patterns.ts';
import type { stmt } from './statements.ts';

export type { Location, Position } from './base.ts';
export type * from './clauses.ts';
export type { Arguments as arguments } from './clauses.ts';
export type * from './expressions.ts';
export type * from './patterns.ts';
export type * from './statements.ts';

/** A file; its range is the whole text. */
export interface Module extends NodeBase<'Module'> {
  readonly body: readonly stmt[];
}

/** Every node, discriminated by `nodeType`. */
export type Node =
  | Module
  | stmt
  | expr
  | pattern
  | type_param
  | Arguments
  | arg
  | keyword
  | alias
  | withitem
  | match_case
  | comprehension
  | ExceptHandler;

/** The node of that type: `NodeOf<'Call'>`. */
export type NodeOf<Type extends Node['nodeType']> = Extract<Node, { readonly nodeType: Type }>;
