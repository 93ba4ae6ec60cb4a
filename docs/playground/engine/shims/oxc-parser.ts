/** What the rules use of oxc-parser, whose own build for browsers needs memory that is shared between threads. */
import { visitorKeys } from '@typescript-eslint/visitor-keys';

export { visitorKeys };

/** How a text is read. */
interface Options {
  readonly lang: 'ts' | 'tsx' | 'jsx';
}

interface Result {
  readonly program: unknown;
  readonly errors: readonly { readonly severity: 'Error' }[];
}

type Parse = (text: string, lang: Options['lang']) => unknown;

let parse: Parse | undefined;

/** Says what reads a text: its tree, or an exception where it has a syntax error. */
export function provideParser(given: Parse): void {
  parse = given;
}

export function parseSync(_file: string, text: string, { lang }: Options): Result {
  if (!parse) throw new Error('The parser was not loaded.');
  try {
    return { program: parse(text, lang), errors: [] };
  } catch {
    return { program: undefined, errors: [{ severity: 'Error' }] };
  }
}
