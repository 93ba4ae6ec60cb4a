import type { Location } from '../ast/base.ts';
import type { Lines } from './lines.ts';

/** A node while the tree is made; its fields follow by name. Its `loc` is worked out when it is asked for. */
export class TreeNode {
  readonly nodeType: string;
  readonly range: [number, number];
  parent: TreeNode | null;
  readonly #lines: Lines;
  [field: string]: unknown;

  constructor(nodeType: string, range: [number, number], parent: TreeNode | null, lines: Lines) {
    this.nodeType = nodeType;
    this.range = range;
    this.parent = parent;
    this.#lines = lines;
  }

  get loc(): Location {
    return this.#lines.locationOf(this.range);
  }
}
