/** What a new configuration of ESLint is for. */
export interface NewConfig {
  readonly hasTypeScript: boolean;
  readonly hasJsx: boolean;
  readonly hasJavaScript: boolean;
  readonly hasPython: boolean;
  /** Whether files that git ignores are to be left alone: there is a `.gitignore` beside it. */
  readonly ignoresGitIgnored: boolean;
}

/** The text of a new configuration of ESLint. */
export function newConfig(asked: NewConfig): string {
  const { hasTypeScript, hasJsx, hasJavaScript, hasPython, ignoresGitIgnored } = asked;
  const imports = [
    ...(ignoresGitIgnored ? ["import path from 'node:path';", ''] : []),
    "import cogniverse from 'eslint-plugin-cogniverse';",
    ...(ignoresGitIgnored ? ["import { includeIgnoreFile } from 'eslint/config';"] : []),
    ...(hasTypeScript ? ["import tseslint from 'typescript-eslint';"] : []),
  ];
  const items = [
    ...(ignoresGitIgnored ? ["includeIgnoreFile(path.join(import.meta.dirname, '.gitignore'))"] : []),
    ...(hasPython ? ["{ ignores: ['**/{.venv,venv,.tox,.nox}/'] }"] : []),
    ...(hasTypeScript
      ? ["{ files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } }"]
      : []),
    ...(hasJsx
      ? ["{ files: ['**/*.{js,jsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } }"]
      : []),
    ...(hasJavaScript ? ['...cogniverse.configs.recommended'] : []),
    ...(hasPython ? ['...cogniverse.configs.python'] : []),
  ];
  const [only, second] = items;
  const list =
    only !== undefined && second === undefined
      ? `[${only}]`
      : `[\n${items.map((item) => `  ${item},\n`).join('')}]`;
  return `${imports.join('\n')}\n\nexport default ${list};\n`;
}
