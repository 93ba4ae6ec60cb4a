const WORD = /(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+/g;
const PART = /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g;

/** Splits options as a POSIX shell would, as Python's `shlex.split` does. A quote that is never closed splits nothing. */
export function shellWords(text: string): readonly string[] {
  return (text.match(WORD) ?? []).map((word) =>
    word.replace(PART, (_, escaped?: string, double?: string, single?: string) =>
      double === undefined ? (escaped ?? single ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
    ),
  );
}
