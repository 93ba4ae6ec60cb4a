import { fields } from '../ast/fields.ts';
import { balancedRange, keywordBefore, type Range } from './clause-range.ts';
import { makeConstant } from './constant.ts';
import type { RawNode } from './grammar.ts';
import type { Lines } from './lines.ts';
import type { Scan } from './scan.ts';
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
  const pending: [RawNode, TreeNode][] = [[root, tree]];
  const child = (raw: unknown, parent: TreeNode): TreeNode | null => {
    if (!isRawNode(raw)) return null;
    const node = shallow(raw, null, parent, source);
    if (node.nodeType === raw.nodeType || raw.nodeType in NAMES) pending.push([raw, node]);
    return node;
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    fill(next[0], next[1], source, child);
  }
  return tree;
}

type MakeChild = (raw: unknown, parent: TreeNode) => TreeNode | null;

function fill(raw: RawNode, node: TreeNode, { scan }: Source, child: MakeChild): void {
  const nameOf = (value: unknown): unknown => (typeof value === 'string' ? scan.code.nameOf(value) : null);
  const values = new Map(Object.entries(raw));
  for (const [field, kind] of Object.entries(fields[node.nodeType] ?? {})) {
    const value: unknown = values.get(field);
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    if (kind === 'node') node[field] = child(value, node);
    else if (kind === 'nodes') node[field] = list.map((item) => child(item, node));
    else if (kind === 'operator') node[field] = operatorOf(value);
    else if (kind === 'operators') node[field] = list.map(operatorOf);
    else if (kind === 'name') node[field] = nameOf(value);
    else if (kind === 'names') node[field] = list.map(nameOf);
    else node[field] = typeof value === 'number' ? value : 0;
  }
  if (node.nodeType === 'MatchSingleton') node['value'] = values.get('value') ?? null;
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
  const isAsync = 'is_async' in raw && raw.is_async === 1;
  return [isAsync ? keywordBefore('async', forAt, source) : forAt, balanced[1]];
}

function childNodes(raw: RawNode): RawNode[] {
  return Object.values(raw)
    .flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isRawNode);
}
