/** Writes a text as a TOML string: in the quotes that are asked for, unless these can't hold it as it is. */
export function tomlString(text: string, quote = '"'): string {
  if (quote === "'" && !/['\p{Cc}]/u.test(text)) return `'${text}'`;
  return JSON.stringify(text).replaceAll('\u007F', '\\u007F');
}

/** The kind of quotes that a TOML string is written in: `"` or `'`. */
export function quoteOf(literal: string): string {
  return literal.startsWith("'") ? "'" : '"';
}
