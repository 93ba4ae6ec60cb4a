import { createRequire } from 'node:module';

import type { ASTNode, Collection, JSCodeshift } from 'jscodeshift';

import type { Dialect } from '../parse/dialects.ts';

const require = createRequire(import.meta.url);

/** jscodeshift, and its tree of a text. */
export interface Shifted {
  readonly j: JSCodeshift;
  readonly root: Collection;
}

const NEWER_SYNTAX = [
  ['importAttributes', { deprecatedAssertSyntax: true }],
  'decoratorAutoAccessors',
  'deferredImportEvaluation',
  'explicitResourceManagement',
  'sourcePhaseImports',
];

/**
 * Parses a text with the parser of jscodeshift that fits what the file is written in. The text is given to the
 * parser as it is: recast, which jscodeshift has read texts otherwise, replaces tabs and line ends first, and
 * the offsets of nodes are then those of another text.
 *
 * @throws {SyntaxError} where the parser refuses it.
 */
export function shift(text: string, dialect: Dialect): Shifted {
  // Loaded late: it takes longer than most files.
  const j = require('jscodeshift') as JSCodeshift;
  const babylon = require('jscodeshift/parser/babylon') as (options: object) => {
    parse(text: string): ASTNode;
  };
  const { lang, sourceType } = dialect;
  const parser = babylon({
    sourceType: sourceType === 'module' ? 'module' : 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    // What a program must not say, though it can be read, is for the engine's own parser to judge.
    errorRecovery: true,
    plugins: [
      ...(lang === 'ts' ? [] : ['jsx']),
      ...(lang === 'jsx'
        ? [['decorators', { decoratorsBeforeExport: false }]]
        : ['typescript', 'decorators-legacy']),
      ...NEWER_SYNTAX,
    ],
  });
  return { j: j.withParser(parser), root: j(parser.parse(text)) };
}
