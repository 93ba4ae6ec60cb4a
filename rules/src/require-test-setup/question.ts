import path from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../resolve/source.ts';
import type { ConfiguredRunner } from './entry.ts';
import type { World } from './resolve-shape.ts';
import type { State } from './verdict.ts';

/** What is asked of a configuration file, and what is noted on the way. */
export class Question {
  readonly main: Source;
  readonly runner: ConfiguredRunner;
  /** The major version of the runner, as far as it is known. */
  readonly major: number | undefined;
  readonly world: World;
  /** Whether another configuration file registers the set-up; `undefined` where it can't be read. */
  readonly stateOf: (file: string) => State | undefined;
  readonly #accounted = new Set<TSESTree.Node>();

  constructor(
    main: Source,
    runner: ConfiguredRunner,
    major: number | undefined,
    world: World,
    stateOf: (file: string) => State | undefined,
  ) {
    this.main = main;
    this.runner = runner;
    this.major = major;
    this.world = world;
    this.stateOf = stateOf;
  }

  /** Whether an expression stands in the file that is asked about, where it can be edited. */
  isHere(source: Source): boolean {
    return source.ast === this.main.ast;
  }

  /** The folders that a file which a configuration lists may be relative to. */
  folders(file: string): readonly string[] {
    return [...new Set([file, this.main.file].map((from) => path.dirname(from)))];
  }

  /** Whether a path that the configuration names is that of the file itself, or of its folder. */
  isItself(named: string): boolean {
    const file = path.resolve(this.main.file);
    const target = path.resolve(path.dirname(file), named);
    return target === file || target === path.dirname(file);
  }

  /** Notes that a text which names the set-up registers it. */
  account(node: TSESTree.Node, source: Source): void {
    if (this.isHere(source)) this.#accounted.add(node);
  }

  /** Whether a text is known to register the set-up. */
  isAccounted(node: TSESTree.Node): boolean {
    return this.#accounted.has(node);
  }
}
