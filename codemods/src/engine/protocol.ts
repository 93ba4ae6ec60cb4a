import type { Linter } from 'eslint';
import type { ImportedModel, LoadedExport } from 'eslint-plugin-cogniverse/project';

import type { RuleName } from '../rule-names.ts';
import type { CodemodName } from '../structural/codemod-names.ts';

/** The presets of the plugin that a run can take its options from. */
export const PRESET_NAMES = ['recommended', 'strict'] as const;

/** The name of a preset. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** What a timeout in a Python file can be written for. */
export const FIX_SCOPES = ['auto', 'function', 'class', 'module'] as const;

/** What a timeout in a Python file is written for; `auto` decides by file. */
export type FixScope = (typeof FIX_SCOPES)[number];

/** Something that rules read beside the text of a file: what was asked of the disk, as JSON, and the answer. */
export type Read = readonly [question: string, answer: string];

/** What to do to each file; the same for all files of a run. */
export interface Job {
  readonly rules: readonly RuleName[];
  readonly preset: PresetName;
  /** Whether the rules are on where the preset leaves them out: they were asked for by name. */
  readonly isDemanded: boolean;
  /** What timeouts in Python files are written for; the rule's default where it is not said. */
  readonly fixScope: FixScope | undefined;
  /** Whether to work out the fixed text. */
  readonly fix: boolean;
  /** The structural codemod that fixes; the rules' own fixes where there is none. */
  readonly codemod?: CodemodName | undefined;
  /** Whether suggestions are applied like fixes. */
  readonly unsafe: boolean;
  /** Whether outcomes carry the text that was read. */
  readonly keepSource: boolean;
  /**
   * Whether texts that can't hold a practice are left unparsed. Off only to prove that it makes no
   * difference.
   */
  readonly prefilter: boolean;
  /** Whether to tell what each outcome follows from, so that it can be kept. */
  readonly tellsReads: boolean;
}

/** What git's index has of a file. */
export interface StagedContent {
  /** The id of its bytes. */
  readonly blob: string;
  /** Its mode as git writes it: `100644`. */
  readonly mode: string;
}

/** One file to process. */
export interface FileTask {
  /** Absolute path without links. */
  readonly path: string;
  /** Root of the project: the repository's, or the folder the user named. */
  readonly root: string;
  /** Whether the user named the very file, so that it counts whatever it is called. */
  readonly named: boolean;
  /** The text to take instead of what the file holds. */
  readonly text?: string;
  /** What the index has of it, to take instead of what the file holds. */
  readonly staged?: StagedContent;
  /** Its exports that tests in other files load models by, as far as these have been processed. */
  readonly loadedExports?: readonly LoadedExport[];
}

/** What a file has, and what its comments silence. */
export interface Findings {
  readonly messages: readonly Linter.LintMessage[];
  readonly suppressedMessages: readonly Linter.SuppressedLintMessage[];
}

/** A fixed text that has been verified. */
export interface Fix {
  readonly output: string;
  /** What is left after the fix. */
  readonly findings: Findings;
  /** How many findings were fixed. */
  readonly count: number;
}

/** What came out of linting a file. */
export interface LintedFile {
  readonly kind: 'linted';
  readonly parsed: boolean;
  readonly findings: Findings;
  readonly fix?: Fix;
  /** The text, where the job says so and something was found in it. */
  readonly source?: string;
  /** Of the bytes that the fix was made from. */
  readonly digest?: string;
  /** The exports of other files that it loads models by. */
  readonly importedModels?: readonly ImportedModel[];
}

/** What came out of processing a file. */
export type FileOutcome =
  | LintedFile
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'policy'; readonly file: string; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Why a file that was listed was left alone; worded to follow the number of such files. */
export type SkipReason =
  | 'not JavaScript, TypeScript or Python'
  | 'type declarations'
  | 'in node_modules'
  | 'in .yarn'
  | 'in a virtual environment'
  | 'vendored code'
  | 'build output'
  | 'inputs of tests'
  | 'generated'
  | 'minified'
  | 'binary'
  | 'UTF-16'
  | 'not valid UTF-8'
  | 'not valid in its encoding'
  | 'larger than 20 MB'
  | 'links out of the project'
  | 'links to nothing'
  | 'staged as links'
  | 'not a regular file'
  | 'with conflicts that are not resolved'
  | 'no longer there'
  | 'with a name that is not UTF-8'
  | 'under a project policy that is not valid';
