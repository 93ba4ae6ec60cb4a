import { isStackOverflow } from '../errors.ts';
import { loadLanguage, type Language, type ReadText } from '../parse/language.ts';
import { SyntaxFailure } from '../parse/syntax-failure.ts';

/**
 * Whether a text that was merged can stand where another one does: it is read as the same dialect, with no
 * more errors. A text that has a syntax error as it is has nothing to lose.
 *
 * @param file Absolute path.
 */
export async function canStandFor(before: string, merged: string, file: string): Promise<boolean> {
  const language = await loadLanguage(file);
  const read = tryRead(language, file, before);
  if (!read) return true;
  if (tryRead(language, file, merged)?.dialect !== read.dialect) return false;
  return read.countErrors(merged) <= read.countErrors(before);
}

function tryRead(language: Language, file: string, text: string): ReadText | undefined {
  try {
    return language.read(file, text, []);
  } catch (error) {
    if (error instanceof SyntaxFailure || isStackOverflow(error)) return undefined;
    throw error;
  }
}
