import { afterLineEnd, Char, isLineEnd } from './characters.ts';
import { SyntaxFault } from './syntax-error.ts';

/** How a line begins. */
interface LineStart {
  /** The place of its first token, its comment or its end. */
  readonly end: number;
  /** In columns, a tab going to the next multiple of 8, a form feed back to 0. */
  readonly width: number;
  /** Whether it has no token. */
  readonly isBlank: boolean;
  /** How many backslashes continued the blanks on a next line. */
  readonly continued: number;
}

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

  /**
   * Reads the blanks at the start of a line.
   *
   * @throws {SyntaxFault} where no block is indented like that
   */
  read(text: string, start: number, limit: number): LineStart {
    let at = start;
    let width = 0;
    let narrow = 0;
    let continued = 0;
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
        continued++;
        at = afterLineEnd(text, at + 1) - 1;
      } else {
        break;
      }
    }
    const code = at < limit ? text.charCodeAt(at) : Char.lineFeed;
    const isBlank = code === Char.hash || isLineEnd(code);
    const line = first ?? { width, narrow };
    if (!isBlank) this.#enter(line, at);
    return { end: at, width: line.width, isBlank, continued };
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
