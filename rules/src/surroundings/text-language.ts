import type { DirectiveType, File, FileProblem, Language, OkParseResult } from '@eslint/core';
import { ConfigCommentParser, Directive, TextSourceCodeBase } from '@eslint/plugin-kit';

/** The one node of a file: the whole of it. */
interface Program {
  readonly type: 'Program';
  readonly range: [number, number];
  readonly loc: { readonly start: Position; readonly end: Position };
}

/** Lines are counted from 1, columns from 0. */
interface Position {
  readonly line: number;
  readonly column: number;
}

interface Comment {
  readonly value: string;
  readonly range: [number, number];
  readonly loc: { readonly start: Position; readonly end: Position };
}

type Options = Record<string, never>;

const commentParser = new ConfigCommentParser();
const DIRECTIVES: ReadonlyMap<string, DirectiveType> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

/** A text whose lines may end in comments behind `#`, as in YAML, TOML, INI files and Dockerfiles. */
class TextSourceCode extends TextSourceCodeBase<{
  LangOptions: Options;
  RootNode: Program;
  SyntaxElementWithLoc: Program | Comment;
  ConfigNode: Comment;
}> {
  readonly visitorKeys = { Program: [] };

  override *traverse(): Generator<{ kind: 1; target: Program; phase: 1 | 2; args: [Program] }> {
    yield { kind: 1, target: this.ast, phase: 1, args: [this.ast] };
    yield { kind: 1, target: this.ast, phase: 2, args: [this.ast] };
  }

  override getParent(): undefined {
    return undefined;
  }

  /** The comments that turn rules off and on. */
  getInlineConfigNodes(): Comment[] {
    return [...this.text.matchAll(/(?<=^|[ \t])[#;][ \t]*(eslint-(?:disable|enable)\b[^\r\n]*)/gm)].map((found) => {
      const range: [number, number] = [found.index, found.index + found[0].length];
      const loc = { start: this.getLocFromIndex(range[0]), end: this.getLocFromIndex(range[1]) };
      return { value: found[1] ?? '', range, loc };
    });
  }

  /** What they turn off and on. */
  getDisableDirectives(): { problems: FileProblem[]; directives: Directive[] } {
    const directives = this.getInlineConfigNodes().flatMap((node) => {
      const { label = '', value = '', justification = '' } = commentParser.parseDirective(node.value) ?? {};
      const type = DIRECTIVES.get(label);
      return type === undefined ? [] : [new Directive({ type, node, value, justification })];
    });
    return { problems: [], directives };
  }
}

/**
 * Files around the tests as a language of ESLint: nothing is parsed, since the rules for them read each kind of
 * file with its own parser. The same rules run where another plugin reads the files, such as eslint-plugin-yml.
 */
export const textLanguage: Language<{
  LangOptions: Options;
  Code: TextSourceCode;
  RootNode: Program;
  Node: Program;
}> = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { Program: [] },
  validateLanguageOptions(options) {
    const [option] = Object.keys(options);
    if (option !== undefined) throw new TypeError(`Text has no language option "${option}".`);
  },
  parse: (file) => ({ ok: true, ast: programOf(textOf(file)) }),
  createSourceCode: (file, { ast }: OkParseResult<Program>) => new TextSourceCode({ text: textOf(file), ast }),
};

/**
 * Reads a text for ESLint's `Linter`.
 *
 * @param text The text without byte order mark.
 */
export function textSourceCode(text: string): TextSourceCode {
  return new TextSourceCode({ text, ast: programOf(text) });
}

function textOf({ body }: File): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function programOf(text: string): Program {
  const lines = text.split(/\r\n|[\r\n]/);
  const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 };
  return { type: 'Program', range: [0, text.length], loc: { start: { line: 1, column: 0 }, end } };
}
