import { parseSourceCode, PythonSyntaxError } from '@cogniverse/eslint-python';
import type { SourceCode } from 'eslint';
import type { ModelExchange } from 'eslint-plugin-cogniverse/project';

import { isStackOverflow } from '../errors.ts';
import type { Language } from './language.ts';
import { SyntaxFailure } from './syntax-failure.ts';

/** Python. */
export const python: Language = {
  // The presets bring the plugin that this language is part of.
  config: { files: ['**/*.py'], language: 'cogniverse/python' },
  read(_file, text, loadedExports) {
    const cogniverse: ModelExchange = { loadedExports, importedModels: [] };
    const sourceCode = Object.assign(parse(text), { parserServices: { cogniverse } });
    return {
      // ESLint's types know of its own source code only; its `Linter` takes that of any language.
      sourceCode: sourceCode as unknown as SourceCode,
      dialect: 'python',
      importedModels: cogniverse.importedModels,
      // A text that has an error is not read at all.
      countErrors: () => 0,
    };
  },
};

function parse(text: string): ReturnType<typeof parseSourceCode> {
  try {
    return parseSourceCode(text);
  } catch (error) {
    if (error instanceof PythonSyntaxError) {
      throw new SyntaxFailure(error.message, error.lineNumber, error.column);
    }
    if (isStackOverflow(error)) {
      throw new SyntaxFailure('the code is nested too deeply to be analysed', 1, 1);
    }
    throw error;
  }
}
