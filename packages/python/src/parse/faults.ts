import type { GrammarError } from './grammar.ts';
import type { Scan } from './scan.ts';
import { SyntaxFault } from './syntax-error.ts';

const TOKEN = /^(?:[\p{XID_Continue}_]+|[^\s\p{XID_Continue}])/u;
const PYTHON_2 = /(?:^|[\n;:])[ \t]*(print|exec)[ \t]+$/u;

/**
 * What the grammar does not allow, as a fault of the text in words that help.
 *
 * @param text the whole text
 */
export function faultOf(error: GrammarError, text: string, { code, unclosed }: Scan): SyntaxFault {
  const offset = Math.min(code.offsetOf(error.line, error.byteColumn), text.length);
  // As CPython has it: on the line of the bracket the other error tells more, further on the bracket does.
  if (unclosed !== null && /[\r\n]/u.test(text.slice(unclosed, offset))) return unclosedFault(text, unclosed);
  const statement = PYTHON_2.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
  if (statement !== undefined) {
    return new SyntaxFault(
      `Missing parentheses in call to '${statement}'. Did you mean ${statement}(...)?`,
      text.lastIndexOf(statement, offset - 1),
    );
  }
  return new SyntaxFault(messageOf(error.message, text, offset), offset);
}

/** A bracket that is not closed. */
export function unclosedFault(text: string, open: number): SyntaxFault {
  return new SyntaxFault(`'${text.charAt(open)}' was never closed`, open);
}

function messageOf(message: string, text: string, offset: number): string {
  if (message === 'Unexpected token in expression' || message === 'invalid syntax') {
    const token = TOKEN.exec(text.slice(offset, offset + 40))?.[0];
    return `invalid syntax: ${token === undefined ? 'the line ends too early' : `unexpected '${token}'`}`;
  }
  return message.replace(/^Expected/u, 'expected').replace(/^Invalid/u, 'invalid');
}
