import type { Splice } from '../../text/splice.ts';
import type { NeededPlugin } from '../project.ts';
import type { Requirement } from './requirement.ts';

/** What kind of list it is, which says who installs it. */
export type ListKind =
  | 'main'
  | 'extra'
  | 'group'
  | 'poetry'
  | 'pdm'
  | 'hatch'
  | 'tox'
  | 'pipenv'
  | 'pixi'
  | 'requirements'
  | 'program';

/** What the packages of a list are for. */
export type ListRole = 'tests' | 'main' | 'other' | 'no tests';

/** A list of packages that a file states. */
export interface RequirementList {
  /** Absolute path. */
  readonly file: string;
  readonly kind: ListKind;
  /** The name that it is installed by: of an extra, a group, an environment; empty where it has none. */
  readonly name: string;
  readonly role: ListRole;
  readonly requirements: readonly Requirement[];
  /** What tells it from the other lists of its file. */
  readonly key: string;
  /**
   * What other lists call it that take it in: `extra:test`, `group:test`, `main`, or the absolute path of a
   * file.
   */
  readonly id: string;
  /** The lists that it takes in. */
  readonly includes: readonly string[];
  /** Whether the list is made of tables, in which `*` stands for any version. */
  readonly isTable?: boolean;
  /**
   * What puts a plugin into it; absent where that is left to the author.
   *
   * @param body The text that the list was read from.
   */
  readonly add?: (body: string, plugin: NeededPlugin, marker: string) => readonly Splice[];
}

const TESTS = /(?:^|[^a-z])(?:dev(?:el(?:op(?:ment)?)?)?|(?:unit)?tests?|testing|ci|qa)(?:$|[^a-z])/i;
const NO_TESTS = new RegExp(
  `(?:^|[^a-z])(?:${[
    'lint\\w*|quality|format\\w*|style',
    'typ(?:es?|ing|echeck\\w*)|mypy|pyright',
    'docs?|documentation|bench\\w*',
  ].join('|')})(?:$|[^a-z])`,
  'i',
);

/** What the packages of a list are for, by its name. */
export function roleOf(name: string): ListRole {
  if (TESTS.test(name)) return 'tests';
  return NO_TESTS.test(name) ? 'no tests' : 'other';
}

/** The same for an environment that a program makes to run something in, which most often are tests. */
export function environmentRole(name: string): ListRole {
  return roleOf(name) === 'no tests' ? 'no tests' : 'tests';
}
