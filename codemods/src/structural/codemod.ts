/**
 * Structural codemods: what they are given, and what they answer. They mend what a rule reports where that
 * takes more than a lint fix, such as a call of another function with its import.
 *
 * How one plugs in:
 *
 * 1. Its rule finds (there is no second detection). The rule is run through ESLint's `Linter`, so what a
 *    comment disables or a policy allows never gets here.
 * 2. Its module has an `edit(file)` that looks at each of `file.findings` and answers with the edits it makes
 *    and, for each finding that stays, the reason. Edits are ranges of the text; `file.replace(old, new)` makes
 *    one out of nodes that jscodeshift's builders (`file.j`) made, in which nodes of the file keep their text
 *    as it stands. `namedImport` says how an export of a package is called in the file, and imports it if needed.
 * 3. `codemod-names.ts` knows its name, and `registry.ts` how to load it; `commands/commands.ts` makes a
 *    command of it (`codemod`), and `transforms/<name>.cjs` a transform for the stock jscodeshift.
 *
 * The engine does the rest: it verifies that the text still parses, that the rule finds nothing more than what
 * was said to stay, and that the codemod finds nothing more to do.
 */
import type { LintedFile, TextEdit, TSESTree } from 'eslint-plugin-cogniverse/editing';
import type { ASTNode, ASTPath, Collection, JSCodeshift } from 'jscodeshift';
import type { Linter } from 'eslint';

import type { RuleName } from '../rule-names.ts';

/** What the rule reported. */
export interface Finding {
  readonly message: Linter.LintMessage;
  /** What is underlined: offsets in the text without its byte order mark. */
  readonly range: readonly [start: number, end: number];
  /** The smallest node around it. */
  readonly node: RuleNode;
}

/** Any node of the tree that the rules see. */
export type RuleNode = TSESTree.Node;

/** A file that a structural codemod may edit. */
export interface StructuralFile {
  /** Names, tests and text as the rules see them. */
  readonly linted: LintedFile;
  readonly findings: readonly Finding[];
  /** Whether the user wants changes too that may alter what the code does. */
  readonly unsafe: boolean;
  readonly j: JSCodeshift;
  /** jscodeshift's tree of the very text, so its offsets are the text's. */
  readonly root: Collection;
  /** Where jscodeshift has a node that the rules see. */
  pathOf(node: RuleNode): ASTPath;
  /** The text of a node that builders made; nodes of the file inside of it are written as they stand. */
  print(node: ASTNode): string;
  /** Puts a node that builders made in the place of one of the file, and leaves the text that they share. */
  replace(path: ASTPath, node: ASTNode): readonly TextEdit[];
}

/** What becomes of a file. */
export interface StructuralEdit {
  /** They must not overlap. */
  readonly edits: readonly TextEdit[];
  /** The findings that stay, each with its reason: a clause that follows `Left as it is: `. */
  readonly left: ReadonlyMap<Finding, string>;
}

/** A codemod that edits by structure. */
export interface StructuralCodemod {
  readonly rule: RuleName;
  readonly edit: (file: StructuralFile) => StructuralEdit;
}
