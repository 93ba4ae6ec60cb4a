import { PolicyError } from '@cogniverse/guide';
import { policyFor } from 'eslint-plugin-cogniverse/project';

import { isStackOverflow, messageOf } from '../errors.ts';
import { loadLanguage } from '../parse/language.ts';
import type { RuleName } from '../rule-names.ts';
import type { Mended } from '../structural/mend.ts';
import type { CodemodName } from '../structural/codemod-names.ts';
import type { Configuration } from './configuration.ts';
import { FixError, fixText, type FixRequest } from './fix-text.ts';
import { lintText, type LintedAs } from './lint-text.ts';
import { prefiltersFor, withoutMark } from './prefilters.ts';
import type { FileOutcome, FileTask, Job } from './protocol.ts';

/** Works out the fixed text of a linted one. */
export type Fixer = (request: FixRequest, codemod: CodemodName | undefined) => Promise<Mended>;

/**
 * Lints and, if the job says so, fixes a text. `undefined` where it can't hold what the job's rules report under
 * the project's policy. Never throws.
 */
export async function lintFile(
  text: string,
  task: FileTask,
  job: Job,
  fixer: Fixer = fixAll,
): Promise<FileOutcome | undefined> {
  const { path: file, root, named, loadedExports = [] } = task;
  try {
    const policy = policyFor(file);
    const prefilters = prefiltersFor(file);
    const body = withoutMark(text);
    const mayHold = (name: RuleName): boolean =>
      prefilters[name]?.(body, policy) === true || (name === 'allowed-models' && loadedExports.length > 0);
    const rules = job.prefilter ? job.rules.filter(mayHold) : job.rules;
    if (rules.length === 0) return undefined;
    const { preset, isDemanded, fixScope, codemod, unsafe } = job;
    const scope = named ? 'all' : 'tests';
    const configuration: Configuration = { preset, rules, isDemanded, fixScope, scope };
    const language = await loadLanguage(file);
    const as: LintedAs = { file, root, language, configuration, loadedExports };
    const linted = lintText(text, as);
    const { messages, read } = linted;
    const { findings, fix } = job.fix ? await fixer({ text, as, linted, unsafe }, codemod) : { findings: linted };
    return {
      kind: 'linted',
      parsed: true,
      findings: { messages: findings.messages, suppressedMessages: findings.suppressedMessages },
      ...(fix && { fix }),
      ...(read && read.importedModels.length > 0 && { importedModels: read.importedModels }),
      ...(job.keepSource && messages.length > 0 && { source: text }),
    };
  } catch (error) {
    if (error instanceof PolicyError) return { kind: 'policy', file: error.file, message: error.message };
    return { kind: 'failed', message: explain(error) };
  }
}

/** The findings of a text, and the text without what can be fixed in it. */
async function fixAll(request: FixRequest, codemod: CodemodName | undefined): Promise<Mended> {
  if (codemod === undefined) {
    const fix = fixText(request);
    return { findings: request.linted, ...(fix && { fix }) };
  }
  // Loaded late: few runs need it.
  const { mend } = await import('../structural/mend.ts');
  return mend({ ...request, codemod });
}

function explain(error: unknown): string {
  if (isStackOverflow(error)) {
    return 'its code is nested too deeply to be analysed; nothing was changed';
  }
  if (error instanceof FixError) {
    return `nothing was changed: ${error.message}. This is a fault of a rule; please report it`;
  }
  return `a rule failed on it; nothing was changed: ${messageOf(error)}`;
}
