import type { Py, PythonSourceCode } from '../../src/index.ts';

/** What the dump says of the Python that made it. */
export interface Cpython {
  /** The fields of each node in CPython's order. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Whether it knows where things stand in f-strings. */
  readonly placesInFStrings: boolean;
}

// Nodes that have no place for CPython.
const UNPLACED = new Set(['Module', 'arguments', 'comprehension', 'withitem', 'match_case']);

/** Describes a tree in the words of dump.py. */
export function treeLines(code: PythonSourceCode, cpython: Cpython): string {
  const lines: string[] = [];
  visit(code.ast, false);
  return lines.join('\n');

  function visit(node: Py.Node, inFString: boolean): void {
    const isPlaced = !UNPLACED.has(node.nodeType) && (cpython.placesInFStrings || !inFString);
    lines.push(isPlaced ? `${node.nodeType} ${placeOf(node)}` : node.nodeType);
    const values = node as unknown as Readonly<Record<string, unknown>>;
    for (const field of cpython.fields[node.nodeType] ?? []) {
      describeField(node, field, values[field], inFString || node.nodeType === 'JoinedStr');
    }
  }

  function describeField(node: Py.Node, field: string, value: unknown, inside: boolean): void {
    if (isNode(value)) {
      lines.push(`.${field}`);
      visit(value, inside);
    } else if (Array.isArray(value)) {
      lines.push(`.${field} ${value.length}`);
      for (const item of value) {
        if (isNode(item)) visit(item, inside);
        else lines.push(field === 'ops' ? String(item) : describeScalar(item));
      }
    } else if (field === 'op' || field === 'ctx') {
      lines.push(`.${field} ${String(value)}`);
    } else if (field === 'value' && node.nodeType === 'Constant') {
      lines.push(`.value ${describeConstant(node)}`);
    } else {
      lines.push(`.${field} ${describeScalar(value)}`);
    }
  }

  function describeConstant(node: Py.Constant): string {
    switch (node.valueType) {
      case 'str':
        return hasNamedCharacter(node) ? 'with a character by name' : asciiJson(node.value);
      case 'bytes':
        return `bytes ${Buffer.from(node.value).toString('hex')}`;
      case 'int':
        return `int 0x${node.value.toString(16)}`;
      case 'float':
      case 'complex':
        return `${node.valueType} ${hexOf(node.value)}`;
      case 'ellipsis':
        return 'Ellipsis';
      default:
        return describeScalar(node.value);
    }
  }

  function hasNamedCharacter({ loc }: Py.Node): boolean {
    return code.lines.slice(loc.start.line - 1, loc.end.line).some((line) => line.includes('\\N{'));
  }
}

function placeOf({ loc: { start, end } }: Py.Node): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function describeScalar(value: unknown): string {
  if (typeof value === 'string') return asciiJson(value);
  if (typeof value === 'number') return `int 0x${value.toString(16)}`.replace('0x-', '-0x');
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return 'None';
}

/** A string as Python's json module writes it. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    // Code units, not characters: JSON has both halves of a pair.
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function hexOf(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

function isNode(value: unknown): value is Py.Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}
