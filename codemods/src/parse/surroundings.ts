import type { SourceCode } from 'eslint';
import { textSourceCode } from 'eslint-plugin-cogniverse/surroundings';

import type { Language } from './language.ts';

/** CI workflows, images and configuration files: the rules read each kind with its own parser. */
export const surroundings: Language = {
  config: { files: ['**/*'], language: 'cogniverse/text' },
  preset: 'project',
  read: (_file, text) => ({
    // ESLint's types know of its own source code only; its `Linter` takes that of any language.
    sourceCode: textSourceCode(text.replace(/^\uFEFF/, '')) as unknown as SourceCode,
    dialect: 'text',
    importedModels: [],
    countErrors: () => 0,
  }),
};
