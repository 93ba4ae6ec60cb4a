import type { Node } from './nodes.ts';

/** A place in the text as ESLint counts it: line from 1, column from 0 in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the first character up to the place after the last one. */
export interface Location {
  readonly start: Position;
  readonly end: Position;
}

/** What every node has. `range` counts UTF-16 code units from the start of the text, a BOM left out. */
export interface NodeBase<Type extends string> {
  readonly nodeType: Type;
  readonly range: [start: number, end: number];
  readonly loc: Location;
  readonly parent: Node | null;
}
