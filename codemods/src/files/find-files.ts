import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import type { FileTask, SkipReason } from '../engine/protocol.ts';
import type { Problem } from '../engine/results.ts';
import { hasCode } from '../errors.ts';
import { isMissing, sortArguments } from './arguments.ts';
import { exists, expandPath, expandPattern, isInside, projectRoot, type Candidate } from './expand-path.ts';
import { rootOf } from './git.ts';
import { PROJECT_FILES } from './list-folder.ts';
import { toPosix } from './posix.ts';
import { isAroundTests, reasonByFolder, reasonByName } from './path-reasons.ts';
import { changedFiles, type Selection } from './selection.ts';
import { isInShard, type Shard } from './shard.ts';

/** A file that was found and left alone. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: SkipReason;
  readonly named: boolean;
}

/** What a run has to do. */
export interface FoundFiles {
  readonly tasks: readonly FileTask[];
  readonly skipped: readonly SkippedFile[];
  /** Paths and patterns that stand for nothing. */
  readonly problems: readonly Problem[];
}

/** Where to look. */
export interface FindOptions {
  readonly cwd: string;
  /** Paths and glob patterns; one that begins with `!` excludes from the patterns. */
  readonly patterns: readonly string[];
  /** Paths that are never patterns, and count as found rather than named. */
  readonly listed?: readonly string[] | undefined;
  readonly selection?: Selection | undefined;
  readonly shard?: Shard | undefined;
  /** Whether to find the files around the tests too. */
  readonly project?: boolean | undefined;
  /** Whether files that are named count as found, so that only tests do, and none in an excluded folder. */
  readonly forceExclude?: boolean | undefined;
}

/**
 * Finds the files of a run: each real file once, whatever number of paths, patterns and links lead to it.
 *
 * @throws {UsageError | GitError} where an option can't be carried out.
 */
export async function findFiles(options: FindOptions): Promise<FoundFiles> {
  const { candidates, problems } = await candidatesOf(options);
  const tasks = new Map<string, FileTask>();
  const skipped = new Map<string, SkippedFile>();
  for (const candidate of candidates) {
    const resolved = resolve(candidate);
    if (resolved === 'folder') continue;
    const { root, named, staged } = candidate;
    const { file } = resolved;
    const isUnasked = !named && options.project !== true && isAroundTests(file);
    const reason = isUnasked ? 'not JavaScript, TypeScript or Python' : resolved.reason;
    if (options.shard && !isInShard(toPosix(path.relative(root, file)), options.shard)) continue;
    if (reason) skipped.set(file, { path: file, reason, named });
    else if (named || !tasks.has(file)) tasks.set(file, { path: file, root, named, ...(staged && { staged }) });
  }
  for (const file of tasks.keys()) skipped.delete(file);
  return {
    tasks: [...tasks.values()],
    skipped: [...skipped.values()],
    problems: problems.map((message) => ({ message })),
  };
}

async function candidatesOf(options: FindOptions): Promise<Found> {
  const { selection, patterns, cwd } = options;
  if (!selection) return expand(options);
  if (selection.kind === 'changed') return selectChanged(options, selection.ref);
  // Loaded late: only hooks need it.
  const { selectStaged } = await import('../staged/select-staged.ts');
  return selectStaged(patterns, cwd);
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly string[];
}

async function expand({ cwd, patterns, listed = [], project, forceExclude }: FindOptions): Promise<Found> {
  const candidates: Candidate[] = [];
  const problems: string[] = [];
  const { paths, globs, exclusions, missing } = await sortArguments(patterns, cwd);
  const wanted = project === true ? PROJECT_FILES : undefined;
  const expansions = [
    ...paths.map((given) => () => expandPath(given, cwd, { named: forceExclude !== true, wanted })),
    ...listed.map((given) => () => expandPath(given, cwd, { named: false })),
    ...globs.map((pattern) => () => expandPattern(pattern, exclusions, cwd)),
  ];
  for (const expansion of expansions) {
    const { candidates: more, problem } = await expansion();
    for (const candidate of more) candidates.push(candidate);
    if (problem !== undefined) problems.push(problem);
  }
  return { candidates, problems: [...missing.map(isMissing), ...problems] };
}

/** The changed files, as far as they lie under the given paths or match the given patterns. */
async function selectChanged({ cwd, patterns }: FindOptions, ref: string | undefined): Promise<Found> {
  const { paths, globs, exclusions, missing } = await sortArguments(patterns, cwd);
  const bounds = paths.map((given) => realpathSync(path.resolve(cwd, given)));
  const matched = new Set<string>();
  for (const pattern of globs) {
    const { candidates } = await expandPattern(pattern, exclusions, cwd);
    for (const { path: file } of candidates) matched.add(file);
  }
  const roots = new Set(
    [...bounds, ...(globs.length > 0 ? [realpathSync(cwd)] : [])].map((bound) => rootOf(bound, '--changed')),
  );
  const candidates: Candidate[] = [];
  for (const root of roots) {
    for (const file of await changedFiles(root, ref)) {
      if (!matched.has(file) && !bounds.some((bound) => isInside(file, bound))) continue;
      candidates.push({
        path: file,
        relative: toPosix(path.relative(root, file)),
        root: projectRoot(path.dirname(file), cwd),
        named: false,
        mayBeLink: true,
      });
    }
  }
  return { candidates, problems: missing.map(isMissing) };
}

type Resolved = 'folder' | { readonly file: string; readonly reason?: SkipReason | undefined };

/** Follows a link to a file, and tells whether the file is to be left alone. */
function resolve({ path: given, relative, root, named, mayBeLink, reason }: Candidate): Resolved {
  let file = given;
  if (reason) return { file, reason };
  if (mayBeLink) {
    try {
      if (lstatSync(given).isSymbolicLink()) {
        file = realpathSync(given);
        if (statSync(file).isDirectory()) return 'folder';
        if (!isInside(file, root)) return { file: given, reason: 'links out of the project' };
      }
      if (!isRegular(file)) return { file, reason: 'not a regular file' };
    } catch (error) {
      const isDangling = ['ENOENT', 'ELOOP'].some((code) => hasCode(error, code)) && exists(given);
      return { file: given, reason: isDangling ? 'links to nothing' : 'no longer there' };
    }
  }
  const target = file === given ? '' : toPosix(path.relative(root, file));
  const byFolder = named ? undefined : (reasonByFolder(relative) ?? reasonByFolder(target));
  return { file, reason: reasonByName(file) ?? byFolder };
}

/** Whether a path leads to a file with contents, rather than to a pipe, which a reader may wait for without end. */
function isRegular(file: string): boolean {
  if (statSync(file).isFile()) return true;
  // Node.js follows no further links as it loads modules where what it looked at last is a pipe.
  statSync(path.dirname(file));
  return false;
}
