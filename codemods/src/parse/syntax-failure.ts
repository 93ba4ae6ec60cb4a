/** A text that can't be read. Carries the place as ESLint reports one: lines and columns from 1. */
export class SyntaxFailure extends SyntaxError {
  readonly lineNumber: number;
  readonly column: number;

  constructor(message: string, lineNumber: number, column: number) {
    super(message);
    this.lineNumber = lineNumber;
    this.column = column;
  }
}
