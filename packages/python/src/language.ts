import type { File, Language, OkParseResult, ParseResult } from '@eslint/core';

import type { Module, Node } from './ast/nodes.ts';
import { visitorKeys } from './ast/visitor-keys.ts';
import { isOfClass } from './ast/node-class.ts';
import { type ParsedFile, parsePython } from './parse/parse.ts';
import { PythonSyntaxError } from './parse/syntax-error.ts';
import { type PythonLanguageOptions, PythonSourceCode } from './source-code.ts';

interface Parsed extends OkParseResult<Module> {
  readonly file: ParsedFile;
}

/** Python as a language of ESLint. */
export class PythonLanguage implements Language<{
  LangOptions: PythonLanguageOptions;
  Code: PythonSourceCode;
  RootNode: Module;
  Node: Node;
}> {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 0;
  readonly nodeTypeKey = 'nodeType';
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  /** @throws {TypeError} on any option, since there are none */
  validateLanguageOptions(languageOptions: PythonLanguageOptions): void {
    const [option] = Object.keys(languageOptions);
    if (option !== undefined) throw new TypeError(`Python has no language option "${option}".`);
  }

  /**
   * Whether a node is of a selector's class: `:statement`, `:expression`, `:pattern` or `:declaration`.
   *
   * @throws {Error} on another class
   */
  matchesSelectorClass(className: string, node: Node): boolean {
    return isOfClass(node, className);
  }

  /** Parses a file; a syntax error is a result, not an exception. */
  parse(file: File): ParseResult<Module> {
    try {
      const parsed = parsePython(bodyOf(file));
      const result: Parsed = { ok: true, ast: parsed.ast, file: parsed };
      return result;
    } catch (error) {
      if (!(error instanceof PythonSyntaxError)) throw error;
      const { message, lineNumber, column } = error;
      return { ok: false, errors: [{ message, line: lineNumber, column }] };
    }
  }

  /** Makes what rules see from what `parse` gave. */
  createSourceCode(file: File, result: Parsed): PythonSourceCode {
    return new PythonSourceCode(result.file, file.bom);
  }
}

function bodyOf({ body }: File): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
