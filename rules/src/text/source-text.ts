import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

const LINE_BREAK = /\r\n|[\n\r]/;
const SHEBANG = /^#!.*/;

// By the tree, since oxlint has one `sourceCode` for all files.
const known = new WeakMap<TSESTree.Program, SourceText>();

/** The text of a file, its lines and its comments. Offsets are those of nodes' ranges. */
export class SourceText {
  readonly text: string;
  /** In the order of the text. */
  readonly comments: readonly TSESTree.Comment[];
  readonly #startsAt = new Map<number, number>();
  readonly #endsAt = new Map<number, number>();

  constructor({ text, comments }: { readonly text: string; readonly comments: readonly TSESTree.Comment[] }) {
    this.text = text;
    this.comments = comments;
    const shebang = SHEBANG.exec(text)?.[0].length;
    if (shebang !== undefined) this.#skip(0, shebang);
    for (const { range } of comments) this.#skip(...range);
  }

  /** The text of the linted file; the same object on every call for the same file. */
  static of(sourceCode: Readonly<TSESLint.SourceCode>): SourceText {
    let source = known.get(sourceCode.ast);
    if (!source) {
      source = new SourceText({ text: sourceCode.text, comments: sourceCode.getAllComments() });
      known.set(sourceCode.ast, source);
    }
    return source;
  }

  /** The offset at which the line of an offset starts. */
  lineStart(offset: number): number {
    let start = offset;
    while (start > 0 && !isLineEnd(this.text.charAt(start - 1))) start--;
    return start;
  }

  /** The offset at which the line of an offset ends, in front of its line end. */
  lineEnd(offset: number): number {
    let end = offset;
    while (end < this.text.length && !isLineEnd(this.text.charAt(end))) end++;
    return end;
  }

  /**
   * The offset at which the line after that of an offset starts: the length of the text after its last line.
   */
  nextLine(offset: number): number {
    const end = this.lineEnd(offset);
    return end + (this.text.startsWith('\r\n', end) ? 2 : end < this.text.length ? 1 : 0);
  }

  /** The offset at which the line before that of an offset starts; `undefined` on the first line. */
  previousLine(offset: number): number | undefined {
    const start = this.lineStart(offset);
    if (start === 0) return undefined;
    return this.lineStart(start - (this.text.startsWith('\r\n', start - 2) ? 2 : 1));
  }

  /** The line end of the line of an offset; after the last line, that of the text's first line. */
  lineBreak(offset: number): string {
    const end = this.lineEnd(offset);
    const own = this.text.slice(end, this.nextLine(offset));
    // The separators of lines that only ECMAScript knows end no line of a file.
    return /^[\n\r]/.test(own) ? own : (LINE_BREAK.exec(this.text)?.[0] ?? '\n');
  }

  /** The whitespace in front of the code of a line. */
  indentation(offset: number): string {
    return /^\s*/.exec(this.text.slice(this.lineStart(offset), offset))?.[0] ?? '';
  }

  /** Whether there is nothing but whitespace between two offsets. */
  isBlank(start: number, end: number): boolean {
    return this.text.slice(start, end).trim() === '';
  }

  /** The comments that lie between two offsets. */
  commentsIn(start: number, end: number): readonly TSESTree.Comment[] {
    return this.comments.filter(({ range }) => range[0] >= start && range[1] <= end);
  }

  /** The offset of the first code at or after an offset that is in no comment. */
  codeAfter(offset: number): number {
    let position = offset;
    while (position < this.text.length) {
      const commentEnd = this.#startsAt.get(position);
      if (commentEnd !== undefined) position = commentEnd;
      else if (isSpace(this.text.charAt(position))) position++;
      else break;
    }
    return position;
  }

  /** The offset behind the last code in front of an offset that is in no comment; 0 where there is none. */
  codeBefore(offset: number): number {
    let position = offset;
    while (position > 0) {
      const commentStart = this.#endsAt.get(position);
      if (commentStart !== undefined) position = commentStart;
      else if (isSpace(this.text.charAt(position - 1))) position--;
      else break;
    }
    return position;
  }

  #skip(start: number, end: number): void {
    this.#startsAt.set(start, end);
    this.#endsAt.set(end, start);
  }
}

function isLineEnd(char: string): boolean {
  return char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029';
}

function isSpace(char: string): boolean {
  return char.trim() === '';
}
