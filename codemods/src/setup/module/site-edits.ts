import type { Site } from 'eslint-plugin-cogniverse/registration';
import { Node, type SourceFile } from 'ts-morph';

import type { Edit } from './edit.ts';
import type { TextStyle } from './text-style.ts';
import { prependImport } from './write-import.ts';
import { listWith, operand, prependElement } from './write-list.ts';
import { appendProperty, type Layout } from './write-property.ts';

/** A file that is edited. */
export interface Writing {
  readonly file: SourceFile;
  readonly style: TextStyle;
  /** The entry of the set-up package, in the file's quotes. */
  readonly entry: string;
}

/** The edits that register the set-up at a site; `undefined` where the site is not as it should be. */
export function siteEdits(site: Site, writing: Writing): readonly Edit[] | undefined {
  const { file, style, entry } = writing;
  if (site.kind === 'import') return prependImport(file, entry, style);
  const node = nodeAt(file, site.node.range);
  switch (site.kind) {
    case 'array':
      return Node.isArrayLiteralExpression(node) ? prependElement(node, entry) : undefined;
    case 'value':
      return node && [replacement(node, listOf(node, site.gives, entry))];
    case 'spread':
      return (
        node && [
          replacement(node, `{ ...${node.getText()}, ${site.key}: ${listBeside(node, site.key, entry)} }`),
        ]
      );
    case 'object': {
      if (!Node.isObjectLiteralExpression(node)) return undefined;
      const carried = site.carried.map(({ range }) => nodeAt(file, range));
      if (!carried.every((expression) => expression !== undefined)) return undefined;
      const write = propertyWriter(site.path, carried, writing);
      return write && appendProperty(node, write, style);
    }
    case 'manual':
      return undefined;
  }
}

/** The outermost node of a range. */
function nodeAt(file: SourceFile, [start, end]: readonly [number, number]): Node | undefined {
  let node = file.getDescendantAtPos(start);
  while (node && node.getEnd() < end) node = node.getParent();
  return isAt(node, start, end) ? node : undefined;
}

function isAt(node: Node | undefined, start: number, end: number): boolean {
  return node?.getStart() === start && node.getEnd() === end;
}

/** Replaces an expression; one that is a property in short gets its key. */
function replacement(node: Node, text: string): Edit {
  const property = node.getParent();
  const key = Node.isShorthandPropertyAssignment(property) ? `${node.getText()}: ` : '';
  return { start: node.getStart(), end: node.getEnd(), text: key + text };
}

function listOf(node: Node, gives: string, entry: string): string {
  switch (gives) {
    case 'list':
      return `[${entry}, ...${node.getText()}]`;
    case 'element':
      return `[${entry}, ${node.getText()}]`;
    case 'nothing':
      return `[${entry}]`;
    default:
      return listWith(entry, operand(node));
  }
}

/** The list with the entry, and with what an expression's own list brings. */
function listBeside(node: Node, key: string, entry: string): string {
  return listWith(entry, member(node, key));
}

function member(node: Node, key: string): string {
  // An imported object is there; what is read from it may not be.
  return `${node.getText()}${Node.isIdentifier(node) ? '.' : '?.'}${key}`;
}

function propertyWriter(
  [key, inner]: readonly string[],
  carried: readonly Node[],
  { style, entry }: Writing,
): ((layout: Layout | undefined) => string) | undefined {
  if (key === undefined) return undefined;
  const lastFirst = carried.toReversed();
  if (inner === undefined) {
    const brought = lastFirst.map((node) => member(node, key)).join(' ?? ');
    return () => `${key}: ${brought === '' ? `[${entry}]` : listWith(entry, brought)}`;
  }
  const objects = lastFirst.map((node) => member(node, key));
  const object = objects.length > 1 ? `(${objects.join(' ?? ')})` : objects[0];
  const properties =
    object === undefined
      ? [`${inner}: [${entry}]`]
      : [`...${object}`, `${inner}: ${listWith(entry, `${object}?.${inner}`)}`];
  return (layout) => {
    if (!layout) return `${key}: { ${properties.join(', ')} }`;
    const { indent, lineEnd } = layout;
    const last = style.trailingCommas ? ',' : '';
    const lines = properties.join(`,${lineEnd}${indent}${style.indent}`);
    return `${key}: {${lineEnd}${indent}${style.indent}${lines}${last}${lineEnd}${indent}}`;
  };
}
