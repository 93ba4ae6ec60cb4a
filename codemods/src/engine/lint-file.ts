import path from 'node:path';

import { PolicyError } from '@cogniverse/guide';
import { loadProjectPolicy } from 'eslint-plugin-cogniverse/project';

import { isStackOverflow, messageOf } from '../errors.ts';
import type { Configuration } from './configuration.ts';
import { FixError, fixText } from './fix-text.ts';
import { lintText, type LintedAs } from './lint-text.ts';
import type { FileOutcome, FileTask, Job } from './protocol.ts';

/** Lints and, if the job says so, fixes a text that may hold what the job's rules report. Never throws. */
export function lintFile(text: string, task: FileTask, job: Job): FileOutcome {
  const { path: file, root, named, loadedExports = [] } = task;
  const { preset, rules } = job;
  const configuration: Configuration = { preset, rules, scope: named ? 'all' : 'tests' };
  const as: LintedAs = { file, root, configuration, loadedExports };
  try {
    loadProjectPolicy(path.dirname(file));
    const linted = lintText(text, as);
    const { messages, suppressedMessages, importedModels } = linted;
    const fix = job.fix ? fixText({ text, as, linted, unsafe: job.unsafe }) : undefined;
    return {
      kind: 'linted',
      parsed: true,
      findings: { messages, suppressedMessages },
      ...(fix && { fix }),
      ...(importedModels.length > 0 && { importedModels }),
      ...(job.keepSource && messages.length > 0 && { source: text }),
    };
  } catch (error) {
    if (error instanceof PolicyError) return { kind: 'policy', file: error.file, message: error.message };
    return { kind: 'failed', message: explain(error) };
  }
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
