import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import type { FileTask, SkipReason } from '../engine/protocol.ts';
import type { Problem } from '../engine/results.ts';
import { hasCode, UsageError } from '../errors.ts';
import { exists, expandPath, expandPattern, isInside, projectRoot, type Candidate } from './expand-path.ts';
import { repositoryRoot } from './git.ts';
import { PROJECT_FILES } from './list-folder.ts';
import { toPosix } from './posix.ts';
import { isAroundTests, reasonByFolder, reasonByName } from './path-reasons.ts';
import { selectedFiles, type Selection } from './selection.ts';
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
}

/**
 * Finds the files of a run: each real file once, whatever number of paths, patterns and links lead to it.
 *
 * @throws {UsageError | GitError} where an option can't be carried out.
 */
export async function findFiles(options: FindOptions): Promise<FoundFiles> {
  const { candidates, problems } = await (options.selection
    ? select(options, options.selection)
    : expand(options));
  const tasks = new Map<string, FileTask>();
  const skipped = new Map<string, SkippedFile>();
  for (const candidate of candidates) {
    const resolved = resolve(candidate);
    if (resolved === 'folder') continue;
    const { root, named } = candidate;
    const { file } = resolved;
    const isUnasked = !named && options.project !== true && isAroundTests(file);
    const reason = isUnasked ? 'not JavaScript, TypeScript or Python' : resolved.reason;
    if (options.shard && !isInShard(toPosix(path.relative(root, file)), options.shard)) continue;
    if (reason) skipped.set(file, { path: file, reason, named });
    else if (named || !tasks.has(file)) tasks.set(file, { path: file, root, named });
  }
  for (const file of tasks.keys()) skipped.delete(file);
  return {
    tasks: [...tasks.values()],
    skipped: [...skipped.values()],
    problems: problems.map((message) => ({ message })),
  };
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly string[];
}

async function expand({ cwd, patterns, listed = [], project }: FindOptions): Promise<Found> {
  const candidates: Candidate[] = [];
  const problems: string[] = [];
  const { paths, globs, exclusions, missing } = await sort(patterns, cwd);
  const wanted = project === true ? PROJECT_FILES : undefined;
  const expansions = [
    ...paths.map((given) => () => expandPath(given, cwd, { named: true, wanted })),
    ...listed.map((given) => () => expandPath(given, cwd, { named: false })),
    ...globs.map((pattern) => () => expandPattern(pattern, exclusions, cwd)),
  ];
  for (const expansion of expansions) {
    const { candidates: more, problem } = await expansion();
    for (const candidate of more) candidates.push(candidate);
    if (problem !== undefined) problems.push(problem);
  }
  return { candidates, problems: [...missing, ...problems] };
}

interface Arguments {
  readonly paths: readonly string[];
  readonly globs: readonly string[];
  readonly exclusions: readonly string[];
  /** For each argument that is nothing of these, a sentence that says so. */
  readonly missing: readonly string[];
}

/** Tells paths from patterns: what exists by that very name is a path, though it may look like a pattern. */
async function sort(patterns: readonly string[], cwd: string): Promise<Arguments> {
  const paths: string[] = [];
  const others: string[] = [];
  for (const given of patterns) (exists(path.resolve(cwd, given)) ? paths : others).push(given);
  if (others.length === 0) return { paths, globs: [], exclusions: [], missing: [] };
  const { isDynamicPattern } = await import('globby');
  const exclusions = others.filter((given) => given.startsWith('!'));
  const globs = others.filter((given) => !given.startsWith('!') && isDynamicPattern(given));
  if (exclusions.length > 0 && globs.length === 0) {
    throw new UsageError(
      `${JSON.stringify(exclusions[0])} excludes from patterns only; write one beside it: "**/*.test.ts"`,
    );
  }
  const missing = others.filter((given) => !given.startsWith('!') && !isDynamicPattern(given));
  return {
    paths,
    globs,
    exclusions,
    missing: missing.map((given) => `${JSON.stringify(given)} does not exist`),
  };
}

/** The staged or changed files, as far as they lie under the given paths or match the given patterns. */
async function select({ cwd, patterns }: FindOptions, selection: Selection): Promise<Found> {
  const { paths, globs, exclusions, missing } = await sort(patterns, cwd);
  const bounds = paths.map((given) => realpathSync(path.resolve(cwd, given)));
  const matched = new Set<string>();
  for (const pattern of globs) {
    const { candidates } = await expandPattern(pattern, exclusions, cwd);
    for (const { path: file } of candidates) matched.add(file);
  }
  const roots = new Set(
    [...bounds, ...(globs.length > 0 ? [realpathSync(cwd)] : [])].map((bound) => rootOf(bound)),
  );
  const candidates: Candidate[] = [];
  for (const root of roots) {
    for (const file of await selectedFiles(root, selection)) {
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
  return { candidates, problems: missing };
}

function rootOf(bound: string): string {
  const root = repositoryRoot(bound);
  if (root !== undefined) return root;
  throw new UsageError(`--staged and --changed need a git repository, and ${bound} is in none`);
}

type Resolved = 'folder' | { readonly file: string; readonly reason?: SkipReason | undefined };

/** Follows a link to a file, and tells whether the file is to be left alone. */
function resolve({ path: given, relative, root, named, mayBeLink }: Candidate): Resolved {
  let file = given;
  if (mayBeLink) {
    try {
      if (lstatSync(given).isSymbolicLink()) {
        file = realpathSync(given);
        if (statSync(file).isDirectory()) return 'folder';
        if (!isInside(file, root)) return { file: given, reason: 'links out of the project' };
      }
    } catch (error) {
      const isDangling = ['ENOENT', 'ELOOP'].some((code) => hasCode(error, code)) && exists(given);
      return { file: given, reason: isDangling ? 'links to nothing' : 'no longer there' };
    }
  }
  const target = file === given ? '' : toPosix(path.relative(root, file));
  const byFolder = named ? undefined : (reasonByFolder(relative) ?? reasonByFolder(target));
  return { file, reason: reasonByName(file) ?? byFolder };
}
