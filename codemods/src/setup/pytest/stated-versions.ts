import path from 'node:path';

import { textOf } from '../../files/text-of.ts';
import type { DraftFiles } from '../draft-files.ts';
import { foldersUp } from '../package-manager.ts';
import { listsIn } from './dependencies/folder-lists.ts';
import type { PytestProject } from './project.ts';

/** What a project says of the version of a package. */
export interface StatedVersion {
  /** Whether the package is among the dependencies at all. */
  readonly isStated: boolean;
  /** The lowest version that may be installed, as far as one is stated. */
  readonly lowest: Version | undefined;
  /** The version that all that is installed lies below; `undefined` where none is stated. */
  readonly below: Version | undefined;
}

type Version = readonly number[];

const LOCKFILES = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock'];

/**
 * What a project says of the version of a package, in the files of the folder that states pytest for it, and
 * of those below; what lies above is another environment's.
 */
export function statedVersion(
  name: string,
  { directory, root }: PytestProject,
  files: DraftFiles,
): StatedVersion {
  const folders = foldersUp(directory, root);
  const lists = folders.map((folder) => listsIn(folder, files).flatMap(({ requirements }) => requirements));
  const home = lists.findIndex((requirements) => requirements.some((each) => each.name === 'pytest'));
  const ranges = lists
    .slice(0, home === -1 ? undefined : home + 1)
    .flat()
    .flatMap((requirement) => (requirement.name === name ? rangeIn(requirement.rest) : []));
  const isStated = ranges.length > 0;
  const locked = folders.map((folder) => lockedIn(folder, name)).find((versions) => versions.length > 0);
  if (locked && (isStated || home === -1)) {
    const [lowest] = locked.toSorted(compare);
    const highest = locked.toSorted(compare).at(-1);
    return { isStated: true, lowest, below: highest && [...highest, 0, 1] };
  }
  const lowest = ranges.flatMap((range) => (range.lowest ? [range.lowest] : []));
  const below = ranges.flatMap((range) => (range.below ? [range.below] : []));
  return {
    isStated,
    // A statement without a bound allows what the others do not.
    lowest: lowest.length === ranges.length ? lowest.toSorted(compare)[0] : undefined,
    below: below.toSorted(compare)[0],
  };
}

/** Whether the version in use has what came with one: for certain, for certain not, or who knows. */
export function has({ lowest, below }: StatedVersion, since: string): 'yes' | 'no' | 'unknown' {
  const version = versionOf(since);
  if (lowest && compare(lowest, version) >= 0) return 'yes';
  return below && compare(below, version) <= 0 ? 'no' : 'unknown';
}

function lockedIn(folder: string, name: string): readonly Version[] {
  const spelt = name.replaceAll('-', '[-_.]');
  const inToml = new RegExp(String.raw`^name\s*=\s*"${spelt}"\s+version\s*=\s*"([^"]+)"`, 'gim');
  const inJson = new RegExp(String.raw`"${spelt}"\s*:\s*\{[^{}]*?"version"\s*:\s*"==([^"]+)"`, 'gi');
  return LOCKFILES.flatMap((lockfile) => {
    const text = textOf(path.join(folder, lockfile)) ?? '';
    return [...text.matchAll(inToml), ...text.matchAll(inJson)].map(([, version = '']) => versionOf(version));
  });
}

/** A range of versions, as requirements and tables write it: `>=1,<2`, `~=1.4`, `==1.*`, `^1.2`. */
function rangeIn(rest: string): Pick<StatedVersion, 'lowest' | 'below'> {
  const [specifiers = ''] = rest.replace(/^\s*\[[^\]]*\]/, '').split(/[;#]/);
  let lowest: Version | undefined;
  let below: Version | undefined;
  const pattern = /(~=|===?|>=|<=|<|>|\^|~|!=|(?<![\w.*]))\s*v?(\d[\d.]*)/g;
  for (const [, operator = '', text = ''] of specifiers.matchAll(pattern)) {
    const version = versionOf(text);
    const [major = 0, minor = 0] = version;
    if (['>=', '>', '~=', '==', '===', '^', '~', ''].includes(operator)) lowest = version;
    if (operator === '<') below = version;
    if (['<=', '==', '===', ''].includes(operator)) below = [...version, 0, 1];
    if (/==\s*[\d.]+\.\*/.test(specifiers) || operator === '~=') below = next(version, operator);
    if (operator === '^') below = major > 0 ? [major + 1] : [0, minor + 1];
    if (operator === '~') below = version.length > 1 ? [major, minor + 1] : [major + 1];
  }
  return { lowest, below };
}

/** The version behind those that begin as one does: `~=1.4` takes all of 1, `==1.4.*` all of 1.4. */
function next(version: Version, operator: string): Version {
  const kept = operator === '~=' ? version.slice(0, -1) : version;
  return [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1];
}

function versionOf(text: string): Version {
  return text.split('.').flatMap((part) => (/^\d+/.test(part) ? [Number.parseInt(part, 10)] : []));
}

function compare(a: Version, b: Version): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
