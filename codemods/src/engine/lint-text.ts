// ESLint's entry for browsers is its `Linter` alone; the other one loads its command line too.
import { Linter } from 'eslint/universal';
import type { LoadedExport } from 'eslint-plugin-cogniverse/project';

import type { Language, ReadText } from '../parse/language.ts';
import { SyntaxFailure } from '../parse/syntax-failure.ts';
import { RULE_PREFIX } from '../rule-names.ts';
import { configArray, type Configuration } from './configuration.ts';
import type { Findings } from './protocol.ts';

/** What a text is linted as. */
export interface LintedAs {
  /** Absolute path; rules look for the project's policy beside it. */
  readonly file: string;
  /** The project's root, from where a file's path tells whether it is a test. */
  readonly root: string;
  readonly language: Language;
  readonly configuration: Configuration;
  /** Exports of the file that tests in other files load models by; they count whatever the scope. */
  readonly loadedExports: readonly LoadedExport[];
}

/** A linted text: its findings, and how it was read (`undefined` where it has a syntax error). */
export interface LintedText extends Findings {
  readonly read: ReadText | undefined;
}

/** What ESLint documents of `Linter` but leaves out of its types. */
type FullLinter = Linter & {
  getSuppressedMessages(): Linter.SuppressedLintMessage[];
};

const linters = new Map<string, FullLinter>();
const configs = new Map<string, ReturnType<typeof configArray>>();

/**
 * Runs rules on a text through ESLint's `Linter`, which honours `eslint-disable` comments.
 *
 * @throws {Error} where a rule throws; the message names rule and line.
 */
export function lintText(text: string, as: LintedAs): LintedText {
  const { file, root, language, configuration, loadedExports } = as;
  let read: ReadText;
  try {
    read = language.read(file, text, loadedExports);
  } catch (error) {
    if (error instanceof SyntaxFailure) return unreadable(error);
    throw error;
  }
  const linter = memoized(linters, root, () => new Linter({ cwd: root, configType: 'flat' }) as FullLinter);
  const key = JSON.stringify([language.config.files, configuration]);
  const config = memoized(configs, key, () => configArray(language, configuration));
  const own = new Set(configuration.rules.map((name) => RULE_PREFIX + name));
  // Comments in the file may configure any rule of ESLint; this run is about some of ours.
  const isOurs = (message: Linter.LintMessage): boolean =>
    message.fatal === true || (message.ruleId !== null && own.has(message.ruleId));
  const options = { filename: file, ruleFilter: ({ ruleId }: { ruleId: string }) => own.has(ruleId) };
  const messages = linter.verify(read.sourceCode, config, options);
  return {
    messages: messages.filter(isOurs),
    suppressedMessages: linter.getSuppressedMessages().filter(isOurs),
    read,
  };
}

/** What ESLint says of a text that its parser refuses. */
function unreadable({ message, lineNumber: line, column }: SyntaxFailure): LintedText {
  const fatal = { ruleId: null, fatal: true, severity: 2, message: `Parsing error: ${message}`, line, column } as const;
  return { messages: [fatal], suppressedMessages: [], read: undefined };
}

function memoized<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
