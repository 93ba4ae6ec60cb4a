import type { Linter, SourceCode } from 'eslint';
import type { ImportedModel, LoadedExport } from 'eslint-plugin-cogniverse/project';

import { isSource } from '../files/path-reasons.ts';

/** A text as it was read. */
export interface ReadText {
  /** For ESLint's `Linter`. */
  readonly sourceCode: SourceCode;
  /** The grammar that took it; a fix must not make it another. */
  readonly dialect: string;
  /** The exports of other files that it loads models by; the rules fill it in. */
  readonly importedModels: readonly ImportedModel[];
  /** How many errors a text has in this grammar, counting early errors such as a name declared twice. */
  countErrors(text: string): number;
}

/** A language that files are written in. */
export interface Language {
  /** What ESLint's configuration has to say of its files. */
  readonly config: Linter.Config;
  /** The preset for its files, where that is not for the user to choose. */
  readonly preset?: 'project';
  /**
   * Reads a text.
   *
   * @param file Its path, which may tell the dialect.
   * @param loadedExports Exports of the file that tests in other files load models by.
   * @throws {SyntaxFailure} on a text that is not in this language.
   */
  read(file: string, text: string, loadedExports: readonly LoadedExport[]): ReadText;
}

/** Whether a file holds Python, rather than JavaScript or TypeScript. */
export function isPython(file: string): boolean {
  return file.endsWith('.py');
}

/** Loads the language of a file, so that a run loads no parser that it does not need. */
export async function loadLanguage(file: string): Promise<Language> {
  if (isPython(file)) return (await import('./python.ts')).python;
  if (isSource(file)) return (await import('./javascript.ts')).javascript;
  return (await import('./surroundings.ts')).surroundings;
}
