import { fields } from '../ast/fields.ts';
import { asyncBefore, balancedRange, keywordBefore, type Range } from './clause-range.ts';
import { makeConstant } from './constant.ts';
import type { RawNode } from './grammar.ts';
import type { Lines } from './lines.ts';
import type { Scan } from './scan.ts';
import { SyntaxFault } from './syntax-error.ts';
import { TreeNode } from './tree-node.ts';

/** What was scanned, with the text it stands in. */
export interface Source {
  readonly text: string;
  readonly lines: Lines;
  readonly scan: Scan;
  /** Parses the expression of an f-string's field. */
  readonly parseExpression: (start: number, end: number) => TreeNode;
}

// CPython's names of what the parser calls otherwise.
const NAMES: Readonly<Record<string, string>> = {
  Alias: 'alias',
  Arg: 'arg',
  Arguments: 'arguments',
  Comprehension: 'comprehension',
  Keyword: 'keyword',
  MatchCase: 'match_case',
  WithItem: 'withitem',
};

/** Makes the parser's tree into ours. It uses no recursion: a sum of thousands of terms is as deep. */
export function convert(root: RawNode, range: Range | null, source: Source): TreeNode {
  const tree = shallow(root, range, null, source);
  const pending: [RawNode, TreeNode][] = isWhole(root, tree) ? [] : [[root, tree]];
  const child = (raw: unknown, parent: TreeNode): TreeNode | null => {
    if (!isRawNode(raw)) return null;
    const node = shallow(raw, null, parent, source);
    if (!isWhole(raw, node)) pending.push([raw, node]);
    return node;
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    fill(next[0], next[1], source, child);
  }
  return tree;
}

/** Whether a node has its fields from the start, as strings have. */
function isWhole(raw: RawNode, node: TreeNode): boolean {
  return raw.nodeType !== node.nodeType && !(raw.nodeType in NAMES);
}

type RawValues = Readonly<Record<string, unknown>>;

const FIELDS = new Map(Object.entries(fields).map(([type, kinds]) => [type, Object.entries(kinds)]));

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type MakeChild = (raw: unknown, parent: TreeNode) => TreeNode | null;

function fill(raw: RawNode, node: TreeNode, source: Source, child: MakeChild): void {
  const { scan } = source;
  const nameOf = (value: unknown): unknown => (typeof value === 'string' ? scan.code.nameOf(value) : null);
  // Every field of every node, by its name.
  const values = raw as unknown as RawValues;
  for (const [field, kind] of FIELDS.get(node.nodeType) ?? []) {
    const value = values[field];
    if (kind === 'node') node[field] = child(value, node);
    else if (kind === 'nodes') node[field] = listOf(value).map((item) => child(item, node));
    else if (kind === 'operator') node[field] = operatorOf(value);
    else if (kind === 'operators') node[field] = listOf(value).map(operatorOf);
    else if (kind === 'name') node[field] = nameOf(value);
    else if (kind === 'names') node[field] = listOf(value).map(nameOf);
    else node[field] = typeof value === 'number' ? value : 0;
  }
  mend(node, values, source);
}

/** Puts right what the parser says wrong, and what the plain code does not have. */
function mend(node: TreeNode, values: RawValues, source: Source): void {
  switch (node.nodeType) {
    case 'MatchSingleton':
      node['value'] = values['value'] ?? null;
      break;
    case 'AnnAssign':
      // `(x): int` is not simple, and begins with the bracket.
      if (node.range[0] !== nodeIn(node, 'target')?.range[0]) node['simple'] = 0;
      break;
    case 'comprehension':
      node['is_async'] = source.text.startsWith('async', node.range[0]) ? 1 : 0;
      checkTarget(nodeIn(node, 'target'), TARGETS);
      break;
    case 'Subscript': {
      const slice = nodeIn(node, 'slice');
      if (slice?.nodeType === 'Starred') node['slice'] = tupleAround(slice, node, source);
      break;
    }
    case 'Try':
    case 'TryStar':
      if (nodesIn(node, 'handlers').length === 0 && nodesIn(node, 'finalbody').length === 0) {
        throw new SyntaxFault("expected 'except' or 'finally' block", node.range[1]);
      }
      break;
    case 'For':
    case 'AsyncFor':
      checkTarget(nodeIn(node, 'target'), TARGETS);
      break;
    case 'NamedExpr':
      checkTarget(nodeIn(node, 'target'), NAMES_ONLY);
      break;
    case 'Expr': {
      const value = nodeIn(node, 'value');
      if (value?.nodeType === 'NamedExpr' && value.range[0] === node.range[0]) {
        throw new SyntaxFault('invalid syntax: a statement with := needs brackets', node.range[0]);
      }
      break;
    }
    case 'Delete':
      node['targets'] = nodesIn(node, 'targets').filter(({ range: [start, end] }) => start < end);
      break;
    default:
  }
}

const TARGETS: ReadonlySet<string> = new Set(['Name', 'Attribute', 'Subscript', 'Starred', 'List', 'Tuple']);

const TARGET_NAMES: Readonly<Record<string, string>> = { Call: 'function call', Constant: 'literal' };
const NAMES_ONLY: ReadonlySet<string> = new Set(['Name']);

/** @throws {SyntaxFault} where a name can't be bound */
function checkTarget(target: TreeNode | null, allowed: ReadonlySet<string>): void {
  if (target === null || allowed.has(target.nodeType)) return;
  const what = TARGET_NAMES[target.nodeType] ?? 'expression';
  throw new SyntaxFault(`cannot assign to ${what}`, target.range[0]);
}

/** `a[*b]` is a tuple of one. */
function tupleAround(starred: TreeNode, parent: TreeNode, { lines }: Source): TreeNode {
  const tuple = new TreeNode('Tuple', [...starred.range], parent, lines);
  tuple['elts'] = [starred];
  tuple['ctx'] = 'Load';
  starred.parent = tuple;
  return tuple;
}

function nodeIn(node: TreeNode, field: string): TreeNode | null {
  const value = node[field];
  return value instanceof TreeNode ? value : null;
}

function nodesIn(node: TreeNode, field: string): TreeNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter((item) => item instanceof TreeNode) : [];
}

/** A node without its fields; a constant is whole. */
function shallow(raw: RawNode, range: Range | null, parent: TreeNode | null, source: Source): TreeNode {
  const [start, end] = range ?? emptyArguments(raw, parent, source) ?? rangeOf(raw, source);
  if (raw.nodeType === 'Constant') return makeConstant([start, end], parent, source);
  return new TreeNode(NAMES[raw.nodeType] ?? raw.nodeType, [start, end], parent, source.lines);
}

/** Where the parameters of a function would stand that has none. */
function emptyArguments(raw: RawNode, parent: TreeNode | null, source: Source): Range | null {
  if (raw.nodeType !== 'Arguments' || parent === null || childNodes(raw).length > 0) return null;
  const at =
    parent.nodeType === 'Lambda'
      ? parent.range[0] + 'lambda'.length
      : source.text.indexOf('(', afterTypeParameters(parent)) + 1;
  return [at, at];
}

function afterTypeParameters(definition: TreeNode): number {
  const parameters = definition['type_params'];
  const last: unknown = Array.isArray(parameters) ? parameters.at(-1) : undefined;
  return last instanceof TreeNode ? last.range[1] : definition.range[0];
}

function operatorOf(value: unknown): string | null {
  return isRawNode(value) ? value.nodeType : null;
}

function isRawNode(value: unknown): value is RawNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

/** Where a node stands, also one that has no place for CPython. */
function rangeOf(raw: RawNode, source: Source): Range {
  const { lineno, col_offset, end_lineno, end_col_offset } = raw;
  const { code } = source.scan;
  if (end_lineno !== undefined && end_col_offset !== undefined) {
    return [code.offsetOf(lineno ?? 1, col_offset ?? 0), code.offsetOf(end_lineno, end_col_offset)];
  }
  const children = childNodes(raw).map((child) => rangeOf(child, source));
  const start = Math.min(...children.map(([childStart]) => childStart));
  const end = Math.max(...children.map(([, childEnd]) => childEnd));
  if (raw.nodeType === 'MatchCase') return [keywordBefore('case', start, source), end];
  const balanced = balancedRange([start, end], source.scan.brackets);
  if (raw.nodeType !== 'Comprehension') return balanced;
  const forAt = keywordBefore('for', balanced[0], source);
  return [asyncBefore(forAt, source) ?? forAt, balanced[1]];
}

function childNodes(raw: RawNode): RawNode[] {
  return Object.values(raw)
    .flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isRawNode);
}
