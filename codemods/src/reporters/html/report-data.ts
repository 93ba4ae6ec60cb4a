/**
 * What a report in HTML carries: the page's script reads it, and a later report reads it for its history. Tables
 * are kept in columns and texts by their number, since a suite may have tens of thousands of findings.
 */

/** How a finding is mended: by its author, by a fix, by a suggestion, or by a codemod of its own. */
export const MENDING = ['hand', 'fix', 'suggestion', 'codemod'] as const;

/** A rule, as far as the page tells of it. */
export interface RuleData {
  /** Without the plugin's prefix; the empty text for what is no rule's, such as a syntax error. */
  readonly name: string;
  readonly description: string;
  /** Its page in the documentation. */
  readonly url?: string;
  /** The command that applies its fixes, without the program's name: `fix-imports`. */
  readonly fixCommand?: string;
  /** The command of a codemod that mends what has no fix: `manage-threads`, `setup --ci`. */
  readonly codemod?: string;
}

/** A section of the guide. */
export interface SectionData {
  readonly title: string;
  /** The positions of its rules. */
  readonly rules: readonly number[];
  /** Whether the run looked at it at all. */
  readonly isSeen: boolean;
  /** The command that looks at it, where the run did not. */
  readonly seenBy?: string;
}

/** The findings, by columns: each list has a value for each finding. */
export interface FindingColumns {
  readonly file: readonly number[];
  readonly rule: readonly number[];
  /** The section of the guide, or -1. */
  readonly section: readonly number[];
  /** 2 is an error, 1 a warning. */
  readonly severity: readonly number[];
  readonly line: readonly number[];
  readonly column: readonly number[];
  /** 0 where a finding has no end. */
  readonly endLine: readonly number[];
  readonly endColumn: readonly number[];
  readonly message: readonly number[];
  /** The position in `MENDING`. */
  readonly mending: readonly number[];
  /** What a finding is known by when lines move. */
  readonly id: readonly string[];
  /** 1 for those that the former report does not have; empty where there is none. */
  readonly isNew: readonly number[];
}

/** A finding of the former report that is gone. */
export interface FixedFinding {
  readonly path: string;
  readonly rule: string;
  readonly line: number;
  readonly severity: number;
  readonly message: string;
  readonly id: string;
}

/** The figures of a run. */
export interface RunFigures {
  /** When it was, in ISO 8601. */
  readonly made: string;
  readonly findings: number;
  readonly errors: number;
  /** How many files have findings. */
  readonly files: number;
  /** How many files were read. */
  readonly read: number;
  /** How many findings a fix, a suggestion or a codemod mends. */
  readonly mendable: number;
  /** Sections of the guide that are held, and that were looked at. */
  readonly held: number;
  readonly seen: number;
  /** Findings by rule. */
  readonly rules: Readonly<Record<string, number>>;
  /** How many the run before did not have, and how many of its findings are gone; absent in a first run. */
  readonly added?: number;
  readonly fixed?: number;
}

/** Everything but code. */
export interface ReportData {
  /** The version of this form. */
  readonly format: 1;
  /** The version of the program. */
  readonly tool: string;
  readonly project: string;
  readonly preset: string;
  /** The paths that the run was about, as they were given; `undefined` where it was about certain files. */
  readonly scope?: readonly string[];
  readonly figures: RunFigures;
  /** What could not be carried out. */
  readonly problems: readonly string[];
  /** How many findings a baseline hides. */
  readonly hidden: number;
  readonly sections: readonly SectionData[];
  readonly rules: readonly RuleData[];
  readonly languages: readonly string[];
  /** Paths from the folder of the run, sorted; and the position of each one's language and part of code. */
  readonly files: {
    readonly path: readonly string[];
    readonly language: readonly number[];
    /** -1 for a file without code in the report. */
    readonly part: readonly number[];
  };
  readonly messages: readonly string[];
  readonly findings: FindingColumns;
  readonly fixed: readonly FixedFinding[];
  /** The figures of former runs, the oldest first. */
  readonly history: readonly RunFigures[];
}

/** Lines of a file that follow each other: the number of the first, and their texts. */
export type LineRun = readonly [first: number, ...lines: string[]];

/** Lines to put in the place of others: the first one's number, how many go, and those that come. */
export type LineEdit = readonly [line: number, removed: number, ...added: string[]];

/** A change that a finding proposes. */
export interface Proposal {
  /** What a suggestion says of itself; absent for a fix. */
  readonly title?: string;
  readonly edits: readonly LineEdit[];
  /** Whether there are more edits than are shown. */
  readonly isCut?: true;
}

/** The code of some files, read when it is shown: lines by file, and proposals by finding. */
export interface CodePart {
  readonly lines: Readonly<Record<string, readonly LineRun[]>>;
  readonly proposals: Readonly<Record<string, readonly Proposal[]>>;
}
