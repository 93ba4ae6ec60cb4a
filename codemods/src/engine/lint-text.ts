import { Linter } from 'eslint/universal';
import type { ImportedModel } from 'eslint-plugin-cogniverse/project';

import type { Dialect } from '../parse/dialects.ts';
import type { OxcServices } from '../parse/eslint-parser.ts';
import { RULE_PREFIX } from '../rule-names.ts';
import { configArray, type Configuration } from './configuration.ts';
import type { Findings } from './protocol.ts';

/** A linted text: its findings, and how it was read (`undefined` where it has a syntax error). */
export interface LintedText extends Findings {
  readonly dialect: Dialect | undefined;
  /** The exports of other files that it loads models by. */
  readonly importedModels: readonly ImportedModel[];
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
 * @param file Absolute path; rules look for the project's policy beside it.
 * @param root The project's root, from where a file's path tells whether it is a test.
 * @throws {Error} where a rule throws; the message names rule and line.
 */
export function lintText(text: string, file: string, root: string, configuration: Configuration): LintedText {
  const linter = memoized(linters, root, () => new Linter({ cwd: root, configType: 'flat' }) as FullLinter);
  const key = JSON.stringify(configuration);
  const config = memoized(configs, key, () => configArray(configuration));
  const own = new Set(configuration.rules.map((name) => RULE_PREFIX + name));
  // Comments in the file may configure any rule of ESLint; this run is about some of ours.
  const isOurs = (message: Linter.LintMessage): boolean =>
    message.fatal === true || (message.ruleId !== null && own.has(message.ruleId));
  const options = { filename: file, ruleFilter: ({ ruleId }: { ruleId: string }) => own.has(ruleId) };
  const messages = linter.verify(text, config, options);
  const services = servicesOf(linter);
  return {
    messages: messages.filter(isOurs),
    suppressedMessages: linter.getSuppressedMessages().filter(isOurs),
    dialect: services?.dialect,
    importedModels: services?.cogniverse.importedModels ?? [],
  };
}

function servicesOf(linter: FullLinter): OxcServices | undefined {
  // ESLint's types don't tell that there is none after a syntax error.
  const sourceCode = linter.getSourceCode() as { parserServices: OxcServices } | null;
  return sourceCode?.parserServices;
}

function memoized<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
