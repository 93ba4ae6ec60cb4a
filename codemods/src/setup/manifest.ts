import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Node } from 'jsonc-parser';

import { isRecord } from '../is-record.ts';
import { dataOf, parseJson, propertiesOf, propertyOf, STRICT } from './text/json-tree.ts';
import { placeOf, splitMark } from './text/splice.ts';

/** Where dependencies are stated, the usual place of tools first. */
const DEPENDENCY_FIELDS = [
  'devDependencies',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** A `package.json`. */
export class Manifest {
  /** Absolute path. */
  readonly file: string;
  /** The text without byte order mark. */
  readonly body: string;
  readonly tree: Node;

  /** @throws {JsonError} where the text is not JSON. */
  constructor(file: string, text: string) {
    this.file = file;
    this.body = splitMark(text).body;
    this.tree = parseJson(this.body, STRICT);
  }

  /** The data of a field, whatever it is. */
  field(name: string): unknown {
    const property = propertyOf(this.tree, name);
    return property && dataOf(property.value);
  }

  /** The entries of a field that are texts. */
  texts(name: string): ReadonlyMap<string, string> {
    const entries = propertiesOf(propertyOf(this.tree, name)?.value).flatMap(({ key, value }) =>
      value.type === 'string' ? [[key, String(value.value)] as const] : [],
    );
    return new Map(entries);
  }

  get scripts(): ReadonlyMap<string, string> {
    return this.texts('scripts');
  }

  get name(): string | undefined {
    const name = this.field('name');
    return typeof name === 'string' && name !== '' ? name : undefined;
  }

  /** Whether its `.js` files are ES modules. */
  get isModule(): boolean {
    return this.field('type') === 'module';
  }

  /** The range that a dependency is stated with, if the package states it for itself. */
  rangeOf(dependency: string): string | undefined {
    for (const field of DEPENDENCY_FIELDS) {
      const range = field === 'peerDependencies' ? undefined : this.texts(field).get(dependency);
      if (range !== undefined) return range;
    }
    return undefined;
  }

  /** Whether a dependency of any kind is stated whose name is one of these. */
  dependsOn(names: readonly string[]): boolean {
    return names.some((name) => this.rangeOf(name) !== undefined);
  }

  /** Line and column of a script, of a field, or of the beginning, whichever is there first. */
  placeOf(...ways: readonly (readonly string[])[]): { readonly line: number; readonly column: number } {
    for (const way of ways) {
      const found = this.#at(way);
      if (found) return placeOf(this.body, found.offset);
    }
    return { line: 1, column: 1 };
  }

  #at(way: readonly string[]): Node | undefined {
    let value: Node | undefined = this.tree;
    let node: Node | undefined;
    for (const key of way) {
      const property = propertyOf(value, key);
      if (!property) return undefined;
      ({ node, value } = property);
    }
    return node;
  }
}

/** The patterns of workspaces in a `package.json`, as npm, Yarn and Bun write them. */
export function workspacePatterns(manifest: Manifest): readonly string[] | undefined {
  const field = manifest.field('workspaces');
  const patterns: unknown = Array.isArray(field) ? field : isRecord(field) ? field['packages'] : undefined;
  if (!Array.isArray(patterns)) return undefined;
  return patterns.filter((pattern): pattern is string => typeof pattern === 'string');
}

/** The manifest of a folder; `undefined` where there is none that can be read. */
export function manifestIn(folder: string): Manifest | undefined {
  const file = path.join(folder, 'package.json');
  try {
    return new Manifest(file, readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
