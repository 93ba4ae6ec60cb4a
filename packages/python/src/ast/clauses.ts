import type { NodeBase } from './base.ts';
import type { expr } from './expressions.ts';
import type { pattern } from './patterns.ts';
import type { stmt } from './statements.ts';

/** The parameters of a function, from the first to the last; empty where there are none. */
export interface Arguments extends NodeBase<'arguments'> {
  readonly posonlyargs: readonly arg[];
  readonly args: readonly arg[];
  readonly vararg: arg | null;
  readonly kwonlyargs: readonly arg[];
  /** As many as `kwonlyargs`; null where one has no default. */
  readonly kw_defaults: readonly (expr | null)[];
  readonly kwarg: arg | null;
  /** Of the last ones of `posonlyargs` and `args`. */
  readonly defaults: readonly expr[];
}

/** A parameter. */
export interface arg extends NodeBase<'arg'> {
  readonly arg: string;
  readonly annotation: expr | null;
}

/** `arg=value` in a call or a class; `**value` where `arg` is null. */
export interface keyword extends NodeBase<'keyword'> {
  readonly arg: string | null;
  readonly value: expr;
}

/** `name as asname` in an import. */
export interface alias extends NodeBase<'alias'> {
  readonly name: string;
  readonly asname: string | null;
}

/** `context_expr as optional_vars`. */
export interface withitem extends NodeBase<'withitem'> {
  readonly context_expr: expr;
  readonly optional_vars: expr | null;
}

/** `case pattern if guard:` with its body. */
export interface match_case extends NodeBase<'match_case'> {
  readonly pattern: pattern;
  readonly guard: expr | null;
  readonly body: readonly stmt[];
}

/** `for target in iter if ...` in a comprehension. */
export interface comprehension extends NodeBase<'comprehension'> {
  readonly target: expr;
  readonly iter: expr;
  readonly ifs: readonly expr[];
  readonly is_async: 0 | 1;
}

/** `except type as name:` with its body. */
export interface ExceptHandler extends NodeBase<'ExceptHandler'> {
  readonly type: expr | null;
  readonly name: string | null;
  readonly body: readonly stmt[];
}

/** `T: bound = default_value` in square brackets. */
export interface TypeVar extends NodeBase<'TypeVar'> {
  readonly name: string;
  readonly bound: expr | null;
  readonly default_value: expr | null;
}

/** `**P`. */
export interface ParamSpec extends NodeBase<'ParamSpec'> {
  readonly name: string;
  readonly default_value: expr | null;
}

/** `*Ts`. */
export interface TypeVarTuple extends NodeBase<'TypeVarTuple'> {
  readonly name: string;
  readonly default_value: expr | null;
}

/** Every type parameter. */
export type type_param = TypeVar | ParamSpec | TypeVarTuple;
