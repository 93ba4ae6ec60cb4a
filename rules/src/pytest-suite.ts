/** What a Python file of tests asks of the configuration of pytest: what `setup` has to know of a suite. */
import { type Cause, unregisteredIn } from './registered-markers/python/unregistered.ts';
import { markerUses } from './registered-markers/python/uses.ts';
import { keywordOf } from './resolve/python/calls.ts';
import { collectedNames } from './resolve/python/collected-names.ts';
import { collectedTests } from './resolve/python/collected-tests.ts';
import { fixturesIn } from './resolve/python/fixtures.ts';
import { readPythonSource } from './resolve/python/module-file.ts';
import { originsOf } from './resolve/python/origin.ts';
import { RegisteredMarkers } from './resolve/python/registered-markers.ts';
import type { PythonSource } from './resolve/python/source.ts';

/** What a file of tests asks of the configuration. */
export interface SuiteFile {
  /** All markers that it makes, pytest's own too. */
  readonly markers: ReadonlySet<string>;
  /** Those that nothing registers for certain, as the rule `registered-markers` finds them. */
  readonly unregistered: readonly UnregisteredUse[];
  /** Those of which nobody can tell: a plugin, or a part of the project, may register them as it runs. */
  readonly inDoubt: ReadonlySet<string>;
  /** Whether it has async tests that a plugin has to run: no methods of `unittest`. */
  readonly hasAsyncTests: boolean;
  /** Async fixtures that serve several tests, and name no event loop of their own to do so. */
  readonly wideAsyncFixtures: readonly { readonly name: string; readonly line: number }[];
}

/** A marker that nothing registers, and where it is used first. */
export interface UnregisteredUse {
  readonly marker: string;
  readonly cause: Cause;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads a file of tests, or a `conftest.py`.
 *
 * @returns `undefined` where it can't be read, or has a syntax error.
 */
export function readSuiteFile(file: string): SuiteFile | undefined {
  const source = readPythonSource(file);
  return source && suiteFile(source);
}

/** The markers of a list that the conftests above a file, or its plugins and configuration, register for certain. */
export function registeredMarkersOf(file: string, markers: readonly string[]): readonly string[] {
  const source = readPythonSource(file);
  const registered = source && RegisteredMarkers.of(source);
  return registered ? markers.filter((marker) => registered.has(marker)) : [];
}

function suiteFile(source: PythonSource): SuiteFile {
  const registered = RegisteredMarkers.of(source);
  const markers = new Set(markerUses(source).map(({ name }) => name));
  const unregistered = unregisteredIn(source).flatMap(({ marker, cause, uses }): UnregisteredUse[] => {
    const place = uses[0]?.node.loc.start;
    return place ? [{ marker, cause, line: place.line, column: place.column + 1 }] : [];
  });
  const known = new Set(unregistered.map(({ marker }) => marker));
  return {
    markers,
    unregistered,
    inDoubt: new Set([...markers].filter((name) => !known.has(name) && !registered.has(name))),
    hasAsyncTests: hasAsyncTests(source, registered),
    wideAsyncFixtures: wideAsyncFixtures(source),
  };
}

function hasAsyncTests(source: PythonSource, { config }: RegisteredMarkers): boolean {
  if (!/\basync\s+def\b/.test(source.text)) return false;
  return collectedTests(source, collectedNames(config)).some(
    ({ fn, isUnittest }) => !isUnittest && fn.isAsync,
  );
}

function wideAsyncFixtures(source: PythonSource): SuiteFile['wideAsyncFixtures'] {
  if (!/\basync\s+def\b/.test(source.text)) return [];
  return fixturesIn(source).flatMap(({ node, name, scope }) => {
    if (node.nodeType !== 'AsyncFunctionDef' || scope === 'function') return [];
    const hasLoop = node.decorator_list.some(
      (decorator) =>
        decorator.nodeType === 'Call' &&
        originsOf(decorator.func, source).some(({ path }) => path === 'pytest_asyncio.fixture') &&
        keywordOf(decorator, 'loop_scope') !== undefined,
    );
    return hasLoop ? [] : [{ name, line: node.loc.start.line }];
  });
}
