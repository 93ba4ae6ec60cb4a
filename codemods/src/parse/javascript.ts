import type { Language } from './language.ts';
import { countErrors } from './parse.ts';
import { parseSourceCode, servicesOf } from './source-code.ts';

/** JavaScript and TypeScript, in all their dialects. */
export const javascript: Language = {
  // Without `files`, ESLint lints no TypeScript.
  config: { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'] },
  read(file, text, loadedExports) {
    const sourceCode = parseSourceCode(file, text, loadedExports);
    const { dialect, cogniverse } = servicesOf(sourceCode);
    return {
      sourceCode,
      dialect: `${dialect.lang} ${dialect.sourceType}`,
      importedModels: cogniverse.importedModels,
      countErrors: (other) => countErrors(dialect, file, other),
    };
  },
};
