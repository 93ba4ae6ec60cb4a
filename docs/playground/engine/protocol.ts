/** What the page and the worker say to each other. */

/** Which rules look at the code, with what of a project around it. */
export interface Settings {
  /** The name of the file, from the project's root: it decides the language, and whether the file is a test. */
  readonly file: string;
  /** The preset; `none` leaves the choice to `rules`. */
  readonly preset: 'recommended' | 'strict' | 'none';
  /** Whose `test` it is where the file does not say; `auto` asks the project as the rules do. */
  readonly runner: 'auto' | 'vitest' | 'jest' | 'mocha' | 'node' | 'playwright';
  /** Rules on top of the preset as in an ESLint configuration: JSON, or nothing. */
  readonly rules: string;
  /** The project's other files by name, such as its policy. One without a text is not there. */
  readonly files: Readonly<Record<string, string>>;
}

/** A text to lint. */
export interface Request {
  readonly id: number;
  readonly kind: 'lint' | 'fix';
  readonly code: string;
  readonly settings: Settings;
}

/** A replacement of a part of the text. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a rule reports. */
export interface Finding {
  /** Without the plugin's prefix; none for a syntax error. */
  readonly rule: string | undefined;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly fix: Edit | undefined;
  readonly suggestions: readonly { readonly text: string; readonly edit: Edit }[];
}

/** What came of a request. */
export type Answer =
  | { readonly id: number; readonly kind: 'findings'; readonly findings: readonly Finding[]; readonly time: number }
  | { readonly id: number; readonly kind: 'fixed'; readonly code: string }
  /** The policy or another setting is not valid, or the worker could not load what it needs. */
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
