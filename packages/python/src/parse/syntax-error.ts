/** What is wrong with a text and where, before lines are counted. */
export class SyntaxFault extends Error {
  readonly offset: number;

  /**
   * @param message what is wrong, in CPython's words where it has some
   * @param offset where, in UTF-16 code units from the start of the text without its BOM
   */
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** What the grammar does not allow: another token is expected there. */
export class GrammarFault extends SyntaxFault {}

/** A text is no Python. */
export class PythonSyntaxError extends Error {
  override readonly name = 'PythonSyntaxError';
  /** From 1. */
  readonly lineNumber: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;

  /**
   * @param message what is wrong
   * @param lineNumber from 1
   * @param column from 1
   */
  constructor(message: string, lineNumber: number, column: number) {
    super(message);
    this.lineNumber = lineNumber;
    this.column = column;
  }
}
