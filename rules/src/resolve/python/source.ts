import { PythonSourceCode, type Py, type ScopeManager } from '@cogniverse/eslint-python';

/** A parsed Python file: the linted one, or one it imports. */
export interface PythonSource {
  /** Absolute path, or the placeholder that ESLint gives to text without a file. */
  readonly file: string;
  /** The text that ranges count in. */
  readonly text: string;
  readonly ast: Py.Module;
  readonly scopes: ScopeManager;
  readonly sourceCode: PythonSourceCode;
}

class ParsedPython implements PythonSource {
  readonly file: string;
  readonly sourceCode: PythonSourceCode;
  readonly text: string;
  readonly ast: Py.Module;

  constructor(file: string, sourceCode: PythonSourceCode) {
    this.file = file;
    this.sourceCode = sourceCode;
    this.text = sourceCode.text;
    this.ast = sourceCode.ast;
  }

  /** They are worked out when a rule needs them, which in many files none does. */
  get scopes(): ScopeManager {
    return this.sourceCode.scopes;
  }
}

const sources = new WeakMap<PythonSourceCode, PythonSource>();

/**
 * The linted file, where it is Python; `undefined` for a file of another language. The same object on every call for
 * the same file.
 */
export function pythonSourceOf(context: {
  readonly sourceCode: unknown;
  readonly physicalFilename: string;
}): PythonSource | undefined {
  const { sourceCode, physicalFilename } = context;
  return sourceCode instanceof PythonSourceCode ? sourceFrom(sourceCode, physicalFilename) : undefined;
}

/** A parsed text as the source of a file. */
export function sourceFrom(sourceCode: PythonSourceCode, file: string): PythonSource {
  let source = sources.get(sourceCode);
  if (!source) {
    source = new ParsedPython(file, sourceCode);
    sources.set(sourceCode, source);
  }
  return source;
}
