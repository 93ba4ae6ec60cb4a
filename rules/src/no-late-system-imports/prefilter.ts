/** What can stand in front of a file's first statement, and between the first imports. */
const GAP = /(?:\s+|\/\/.*|\/\*[^]*?\*\/|#!.*|(?:'use [\w ]+'|"use [\w ]+");?)*/y;
/** The plainest forms of an import, and of a constant set to a required module. */
const IMPORT = new RegExp(
  '(?:' +
    String.raw`import\s[\w$\s{},*]*|(?:const|let|var)\s[\w$\s{},:]*=\s*require\(\s*` +
    String.raw`)(?:'[^'\n]*'|"[^"\n]*")\)?(?:\.\w+)*\s*?(?:;|$)`,
  'my',
);

/** What follows a word that loads a module by a plain name; a comment may hide anything. */
const MODULE_NAME = String.raw`(?:\/|['"\x60](?!\.))`;
/** `require` or `import()` of a module by its name, or `require` handed on, to be called by another name. */
const LOAD = new RegExp(
  String.raw`\b(?:require|import)\s*(?:\/|(?:\?\.\s*)?\(\s*(?:\(|${MODULE_NAME}))|\brequire\b(?!\s*[(.?])`,
  'g',
);
/** Functions that can be imported under any name. */
const LOADER = /\b(?:createRequire|getBuiltinModule)\b/;
/** What a function or a class cannot be written without. */
const DEFERRED = /=>|\bclass\b|\)\s*[{:/]/g;

const IMPORTING = new RegExp(String.raw`\b(?:import|from)\s*${MODULE_NAME}|${LOAD.source}`, 'g');
/** A word that no registration can be written without. */
const REGISTRATION = new RegExp(
  [
    'mock|doMock|setMock|unstable_mockModule|module|stubEnv|stubGlobal',
    'register|registerHooks|cache|extensions|globalThis|global|self|window',
    '(?:before|after|around)(?:All|Each)?|setup|teardown|suiteSetup|suiteTeardown',
  ]
    .map((words) => `\\b(?:${words})\\b`)
    .join('|'),
);

/** A text in quotes that could name a module. */
const QUOTED = /(['"`])([^'"`\s\\]+)\1/g;

/**
 * Whether a text can hold what `no-late-system-imports` reports: behind its leading imports something that
 * loads modules by their names and something that could be a function, or an import with a registration in
 * front of it. Words that are written with escapes (`req\u0075ire`) are not seen.
 *
 * @param isSystem - Tells the modules that are looked for; any unless given.
 */
export function mayHoldSystemImport(text: string, isSystem?: (module: string) => boolean): boolean {
  const start = leadingEnd(text);
  const mayLoad =
    (finds(DEFERRED, text, start) && (finds(LOAD, text, start) || LOADER.test(text))) ||
    mayImportLate(text, start);
  return mayLoad && (!isSystem || names(isSystem, text, start));
}

function names(isSystem: (module: string) => boolean, text: string, start: number): boolean {
  QUOTED.lastIndex = start;
  for (let match = QUOTED.exec(text); match; match = QUOTED.exec(text)) {
    if (isSystem(match[2] ?? '')) return true;
    // The quote that ends one text may begin the next; only a parser knows.
    QUOTED.lastIndex -= 1;
  }
  return false;
}

/**
 * Where the imports end that a file starts with; an import of another form than the plainest ends them early.
 */
function leadingEnd(text: string): number {
  let end = 0;
  for (;;) {
    GAP.lastIndex = end;
    GAP.test(text);
    IMPORT.lastIndex = GAP.lastIndex;
    if (!IMPORT.test(text)) return end;
    end = IMPORT.lastIndex;
  }
}

function finds(pattern: RegExp, text: string, start: number): boolean {
  pattern.lastIndex = start;
  return pattern.test(text);
}

function mayImportLate(text: string, start: number): boolean {
  IMPORTING.lastIndex = start;
  let last = -1;
  while (IMPORTING.test(text)) last = IMPORTING.lastIndex;
  return last >= 0 && REGISTRATION.test(text.slice(0, last));
}
