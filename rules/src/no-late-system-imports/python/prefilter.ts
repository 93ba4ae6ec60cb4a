const DEF = /\bdef\b/;
/**
 * An import that does not start at the beginning of a line, or does so only because a backslash joins the line to the
 * one before; with the names that stand behind `import` or `from`. Relative ones name no module of the system.
 */
const LATE_IMPORT = new RegExp(
  [
    String.raw`(?:^[ \t\f]+|[:;][ \t\f]*|\\(?:\r\n?|\n)[ \t\f]*)`,
    String.raw`(?:import|from)(?:[ \t\f]|\\(?:\r\n?|\n))+`,
    String.raw`([\p{L}_](?:[^#;()\r\n]|\\\r?\n|\([^)]*)*)`,
  ].join(''),
  'gmu',
);
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/gu;

/**
 * Whether a Python text can hold what `no-late-system-imports` reports: behind a `def` an import that is not at the
 * beginning of a line. May answer yes in vain, never no in error.
 *
 * @param isSystem - Tells the modules that are looked for; any unless given.
 */
export function mayHoldLateImport(text: string, isSystem?: (module: string) => boolean): boolean {
  const start = text.search(DEF);
  if (start < 0) return false;
  LATE_IMPORT.lastIndex = start;
  for (let match = LATE_IMPORT.exec(text); match; match = LATE_IMPORT.exec(text)) {
    if (!isSystem || namesSystem(match[1] ?? '', isSystem)) return true;
  }
  return false;
}

/** Asks for each name that stands there: it can be spaced (`os . path`), in another normal form, behind a comment. */
function namesSystem(names: string, isSystem: (module: string) => boolean): boolean {
  const normal = names.normalize('NFKC').replaceAll(/\s*\.\s*/g, '.');
  const found = [...normal.matchAll(NAME)].map(([name]) => name);
  const [first = ''] = found;
  return found.some((name) => isSystem(name) || isSystem(`${first}.${name}`)) || /[\\#]/.test(normal);
}
