import { afterLineEnd, Char, isLineEnd } from './characters.ts';
import { SyntaxFault } from './syntax-error.ts';

interface Width {
  readonly width: number;
  /** The same with tabs of one column: both have to agree, or the indentation depends on the width of a tab. */
  readonly narrow: number;
}

const TAB = 8;
// CPython's limit.
const MAX_LEVELS = 100;

/** Knows which blocks are open, and that a line goes back to one of them. */
export class Indentation {
  readonly #levels: Width[] = [{ width: 0, narrow: 0 }];

  /** How many blocks are open, the file itself among them. */
  get depth(): number {
    return this.#levels.length;
  }

  /** Leaves all blocks. */
  close(): void {
    this.#levels.length = 1;
  }

  /**
   * Reads the blanks at the start of a line, a tab going to the next multiple of 8, a form feed back to 0. A
   * backslash continues them on the next line.
   *
   * @returns the place of the line's first token, its comment or its end; only a token opens or closes blocks
   * @throws {SyntaxFault} where no block is indented like that
   */
  read(text: string, start: number, limit: number): number {
    let at = start;
    let width = 0;
    let narrow = 0;
    let first: Width | null = null;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === Char.space) {
        width++;
        narrow++;
      } else if (code === Char.tab) {
        width = (Math.floor(width / TAB) + 1) * TAB;
        narrow++;
      } else if (code === Char.formFeed) {
        width = 0;
        narrow = 0;
      } else if (code === Char.backslash && at + 1 < limit && isLineEnd(text.charCodeAt(at + 1))) {
        first ??= { width, narrow };
        at = afterLineEnd(text, at + 1) - 1;
      } else {
        break;
      }
    }
    const code = at < limit ? text.charCodeAt(at) : Char.lineFeed;
    const hasToken = code !== Char.hash && !isLineEnd(code);
    if (hasToken) this.#enter(first ?? { width, narrow }, at);
    return at;
  }

  #enter(line: Width, at: number): void {
    let top = this.#top();
    if (line.width === top.width) {
      if (line.narrow !== top.narrow) throw tabFault(at);
      return;
    }
    if (line.width > top.width) {
      if (line.narrow <= top.narrow) throw tabFault(at);
      if (this.#levels.length === MAX_LEVELS) throw new SyntaxFault('too many levels of indentation', at);
      this.#levels.push(line);
      return;
    }
    while (line.width < top.width) {
      this.#levels.pop();
      top = this.#top();
    }
    if (line.width !== top.width) {
      throw new SyntaxFault('unindent does not match any outer indentation level', at);
    }
    if (line.narrow !== top.narrow) throw tabFault(at);
  }

  #top(): Width {
    return this.#levels.at(-1) ?? { width: 0, narrow: 0 };
  }
}

function tabFault(at: number): SyntaxFault {
  return new SyntaxFault('inconsistent use of tabs and spaces in indentation', at);
}
