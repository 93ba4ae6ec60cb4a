import type { NodeBase } from './base.ts';
import type { Arguments, comprehension, keyword } from './clauses.ts';

/** How an expression is used: read, bound or deleted. */
export type Context = 'Load' | 'Store' | 'Del';
/** The operator of a `BinOp` or `AugAssign`, by CPython's name. */
export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';
/** The operator of a comparison, by CPython's name. */
export type ComparisonOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

/** `a and b and c`: one node for a run of the same operator. */
export interface BoolOp extends NodeBase<'BoolOp'> {
  readonly op: 'And' | 'Or';
  readonly values: readonly expr[];
}

/** `target := value`. */
export interface NamedExpr extends NodeBase<'NamedExpr'> {
  readonly target: Name;
  readonly value: expr;
}

/** `left op right`. */
export interface BinOp extends NodeBase<'BinOp'> {
  readonly left: expr;
  readonly op: Operator;
  readonly right: expr;
}

/** `not x`, `-x`, `+x`, `~x`. */
export interface UnaryOp extends NodeBase<'UnaryOp'> {
  readonly op: 'Invert' | 'Not' | 'UAdd' | 'USub';
  readonly operand: expr;
}

/** `lambda args: body`. */
export interface Lambda extends NodeBase<'Lambda'> {
  readonly args: Arguments;
  readonly body: expr;
}

/** `body if test else orelse`. */
export interface IfExp extends NodeBase<'IfExp'> {
  readonly test: expr;
  readonly body: expr;
  readonly orelse: expr;
}

/** `{key: value}`; the key of `**value` is null. */
export interface Dict extends NodeBase<'Dict'> {
  readonly keys: readonly (expr | null)[];
  readonly values: readonly expr[];
}

/** `{a, b}`. */
export interface Set extends NodeBase<'Set'> {
  readonly elts: readonly expr[];
}

/** `[elt for ...]`. */
export interface ListComp extends NodeBase<'ListComp'> {
  readonly elt: expr;
  readonly generators: readonly comprehension[];
}

/** `{elt for ...}`. */
export interface SetComp extends NodeBase<'SetComp'> {
  readonly elt: expr;
  readonly generators: readonly comprehension[];
}

/** `{key: value for ...}`. */
export interface DictComp extends NodeBase<'DictComp'> {
  readonly key: expr;
  readonly value: expr;
  readonly generators: readonly comprehension[];
}

/** `(elt for ...)`. */
export interface GeneratorExp extends NodeBase<'GeneratorExp'> {
  readonly elt: expr;
  readonly generators: readonly comprehension[];
}

/** `await value`. */
export interface Await extends NodeBase<'Await'> {
  readonly value: expr;
}

/** `yield value`. */
export interface Yield extends NodeBase<'Yield'> {
  readonly value: expr | null;
}

/** `yield from value`. */
export interface YieldFrom extends NodeBase<'YieldFrom'> {
  readonly value: expr;
}

/** `left ops[0] comparators[0] ops[1] comparators[1] ...`. */
export interface Compare extends NodeBase<'Compare'> {
  readonly left: expr;
  readonly ops: readonly ComparisonOperator[];
  readonly comparators: readonly expr[];
}

/** `func(*args, **keywords)`. */
export interface Call extends NodeBase<'Call'> {
  readonly func: expr;
  readonly args: readonly expr[];
  readonly keywords: readonly keyword[];
}

/** `{value!conversion:format_spec}` in an f-string. */
export interface FormattedValue extends NodeBase<'FormattedValue'> {
  readonly value: expr;
  /** -1, or the code of `s`, `r` or `a`. */
  readonly conversion: number;
  readonly format_spec: JoinedStr | null;
}

/** `{value!conversion:format_spec}` in a t-string. */
export interface Interpolation extends NodeBase<'Interpolation'> {
  readonly value: expr;
  /** The text of the expression as it stands in the file. */
  readonly str: string;
  /** -1, or the code of `s`, `r` or `a`. */
  readonly conversion: number;
  readonly format_spec: JoinedStr | null;
}

/** An f-string, with the plain strings that stand beside it. */
export interface JoinedStr extends NodeBase<'JoinedStr'> {
  readonly values: readonly (StrConstant | FormattedValue)[];
}

/** A t-string. */
export interface TemplateStr extends NodeBase<'TemplateStr'> {
  readonly values: readonly (StrConstant | Interpolation)[];
}

interface ConstantBase<Kind extends string, Value> extends NodeBase<'Constant'> {
  /** The value's type by its name in Python, since a number does not tell `1` from `1.0`. */
  readonly valueType: Kind;
  readonly value: Value;
  /** `u` for a string with that prefix. */
  readonly kind: 'u' | null;
}

/** One string, or several that stand beside each other. */
export type StrConstant = ConstantBase<'str', string>;
/** A bytes literal. */
export type BytesConstant = ConstantBase<'bytes', Uint8Array>;
/** A whole number, a bigint where a number would not hold it exactly. */
export type IntConstant = ConstantBase<'int', number | bigint>;
/** A number with a point or an exponent. */
export type FloatConstant = ConstantBase<'float', number>;
/** `2j`, whose value is the 2. */
export type ComplexConstant = ConstantBase<'complex', number>;
/** `True` or `False`. */
export type BoolConstant = ConstantBase<'bool', boolean>;
/** `None`. */
export type NoneConstant = ConstantBase<'NoneType', null>;
/** `...`. */
export type EllipsisConstant = ConstantBase<'ellipsis', undefined>;
/** A literal, discriminated by `valueType`. */
export type Constant =
  | StrConstant
  | BytesConstant
  | IntConstant
  | FloatConstant
  | ComplexConstant
  | BoolConstant
  | NoneConstant
  | EllipsisConstant;

/** `value.attr`. */
export interface Attribute extends NodeBase<'Attribute'> {
  readonly value: expr;
  readonly attr: string;
  readonly ctx: Context;
}

/** `value[slice]`. */
export interface Subscript extends NodeBase<'Subscript'> {
  readonly value: expr;
  readonly slice: expr;
  readonly ctx: Context;
}

/** `*value`. */
export interface Starred extends NodeBase<'Starred'> {
  readonly value: expr;
  readonly ctx: Context;
}

/** A name. `id` is in normal form (NFKC), as Python compares names. */
export interface Name extends NodeBase<'Name'> {
  readonly id: string;
  readonly ctx: Context;
}

/** `[a, b]`. */
export interface List extends NodeBase<'List'> {
  readonly elts: readonly expr[];
  readonly ctx: Context;
}

/** `a, b`; the range has the brackets if there are any. */
export interface Tuple extends NodeBase<'Tuple'> {
  readonly elts: readonly expr[];
  readonly ctx: Context;
}

/** `lower:upper:step` in a subscript. */
export interface Slice extends NodeBase<'Slice'> {
  readonly lower: expr | null;
  readonly upper: expr | null;
  readonly step: expr | null;
}

/** Every expression. */
export type expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | Interpolation
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;
