import { type GrammarFault, SyntaxFault } from './syntax-error.ts';

const PYTHON_2 = /(?:^|[\n;:])[ \t]*(print|exec)[ \t]+$/u;

/**
 * What the grammar does not allow, in words that help.
 *
 * @param text the whole text
 * @param unclosed a bracket that is never closed, if there is one
 */
export function faultOf(fault: GrammarFault, text: string, unclosed: number | null): SyntaxFault {
  const { offset } = fault;
  // As CPython has it: on the line of the bracket the other error tells more, further on the bracket does.
  if (unclosed !== null && /[\r\n]/u.test(text.slice(unclosed, offset))) return unclosedFault(text, unclosed);
  const statement = PYTHON_2.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
  if (statement === undefined) return fault;
  return new SyntaxFault(
    `Missing parentheses in call to '${statement}'. Did you mean ${statement}(...)?`,
    text.lastIndexOf(statement, offset - 1),
  );
}

/** A bracket that is not closed. */
export function unclosedFault(text: string, open: number): SyntaxFault {
  return new SyntaxFault(`'${text.charAt(open)}' was never closed`, open);
}
