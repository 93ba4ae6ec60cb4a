import * as typescriptParser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';

import { oxcParser } from './oxc-parser.ts';

/** The parsers whose trees the rules have to understand. */
export const PARSER_NAMES = ['espree', 'typescript', 'oxc'] as const;

/** The name of a parser. */
export type ParserName = (typeof PARSER_NAMES)[number];

/** How ESLint is told to use each parser. */
export const PARSERS: Readonly<Record<ParserName, Linter.LanguageOptions>> = {
  espree: { parserOptions: { ecmaFeatures: { jsx: true } } },
  typescript: { parser: typescriptParser },
  oxc: { parser: oxcParser },
};
