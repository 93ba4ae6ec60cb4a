import { threadApis } from '@cogniverse/guide';

const javascriptApis = threadApis.filter(({ language }) => language === 'javascript');

/** A part of every API's module or name. It spares most texts the search for each of them, which takes ten times as long. */
const SOME_PART = /[Ww]orker|fork|[Pp]iscina|[Tt]inypool|poolifier|synckit/;

/** What stands in every text that uses an API, in whatever way. */
const words = javascriptApis.flatMap(({ kind, module, name }): readonly (readonly string[])[] => {
  if (kind === 'import-query') return [[module], [module.replace('?', '&')]];
  return module === 'global' ? [[name]] : [[module, name]];
});

/**
 * Whether a text can hold what `no-manual-threads` reports. Names that are spelt with escapes (`W\u006frker`) are
 * passed over.
 */
export function mayHoldThread(text: string): boolean {
  return SOME_PART.test(text) && words.some((parts) => parts.every((part) => text.includes(part)));
}
