import path from 'node:path';

import {
  type PytestConfig,
  readSuiteFile,
  registeredMarkersOf,
  type SuiteFile,
  type UnregisteredUse,
  valuesOfFlag,
} from 'eslint-plugin-cogniverse/registration';

import { isInside } from '../../files/expand-path.ts';
import type { DraftFiles } from '../draft-files.ts';
import type { Place } from '../runners/target.ts';
import type { PytestProject } from './project.ts';

/** What the tests of a project ask of its configuration. */
export interface Suite {
  /** All markers that they make. */
  readonly markers: ReadonlySet<string>;
  /** Those that nothing registers for certain, with where they are used first. */
  readonly unregistered: ReadonlyMap<string, UnregisteredUse & Place>;
  /** Those that something may register as it runs. */
  readonly inDoubt: ReadonlySet<string>;
  readonly hasAsyncTests: boolean;
  /** An async fixture that serves several tests and names no event loop to do so. */
  readonly wideAsyncFixture: (Place & { readonly name: string }) | undefined;
  /** What runs async tests without pytest-asyncio, if anything is known to. */
  readonly otherAsyncRunner: string | undefined;
}

/** What conftests have that run async tests themselves. */
const ASYNC_HOOKS = /\bpytest_pyfunc_call\b|\baiohttp\.pytest_plugin\b|\btornado\.testing\b/;
const ASYNC_MARKERS: ReadonlyMap<string, string> = new Map([
  ['anyio', 'AnyIO'],
  ['trio', 'Trio'],
  ['gen_test', 'Tornado'],
]);

type ReadFile = SuiteFile & { readonly file: string };

/** Reads the tests of a project. None is run. */
export function readSuite({ tests, conftests, helpers }: PytestProject, files: DraftFiles): Suite {
  const ofTests = [...tests, ...conftests].flatMap(readFile);
  const ofHelpers = helpers
    .filter((file) => mayMakeMarker(files.tryRead(file) ?? ''))
    .flatMap(readFile)
    .map((read) => asOfTests(read, conftests));
  return suiteOf([...ofTests, ...ofHelpers], conftests, files);
}

function mayMakeMarker(text: string): boolean {
  return /\bpytest\b/.test(text) && /\bmark\b/.test(text);
}

function readFile(file: string): ReadFile[] {
  const suite = readSuiteFile(file);
  return suite ? [{ file, ...suite }] : [];
}

/** A module counts by the markers that it makes, which the conftests of the tests that import it may register. */
function asOfTests(read: ReadFile, conftests: readonly string[]): ReadFile {
  const open = [...read.unregistered.map(({ marker }) => marker), ...read.inDoubt];
  const registered = new Set(
    open.length === 0 ? [] : conftests.flatMap((file) => registeredMarkersOf(file, open)),
  );
  return {
    ...read,
    unregistered: read.unregistered.filter(({ marker }) => !registered.has(marker)),
    inDoubt: new Set([...read.inDoubt].filter((marker) => !registered.has(marker))),
    hasAsyncTests: false,
    wideAsyncFixtures: [],
  };
}

function suiteOf(read: readonly ReadFile[], conftests: readonly string[], files: DraftFiles): Suite {
  const unregistered = new Map<string, UnregisteredUse & Place>();
  for (const { file, unregistered: found } of read) {
    for (const use of found) {
      // A file may be where it is misspelt, another where it is used as it is.
      const known = unregistered.get(use.marker);
      if (!known) unregistered.set(use.marker, { file, ...use });
    }
  }
  const markers = new Set(read.flatMap((each) => [...each.markers]));
  const wide = read.flatMap(({ file, wideAsyncFixtures }) =>
    wideAsyncFixtures.map(({ name, line }) => ({ file, name, line, column: 1 })),
  );
  const marked = [...ASYNC_MARKERS].find(([marker]) => markers.has(marker))?.[1];
  const hook = conftests.find((file) => ASYNC_HOOKS.test(files.tryRead(file) ?? ''));
  return {
    markers,
    unregistered,
    inDoubt: new Set(read.flatMap(({ inDoubt }) => [...inDoubt])),
    hasAsyncTests: read.some(({ hasAsyncTests }) => hasAsyncTests),
    wideAsyncFixture: wide[0],
    otherAsyncRunner: marked ?? (hook === undefined ? undefined : path.basename(hook)),
  };
}

/**
 * Whether pytest, run in the folder of a configuration without any arguments, collects what lies in another
 * folder.
 */
export function collectsFrom(config: PytestConfig, directory: string, folder: string): boolean {
  if (folder === directory || !isInside(folder, directory)) return false;
  const testpaths = config.words('testpaths') ?? [];
  const isAsked =
    testpaths.length === 0 ||
    testpaths.some((name) => {
      const asked = path.resolve(directory, name.replace(/[*?[].*$/, ''));
      return isInside(folder, asked) || isInside(asked, folder);
    });
  const ignored = valuesOfFlag(config.addopts, '--ignore').some((name) =>
    isInside(folder, path.resolve(directory, name)),
  );
  const skipped = new Set(config.words('norecursedirs') ?? []);
  const isSkipped = path
    .relative(directory, folder)
    .split(path.sep)
    .some((name) => skipped.has(name));
  return isAsked && !ignored && !isSkipped;
}
