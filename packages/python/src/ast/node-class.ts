import type { expr, Node, pattern, stmt } from './nodes.ts';

const STATEMENTS: Readonly<Record<stmt['nodeType'], true>> = {
  FunctionDef: true,
  AsyncFunctionDef: true,
  ClassDef: true,
  Return: true,
  Delete: true,
  Assign: true,
  TypeAlias: true,
  AugAssign: true,
  AnnAssign: true,
  For: true,
  AsyncFor: true,
  While: true,
  If: true,
  With: true,
  AsyncWith: true,
  Match: true,
  Raise: true,
  Try: true,
  TryStar: true,
  Assert: true,
  Import: true,
  ImportFrom: true,
  Global: true,
  Nonlocal: true,
  Expr: true,
  Pass: true,
  Break: true,
  Continue: true,
};

const EXPRESSIONS: Readonly<Record<expr['nodeType'], true>> = {
  BoolOp: true,
  NamedExpr: true,
  BinOp: true,
  UnaryOp: true,
  Lambda: true,
  IfExp: true,
  Dict: true,
  Set: true,
  ListComp: true,
  SetComp: true,
  DictComp: true,
  GeneratorExp: true,
  Await: true,
  Yield: true,
  YieldFrom: true,
  Compare: true,
  Call: true,
  FormattedValue: true,
  Interpolation: true,
  JoinedStr: true,
  TemplateStr: true,
  Constant: true,
  Attribute: true,
  Subscript: true,
  Starred: true,
  Name: true,
  List: true,
  Tuple: true,
  Slice: true,
};

const PATTERNS: Readonly<Record<pattern['nodeType'], true>> = {
  MatchValue: true,
  MatchSingleton: true,
  MatchSequence: true,
  MatchMapping: true,
  MatchClass: true,
  MatchStar: true,
  MatchAs: true,
  MatchOr: true,
};

const CLASSES: ReadonlyMap<string, Readonly<Record<string, true>>> = new Map<string, Readonly<Record<string, true>>>([
  ['statement', STATEMENTS],
  ['expression', EXPRESSIONS],
  ['pattern', PATTERNS],
  ['declaration', { FunctionDef: true, AsyncFunctionDef: true, ClassDef: true, TypeAlias: true }],
]);

/**
 * Whether a node is of a class of selectors.
 *
 * @param className `statement`, `expression`, `pattern` or `declaration`
 * @throws {Error} on another class
 */
export function isOfClass(node: Node, className: string): boolean {
  const types = CLASSES.get(className.toLowerCase());
  if (types === undefined) throw new Error(`Unknown class name: ${className}`);
  return node.nodeType in types;
}
