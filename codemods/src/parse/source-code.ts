import { analyze } from '@typescript-eslint/scope-manager';
import { SourceCode } from 'eslint';
import type { LoadedExport, ModelExchange } from 'eslint-plugin-cogniverse/project';
import { type Comment, type ParseResult, visitorKeys } from 'oxc-parser';

import { isStackOverflow, messageOf } from '../errors.ts';
import type { Dialect } from './dialects.ts';
import { LineTable, Location } from './locations.ts';
import { parse } from './parse.ts';
import { SyntaxFailure } from './syntax-failure.ts';

/** What is told of a file beside its tree, in `sourceCode.parserServices`. */
interface OxcServices {
  readonly dialect: Dialect;
  readonly cogniverse: ModelExchange;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  range?: readonly [number, number];
  loc?: Location;
  parent?: Node | null;
}

/** ESLint's step to a node (phase 1), and back from it (phase 2). */
interface Visit {
  readonly kind: 1;
  readonly target: unknown;
  readonly phase: 1 | 2;
  readonly args: unknown[];
}

/**
 * A file as ESLint's rules see it, read by oxc-parser. Its tree is TS-ESTree's, with scopes and comments but
 * without tokens, and it is walked without ESLint's analysis of code paths, which costs more than parsing: the
 * rules that run on it ask for neither.
 */
class OxcSourceCode extends SourceCode {
  override *traverse(): Generator<Visit> {
    const pending: Visit[] = [{ kind: 1, target: this.ast, phase: 1, args: [this.ast] }];
    for (let step = pending.pop(); step; step = pending.pop()) {
      yield step;
      const { target, phase, args } = step;
      if (phase === 2 || !isNode(target)) continue;
      pending.push({ kind: 1, target, phase: 2, args });
      for (const child of childrenOf(target).reverse()) {
        pending.push({ kind: 1, target: child, phase: 1, args: [child] });
      }
    }
  }
}

/**
 * Parses a text for ESLint's `Linter`.
 *
 * @param file Its path, which tells the language.
 * @param loadedExports Exports of the file that tests in other files load models by.
 * @throws {SyntaxFailure} on a text that is neither JavaScript nor TypeScript.
 */
export function parseSourceCode(
  file: string,
  text: string,
  loadedExports: readonly LoadedExport[],
): SourceCode {
  try {
    const body = text.replace(/^\uFEFF/, '');
    // As ESLint does it: a shebang is a comment.
    const { dialect, result } = parse(file, body.replace(/^#!/, '//'));
    const ast = completeTree(result, body);
    const { sourceType } = dialect;
    const scopeManager = analyze(ast, {
      sourceType: sourceType === 'module' ? 'module' : 'script',
      globalReturn: sourceType === 'commonjs',
      childVisitorKeys: visitorKeys,
      // Type names of the standard library: thousands of variables that no rule asks for.
      lib: [],
    });
    const cogniverse: ModelExchange = { loadedExports, importedModels: [] };
    const parserServices: OxcServices = { dialect, cogniverse };
    // ESLint's types of trees and scopes mean the same as typescript-eslint's.
    const config = { text, ast, scopeManager, visitorKeys, parserServices } as unknown as SourceCode.Config;
    return new OxcSourceCode(config);
  } catch (error) {
    if (error instanceof SyntaxFailure) throw error;
    const why = isStackOverflow(error) ? 'the code is nested too deeply to be analysed' : messageOf(error);
    throw new SyntaxFailure(why, 1, 1);
  }
}

/** What `parseSourceCode` tells of a file beside its tree. */
export function servicesOf({ parserServices }: SourceCode): OxcServices {
  return parserServices as OxcServices;
}

/** Adds to the tree what ESLint expects of one. */
function completeTree(result: ParseResult, text: string): Parameters<typeof analyze>[0] {
  const program: unknown = result.program;
  if (!isNode(program)) throw new TypeError('oxc-parser returned no tree');
  const lines = new LineTable(text);
  completeNodes(program, lines);
  const comments = result.comments.map((comment) => located(comment, lines));
  return Object.assign(program, { tokens: [], comments }) as unknown as Parameters<typeof analyze>[0];
}

/** Gives every node its place and its parent, without recursion: a tree may be thousands of nodes deep. */
function completeNodes(root: Node, lines: LineTable): void {
  root.parent = null;
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    node.range = [node.start, node.end];
    node.loc = new Location(lines, node.range);
    for (const child of childrenOf(node)) {
      child.parent = node;
      pending.push(child);
    }
  }
}

/** The nodes directly below a node, in the order of their keys. */
function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) children.push(element);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function located({ type, value, start, end }: Comment, lines: LineTable): object {
  const range = [start, end] as const;
  return { type, value, start, end, range, loc: new Location(lines, range) };
}
