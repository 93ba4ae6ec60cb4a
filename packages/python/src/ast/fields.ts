/**
 * What a field of a node holds: one node or null; a list of nodes, of which some may be null; an operator or a
 * context, which is an object for CPython and a name here; a list of those; a name or null; a list of names;
 * a number.
 */
type FieldKind = 'node' | 'nodes' | 'operator' | 'operators' | 'name' | 'names' | 'number';

const COMPREHENSION = { elt: 'node', generators: 'nodes' } as const;
const FUNCTION = {
  decorator_list: 'nodes',
  name: 'name',
  type_params: 'nodes',
  args: 'node',
  returns: 'node',
  body: 'nodes',
} as const;
const LOOP = { target: 'node', iter: 'node', body: 'nodes', orelse: 'nodes' } as const;
const TRY = { body: 'nodes', handlers: 'nodes', orelse: 'nodes', finalbody: 'nodes' } as const;
const VALUE = { value: 'node' } as const;
const WITH = { items: 'nodes', body: 'nodes' } as const;

/**
 * The fields of each node by CPython's names, in the order of the text where it is fixed. A constant, whose
 * value is read from the text, and the parts of f-strings are made elsewhere.
 */
export const fields: Readonly<Record<string, Readonly<Record<string, FieldKind>>>> = {
  Module: { body: 'nodes' },

  FunctionDef: FUNCTION,
  AsyncFunctionDef: FUNCTION,
  ClassDef: {
    decorator_list: 'nodes',
    name: 'name',
    type_params: 'nodes',
    bases: 'nodes',
    keywords: 'nodes',
    body: 'nodes',
  },
  Return: VALUE,
  Delete: { targets: 'nodes' },
  Assign: { targets: 'nodes', value: 'node' },
  TypeAlias: { name: 'node', type_params: 'nodes', value: 'node' },
  AugAssign: { target: 'node', op: 'operator', value: 'node' },
  AnnAssign: { target: 'node', annotation: 'node', value: 'node', simple: 'number' },
  For: LOOP,
  AsyncFor: LOOP,
  While: { test: 'node', body: 'nodes', orelse: 'nodes' },
  If: { test: 'node', body: 'nodes', orelse: 'nodes' },
  With: WITH,
  AsyncWith: WITH,
  Match: { subject: 'node', cases: 'nodes' },
  Raise: { exc: 'node', cause: 'node' },
  Try: TRY,
  TryStar: TRY,
  Assert: { test: 'node', msg: 'node' },
  Import: { names: 'nodes' },
  ImportFrom: { module: 'name', names: 'nodes', level: 'number' },
  Global: { names: 'names' },
  Nonlocal: { names: 'names' },
  Expr: VALUE,
  Pass: {},
  Break: {},
  Continue: {},

  BoolOp: { op: 'operator', values: 'nodes' },
  NamedExpr: { target: 'node', value: 'node' },
  BinOp: { left: 'node', op: 'operator', right: 'node' },
  UnaryOp: { op: 'operator', operand: 'node' },
  Lambda: { args: 'node', body: 'node' },
  IfExp: { body: 'node', test: 'node', orelse: 'node' },
  Dict: { keys: 'nodes', values: 'nodes' },
  Set: { elts: 'nodes' },
  ListComp: COMPREHENSION,
  SetComp: COMPREHENSION,
  DictComp: { key: 'node', value: 'node', generators: 'nodes' },
  GeneratorExp: COMPREHENSION,
  Await: VALUE,
  Yield: VALUE,
  YieldFrom: VALUE,
  Compare: { left: 'node', ops: 'operators', comparators: 'nodes' },
  Call: { func: 'node', args: 'nodes', keywords: 'nodes' },
  FormattedValue: { value: 'node', conversion: 'number', format_spec: 'node' },
  Interpolation: { value: 'node', str: 'name', conversion: 'number', format_spec: 'node' },
  JoinedStr: { values: 'nodes' },
  TemplateStr: { values: 'nodes' },
  Constant: {},
  Attribute: { value: 'node', attr: 'name', ctx: 'operator' },
  Subscript: { value: 'node', slice: 'node', ctx: 'operator' },
  Starred: { value: 'node', ctx: 'operator' },
  Name: { id: 'name', ctx: 'operator' },
  List: { elts: 'nodes', ctx: 'operator' },
  Tuple: { elts: 'nodes', ctx: 'operator' },
  Slice: { lower: 'node', upper: 'node', step: 'node' },

  MatchValue: VALUE,
  MatchSingleton: {},
  MatchSequence: { patterns: 'nodes' },
  MatchMapping: { keys: 'nodes', patterns: 'nodes', rest: 'name' },
  MatchClass: { cls: 'node', patterns: 'nodes', kwd_attrs: 'names', kwd_patterns: 'nodes' },
  MatchStar: { name: 'name' },
  MatchAs: { pattern: 'node', name: 'name' },
  MatchOr: { patterns: 'nodes' },

  arguments: {
    posonlyargs: 'nodes',
    args: 'nodes',
    defaults: 'nodes',
    vararg: 'node',
    kwonlyargs: 'nodes',
    kw_defaults: 'nodes',
    kwarg: 'node',
  },
  arg: { arg: 'name', annotation: 'node' },
  keyword: { arg: 'name', value: 'node' },
  alias: { name: 'name', asname: 'name' },
  withitem: { context_expr: 'node', optional_vars: 'node' },
  match_case: { pattern: 'node', guard: 'node', body: 'nodes' },
  comprehension: { target: 'node', iter: 'node', ifs: 'nodes', is_async: 'number' },
  ExceptHandler: { type: 'node', name: 'name', body: 'nodes' },
  TypeVar: { name: 'name', bound: 'node', default_value: 'node' },
  ParamSpec: { name: 'name', default_value: 'node' },
  TypeVarTuple: { name: 'name', default_value: 'node' },
};

/** For each type of node the fields that hold nodes, in the order in which they are visited. */
export const visitorKeys: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(fields).map(([type, kinds]) => [
    type,
    Object.keys(kinds).filter((field) => kinds[field] === 'node' || kinds[field] === 'nodes'),
  ]),
);
