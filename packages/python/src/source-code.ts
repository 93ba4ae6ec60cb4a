import type { DirectiveType, FileProblem, RulesConfig } from '@eslint/core';
import { ConfigCommentParser, Directive, TextSourceCodeBase } from '@eslint/plugin-kit';

import type { Location, Position } from './ast/base.ts';
import type { Module, Node } from './ast/nodes.ts';
import { visitorKeys } from './ast/visitor-keys.ts';
import type { Lines } from './parse/lines.ts';
import type { Comment, ParsedFile } from './parse/parse.ts';
import { analyzeScopes } from './scopes/analyze.ts';
import type { ScopeManager } from './scopes/types.ts';
import { traverse, type VisitStep } from './traverse.ts';

/** Options of the language: it has none. */
export type PythonLanguageOptions = Record<string, never>;

/** What stands in the text: a node or a comment. */
export type SyntaxElement = Node | Comment;

const commentParser = new ConfigCommentParser();
const CONFIGURATION = /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/u;
const DIRECTIVES: ReadonlyMap<string, DirectiveType> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

/** A Python file as rules see it. */
export class PythonSourceCode extends TextSourceCodeBase<{
  LangOptions: PythonLanguageOptions;
  RootNode: Module;
  SyntaxElementWithLoc: SyntaxElement;
  ConfigNode: Comment;
}> {
  /** The nodes' fields that hold nodes. */
  readonly visitorKeys = visitorKeys;
  /** Whether the file begins with a byte order mark, which neither `text` nor any place counts. */
  readonly hasBOM: boolean;
  /** All comments in the order of the text. */
  readonly comments: readonly Comment[];
  readonly #lines: Lines;
  #texts: string[] | undefined;
  #scopes: ScopeManager | undefined;

  /**
   * @param file the parsed file
   * @param hasBOM whether a byte order mark stood before its text
   */
  constructor({ text, ast, comments, lines }: ParsedFile, hasBOM = false) {
    super({ text, ast });
    this.hasBOM = hasBOM;
    this.comments = comments;
    this.#lines = lines;
  }

  /** The lines without their ends. */
  override get lines(): string[] {
    this.#texts ??= this.#lines.texts();
    return this.#texts;
  }

  /** Scopes, variables and references. They are worked out when they are first asked for. */
  get scopes(): ScopeManager {
    this.#scopes ??= analyzeScopes(this.ast);
    return this.#scopes;
  }

  override getLoc(element: SyntaxElement): Location {
    return element.loc;
  }

  override getRange(element: SyntaxElement): [number, number] {
    return element.range;
  }

  /** @throws {RangeError} where the text has no such offset */
  override getLocFromIndex(index: number): Position {
    if (index < 0 || index > this.text.length) {
      throw new RangeError(`The text has ${this.text.length} characters, not ${index}.`);
    }
    return this.#lines.positionOf(index);
  }

  /** @throws {RangeError} where the text has no such place */
  override getIndexFromLoc(position: Position): number {
    return this.#lines.offsetOf(position);
  }

  override getParent(element: SyntaxElement): Node | undefined {
    return 'nodeType' in element ? (element.parent ?? undefined) : undefined;
  }

  override traverse(): Iterable<VisitStep> {
    return traverse(this.ast);
  }

  /** The comments that configure ESLint. */
  getInlineConfigNodes(): Comment[] {
    return this.comments.filter(({ value }) => CONFIGURATION.test(value));
  }

  /** What `# eslint-disable` and its kin turn off and on. */
  getDisableDirectives(): { problems: FileProblem[]; directives: Directive[] } {
    const directives = this.getInlineConfigNodes().flatMap((node) => {
      const { label = '', value = '', justification = '' } = commentParser.parseDirective(node.value) ?? {};
      const type = DIRECTIVES.get(label);
      return type === undefined ? [] : [new Directive({ type, node, value, justification })];
    });
    // A comment of Python has one line, so none can be wrong by having several.
    return { problems: [], directives };
  }

  /** What `# eslint rule: "error"` configures for this file. */
  applyInlineConfig(): {
    problems: FileProblem[];
    configs: { config: { rules: RulesConfig }; loc: Location }[];
  } {
    const problems: FileProblem[] = [];
    const configs: { config: { rules: RulesConfig }; loc: Location }[] = [];
    for (const { value: comment, loc } of this.getInlineConfigNodes()) {
      const { label, value = '' } = commentParser.parseDirective(comment) ?? {};
      if (label !== 'eslint') continue;
      const parsed = commentParser.parseJSONLikeConfig(value);
      if (parsed.ok) configs.push({ config: { rules: parsed.config }, loc });
      else problems.push({ ruleId: null, message: parsed.error.message, loc });
    }
    return { problems, configs };
  }
}
