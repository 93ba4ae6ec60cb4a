import { analyze } from '@typescript-eslint/scope-manager';
import type { Linter } from 'eslint';
import type { LoadedExport, ModelExchange } from 'eslint-plugin-cogniverse/project';
import { type Comment, type ParseResult, visitorKeys } from 'oxc-parser';

import { isStackOverflow, messageOf } from '../errors.ts';
import type { Dialect } from './dialects.ts';
import { LineTable, Location } from './locations.ts';
import { parse, SyntaxFailure } from './parse.ts';

/** What the parser tells of a file beside its tree, in `sourceCode.parserServices`. */
export interface OxcServices {
  readonly dialect: Dialect;
  readonly cogniverse: ModelExchange;
}

/** `parserOptions` of the parser. */
export interface OxcOptions {
  /** Exports of the file that tests in other files load models by. */
  readonly loadedExports: readonly LoadedExport[];
}

/**
 * oxc-parser as a parser for ESLint. Its tree is TS-ESTree's, with scopes and comments but without tokens.
 *
 * @throws {SyntaxFailure} on a text that is neither JavaScript nor TypeScript; ESLint reports it at its
 *   place.
 */
export const oxcParser: Linter.Parser = {
  meta: { name: 'cogniverse-codemod/oxc-parser' },
  parseForESLint(text, options: Linter.ParserOptions & Partial<OxcOptions>): Linter.ESLintParseResult {
    const { filePath, loadedExports = [] } = options;
    try {
      const { dialect, result } = parse(String(filePath), text);
      const ast = completeTree(result, text);
      const scopeManager = analyze(ast, {
        sourceType: dialect.sourceType === 'module' ? 'module' : 'script',
        globalReturn: dialect.sourceType === 'commonjs',
        childVisitorKeys: visitorKeys,
        // Type names of the standard library: thousands of variables that no rule asks for.
        lib: [],
      });
      const cogniverse: ModelExchange = { loadedExports, importedModels: [] };
      const services: OxcServices = { dialect, cogniverse };
      // ESLint's types of trees and scopes mean the same as typescript-eslint's.
      return { ast, scopeManager, visitorKeys, services } as unknown as Linter.ESLintParseResult;
    } catch (error) {
      if (error instanceof SyntaxFailure) throw error;
      const why = isStackOverflow(error) ? 'the code is nested too deeply to be analysed' : messageOf(error);
      throw new SyntaxFailure(why, text, 0);
    }
  },
};

/** Adds to the tree what ESLint expects of one. */
function completeTree(result: ParseResult, text: string): Parameters<typeof analyze>[0] {
  const program: unknown = result.program;
  if (!isNode(program)) throw new TypeError('oxc-parser returned no tree');
  const lines = new LineTable(text);
  addLocations(program, lines);
  const comments = result.comments.map((comment) => located(comment, lines));
  return Object.assign(program, { tokens: [], comments }) as unknown as Parameters<typeof analyze>[0];
}

interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
  loc?: Location;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

/** Gives every node its `loc`, without recursion: a tree may be thousands of nodes deep. */
function addLocations(root: Node, lines: LineTable): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (const element of value) stack.push(element);
    } else if (isNode(value)) {
      value.loc = new Location(lines, value.range);
      for (const key of visitorKeys[value.type] ?? []) {
        const child: unknown = Reflect.get(value, key);
        if (child !== null && typeof child === 'object') stack.push(child);
      }
    }
  }
}

function located({ type, value, start, end }: Comment, lines: LineTable): object {
  const range = [start, end] as const;
  return { type, value, start, end, range, loc: new Location(lines, range) };
}
