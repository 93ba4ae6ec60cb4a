import { type AST, getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';

/** Where the next option of a table can be written. */
export type TomlHome =
  /** Below a header, a line for each option. */
  | { readonly kind: 'table'; readonly table: AST.TOMLTable }
  | { readonly kind: 'inline'; readonly table: AST.TOMLInlineTable }
  /** As `ini_options.name = …` behind the last option that is written so. */
  | { readonly kind: 'dotted'; readonly last: AST.TOMLKeyValue };

/** The options of a table of a TOML file. */
export interface TomlOptions {
  readonly options: ReadonlyMap<string, AST.TOMLKeyValue>;
  /** `undefined` where the table is not there. */
  readonly home: TomlHome | undefined;
}

/**
 * Finds a table and its options, however they are written: below a header, inline, or by dotted keys.
 *
 * @param body The text without byte order mark.
 * @throws {Error} where the text is no TOML.
 */
export function findTomlOptions(body: string, way: readonly string[]): TomlOptions {
  const options = new Map<string, AST.TOMLKeyValue>();
  let home: TomlHome | undefined;
  const visit = (pair: AST.TOMLKeyValue, outer: readonly string[]): void => {
    const path = [...outer, ...getStaticTOMLValue(pair.key)];
    const isBelow = way.every((key, index) => key === path[index]);
    if (isBelow && path.length === way.length + 1) {
      options.set(path.at(-1) ?? '', pair);
      if (pair.key.keys.length > 1 && home?.kind !== 'table') home = { kind: 'dotted', last: pair };
    }
    const isAbove = path.every((key, index) => key === way[index]);
    if (!isAbove || pair.value.type !== 'TOMLInlineTable') return;
    if (path.length === way.length) home = { kind: 'inline', table: pair.value };
    for (const inner of pair.value.body) visit(inner, path);
  };
  for (const node of parseTOML(body).body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      visit(node, []);
      continue;
    }
    const path = node.resolvedKey.map(String);
    if (node.kind === 'standard' && path.join('\0') === way.join('\0')) home = { kind: 'table', table: node };
    for (const pair of node.body) visit(pair, path);
  }
  return { options, home };
}

/** The data of a TOML file. */
export function tomlData(body: string): unknown {
  return getStaticTOMLValue(parseTOML(body));
}
