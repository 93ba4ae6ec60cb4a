import { type AST, parseTOML } from 'toml-eslint-parser';

import { messageOf } from '../../errors.ts';

/** A text that is not TOML. */
export class TomlError extends Error {
  override readonly name = 'TomlError';
}

/** A value, or a table in brackets, with the keys that lead to it from the top. */
export interface TomlEntry {
  readonly path: readonly string[];
  /** The table in brackets or in braces, or the value. */
  readonly node: AST.TOMLTable | AST.TOMLContentNode;
  /** The pair that states it; absent for a table in brackets. */
  readonly pair?: AST.TOMLKeyValue;
}

/**
 * Everything that a TOML file states, in its order; elements of lists of tables have their index as a key.
 *
 * @param body The text without byte order mark.
 * @throws {TomlError} where it is not valid.
 */
export function tomlEntries(body: string): readonly TomlEntry[] {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(body);
  } catch (error) {
    throw new TomlError(`it is not valid TOML: ${messageOf(error)}`);
  }
  return program.body[0].body.flatMap((item) => {
    if (item.type === 'TOMLKeyValue') return pairEntries(item, []);
    const path = item.resolvedKey.map(String);
    return [{ path, node: item }, ...item.body.flatMap((pair) => pairEntries(pair, path))];
  });
}

function pairEntries(pair: AST.TOMLKeyValue, above: readonly string[]): readonly TomlEntry[] {
  const path = [...above, ...keysOf(pair)];
  const inner =
    pair.value.type === 'TOMLInlineTable' ? pair.value.body.flatMap((each) => pairEntries(each, path)) : [];
  return [{ path, node: pair.value, pair }, ...inner];
}

/** The keys of a pair: several for `a.b = 1`. */
export function keysOf({ key }: AST.TOMLKeyValue): readonly string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

/** The text of a value that is one. */
export function tomlText(node: AST.TOMLNode): string | undefined {
  return node.type === 'TOMLValue' && node.kind === 'string' ? node.value : undefined;
}
