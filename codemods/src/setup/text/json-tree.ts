import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

import { placeOf } from './splice.ts';

/** What may stand in a JSON file beside JSON. */
export interface JsonDialect {
  readonly comments: boolean;
  readonly trailingCommas: boolean;
}

/** JSON as `JSON.parse` takes it. */
export const STRICT: JsonDialect = { comments: false, trailingCommas: false };
/** JSON with comments and trailing commas. */
export const LENIENT: JsonDialect = { comments: true, trailingCommas: true };

/** A text that is not the JSON it should be. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly line: number;
  readonly column: number;

  constructor(what: string, { line, column }: { readonly line: number; readonly column: number }) {
    super(`it is not valid JSON: ${what} in line ${line}, column ${column}`);
    this.line = line;
    this.column = column;
  }
}

/**
 * Parses JSON into a tree with places.
 *
 * @param body The text without byte order mark.
 * @throws {JsonError} where it can't be parsed.
 */
export function parseJson(body: string, { comments, trailingCommas }: JsonDialect): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(body, errors, { disallowComments: !comments, allowTrailingComma: trailingCommas });
  const [first] = errors;
  if (first) throw new JsonError(wordsOf(printParseErrorCode(first.error)), placeOf(body, first.offset));
  if (!tree) throw new JsonError('there is nothing', { line: 1, column: 1 });
  return tree;
}

/** `PropertyNameExpected` as `property name expected`. */
function wordsOf(code: string): string {
  return code.replace(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

/** A property of an object. */
export interface JsonProperty {
  readonly key: string;
  /** The whole property, key and value. */
  readonly node: Node;
  readonly value: Node;
}

/** The properties of an object, as they stand; none where the node is no object. */
export function propertiesOf(node: Node | undefined): readonly JsonProperty[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key && value ? [{ key: String(key.value), node: property, value }] : [];
  });
}

/** The property of that name; of several the last, which is the one that counts. */
export function propertyOf(node: Node | undefined, key: string): JsonProperty | undefined {
  return propertiesOf(node).findLast((property) => property.key === key);
}

/** The plain data of a node. */
export function dataOf(node: Node): unknown {
  const data: unknown = getNodeValue(node);
  return data;
}
