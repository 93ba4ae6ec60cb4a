import type { NodeBase } from './base.ts';
import type { alias, Arguments, ExceptHandler, keyword, match_case, type_param, withitem } from './clauses.ts';
import type { Attribute, expr, Name, Operator, Subscript } from './expressions.ts';

interface FunctionBase<Type extends string> extends NodeBase<Type> {
  readonly decorator_list: readonly expr[];
  readonly name: string;
  readonly type_params: readonly type_param[];
  readonly args: Arguments;
  readonly returns: expr | null;
  readonly body: readonly stmt[];
}

/** `def`; the range begins there, decorators stand before it. */
export type FunctionDef = FunctionBase<'FunctionDef'>;
/** `async def`; the range begins there, decorators stand before it. */
export type AsyncFunctionDef = FunctionBase<'AsyncFunctionDef'>;

/** `class`; the range begins there, decorators stand before it. */
export interface ClassDef extends NodeBase<'ClassDef'> {
  readonly decorator_list: readonly expr[];
  readonly name: string;
  readonly type_params: readonly type_param[];
  readonly bases: readonly expr[];
  readonly keywords: readonly keyword[];
  readonly body: readonly stmt[];
}

/** `return value`. */
export interface Return extends NodeBase<'Return'> {
  readonly value: expr | null;
}

/** `del a, b`. */
export interface Delete extends NodeBase<'Delete'> {
  readonly targets: readonly expr[];
}

/** `a = b = value`. */
export interface Assign extends NodeBase<'Assign'> {
  readonly targets: readonly expr[];
  readonly value: expr;
}

/** `type name[T] = value`. */
export interface TypeAlias extends NodeBase<'TypeAlias'> {
  readonly name: Name;
  readonly type_params: readonly type_param[];
  readonly value: expr;
}

/** `target += value`. */
export interface AugAssign extends NodeBase<'AugAssign'> {
  readonly target: Name | Attribute | Subscript;
  readonly op: Operator;
  readonly value: expr;
}

/** `target: annotation = value`. */
export interface AnnAssign extends NodeBase<'AnnAssign'> {
  readonly target: Name | Attribute | Subscript;
  readonly annotation: expr;
  readonly value: expr | null;
  /** 1 where the target is a name without brackets. */
  readonly simple: 0 | 1;
}

interface ForBase<Type extends string> extends NodeBase<Type> {
  readonly target: expr;
  readonly iter: expr;
  readonly body: readonly stmt[];
  readonly orelse: readonly stmt[];
}

/** `for target in iter`. */
export type For = ForBase<'For'>;
/** `async for target in iter`. */
export type AsyncFor = ForBase<'AsyncFor'>;

/** `while test`. */
export interface While extends NodeBase<'While'> {
  readonly test: expr;
  readonly body: readonly stmt[];
  readonly orelse: readonly stmt[];
}

/** `if test`; an `elif` is an `If` alone in `orelse`. */
export interface If extends NodeBase<'If'> {
  readonly test: expr;
  readonly body: readonly stmt[];
  readonly orelse: readonly stmt[];
}

interface WithBase<Type extends string> extends NodeBase<Type> {
  readonly items: readonly withitem[];
  readonly body: readonly stmt[];
}

/** `with a as b`. */
export type With = WithBase<'With'>;
/** `async with a as b`. */
export type AsyncWith = WithBase<'AsyncWith'>;

/** `match subject`. */
export interface Match extends NodeBase<'Match'> {
  readonly subject: expr;
  readonly cases: readonly match_case[];
}

/** `raise exc from cause`. */
export interface Raise extends NodeBase<'Raise'> {
  readonly exc: expr | null;
  readonly cause: expr | null;
}

interface TryBase<Type extends string> extends NodeBase<Type> {
  readonly body: readonly stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly stmt[];
  readonly finalbody: readonly stmt[];
}

/** `try` with `except`. */
export type Try = TryBase<'Try'>;
/** `try` with `except*`. */
export type TryStar = TryBase<'TryStar'>;

/** `assert test, msg`. */
export interface Assert extends NodeBase<'Assert'> {
  readonly test: expr;
  readonly msg: expr | null;
}

/** `import a.b as c`. */
export interface Import extends NodeBase<'Import'> {
  readonly names: readonly alias[];
}

/** `from ..module import name as c`. */
export interface ImportFrom extends NodeBase<'ImportFrom'> {
  readonly module: string | null;
  /** One alias named `*` where all is imported. */
  readonly names: readonly alias[];
  /** How many dots stand before the module. */
  readonly level: number;
}

/** `global a, b`. */
export interface Global extends NodeBase<'Global'> {
  readonly names: readonly string[];
}

/** `nonlocal a, b`. */
export interface Nonlocal extends NodeBase<'Nonlocal'> {
  readonly names: readonly string[];
}

/** An expression that stands as a statement. */
export interface Expr extends NodeBase<'Expr'> {
  readonly value: expr;
}

/** `pass`. */
export type Pass = NodeBase<'Pass'>;
/** `break`. */
export type Break = NodeBase<'Break'>;
/** `continue`. */
export type Continue = NodeBase<'Continue'>;

/** Every statement. */
export type stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | Expr
  | Pass
  | Break
  | Continue;
