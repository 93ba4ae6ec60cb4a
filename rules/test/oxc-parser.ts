import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/utils';
import type { Linter } from 'eslint';
import { parseSync, visitorKeys } from 'oxc-parser';

interface Options {
  readonly filePath: string;
  readonly sourceType?: 'module' | 'script' | 'commonjs';
}

/**
 * An ESLint parser on oxc-parser, whose tree has no tokens: `sourceCode.getToken*` finds nothing in it, so a rule that
 * leans on the token store fails its tests here.
 */
export const oxcParser: Linter.Parser = {
  meta: { name: 'oxc' },
  parseForESLint(text, options: Options) {
    const { filePath: file, sourceType = 'module' } = options;
    const lang = /\.[mc]?ts$/.test(file) ? 'ts' : 'tsx';
    const result = parseSync(file, text, { lang, sourceType, range: true, preserveParens: false, astType: 'ts' });
    const positionAt = positions(text);
    const [error] = result.errors.filter(({ severity }) => severity === 'Error');
    if (error) {
      const { line, column } = positionAt(error.labels[0]?.start ?? 0);
      throw Object.assign(new SyntaxError(error.message), { lineNumber: line, column: column + 1 });
    }
    // TS-ESTree in all but the names that oxc-parser gives its types.
    const ast = result.program as unknown as TSESTree.Program;
    const comments = result.comments.map((comment) => ({ ...comment, range: [comment.start, comment.end] }));
    Object.assign(ast, { comments, tokens: [], range: [0, text.length] });
    for (const node of [ast, ...comments, ...descendants(ast)]) {
      const [start = 0, end = 0] = node.range;
      Object.assign(node, { loc: { start: positionAt(start), end: positionAt(end) } });
    }
    const scopeManager = analyze(ast, {
      sourceType: sourceType === 'commonjs' ? 'script' : sourceType,
      globalReturn: sourceType === 'commonjs',
      childVisitorKeys: visitorKeys,
      lib: [],
    });
    return { ast, scopeManager, visitorKeys };
  },
};

/** Gives the line (from 1) and column (from 0) of an offset, by the line ends that ESLint knows. */
function positions(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|[\r\n\u2028\u2029]/g), ({ index, 0: end }) => index + end.length)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) };
  };
}

function descendants(root: TSESTree.Node): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) stack.push(...(node as unknown[]));
    else if (isNode(node)) {
      found.push(node);
      for (const key of visitorKeys[node.type] ?? []) stack.push(Reflect.get(node, key));
    }
  }
  return found;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
