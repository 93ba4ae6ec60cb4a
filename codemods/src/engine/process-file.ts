import { hasCode, messageOf } from '../errors.ts';
import { digestOf } from '../files/digest.ts';
import { isSource } from '../files/path-reasons.ts';
import { readSourceFile, type Content } from '../files/read.ts';
import { isPython } from '../parse/language.ts';
import type { RuleName } from '../rule-names.ts';
import type { Fixer } from './lint-file.ts';
import { mayBeTestFile, prefiltersFor, rulesFor, withoutMark } from './prefilters.ts';
import type { FileOutcome, FileTask, Job } from './protocol.ts';

/** What comes out of a file that can't hold what is looked for. */
const UNPARSED: FileOutcome = {
  kind: 'linted',
  parsed: false,
  findings: { messages: [], suppressedMessages: [] },
};

/**
 * Reads, lints and, if the job says so, fixes one file. Writes nothing, and never throws.
 *
 * @param fixer Default: all that can be fixed is.
 */
export async function processFile(task: FileTask, job: Job, fixer?: Fixer): Promise<FileOutcome> {
  if (task.text !== undefined) return processText(task.text, task, job, fixer);
  let content;
  try {
    content = await readContent(task);
  } catch (error) {
    return unreadable(task, error);
  }
  if ('skip' in content) return { kind: 'skipped', reason: content.skip };
  const { text, bytes, isUtf8 } = content;
  const outcome = await processText(text, task, { ...job, fix: job.fix && isUtf8 }, fixer);
  const wantsDigest = outcome.kind === 'linted' && (outcome.fix !== undefined || job.tellsReads);
  return wantsDigest ? { ...outcome, digest: digestOf(bytes) } : outcome;
}

async function readContent({ path: file, root, staged }: FileTask): Promise<Content> {
  if (!staged) return readSourceFile(file);
  // Loaded late: only hooks need it.
  const { readStaged } = await import('../staged/read-staged.ts');
  return readStaged(file, root, staged.blob);
}

async function processText(text: string, task: FileTask, job: Job, fixer?: Fixer): Promise<FileOutcome> {
  // What works on jscodeshift's trees has nothing to say of other files.
  if (job.codemod !== undefined && (isPython(task.path) || !isSource(task.path))) return UNPARSED;
  const prefilters = prefiltersFor(task.path);
  const body = withoutMark(text);
  const mayHold = (name: RuleName): boolean =>
    (prefilters[name]?.(body) === true && mayBeInScope(body, task)) ||
    (name === 'allowed-models' && task.loadedExports !== undefined);
  const on = rulesFor(task.path, job);
  const rules = job.prefilter ? on.filter(mayHold) : on;
  if (rules.length === 0) return UNPARSED;
  // Loaded late, since most files need none of it.
  const { lintFile } = await import('./lint-file.ts');
  return (await lintFile(text, task, { ...job, rules }, fixer)) ?? UNPARSED;
}

/** A file that was found counts only if it is a test. */
function mayBeInScope(text: string, { path: file, root, named }: FileTask): boolean {
  return named || mayBeTestFile(file, root, text);
}

function unreadable({ path: file, named }: FileTask, error: unknown): FileOutcome {
  if (!named && hasCode(error, 'ENOENT')) {
    // git lists names as bytes; those that are not UTF-8 become other names here.
    const isOtherName = file.includes('\uFFFD');
    return { kind: 'skipped', reason: isOtherName ? 'with a name that is not UTF-8' : 'no longer there' };
  }
  return { kind: 'failed', message: `can't be read: ${messageOf(error)}` };
}
