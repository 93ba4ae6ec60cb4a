import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { entriesOf } from '../disk.ts';
import { directoriesAbove } from '../project-files.ts';
import { classFacts, type PythonClass } from './classes.ts';
import { fixtureOf, fixturesIn, type Fixture } from './fixtures.ts';
import { isDefinition, isFunction } from './functions.ts';
import { readPythonSource, resolvePythonModule } from './module-file.ts';
import { namespaceOf } from './namespace.ts';
import { definedIn, importedPath } from './origin.ts';
import type { PythonSource } from './source.ts';
import { elementValues, staticValues } from './static-value.ts';
import { ancestorsOf, pythonNodesIn } from './walk.ts';

/** A fixture with the file that defines it. */
export interface PlacedFixture extends Fixture {
  readonly source: PythonSource;
}

/** The fixtures of a class, a module or a conftest. */
type Level = readonly PlacedFixture[];

const MAX_PLUGINS = 50;

/**
 * The fixtures that the tests of a file can ask for, the nearest first: those of the classes around the test, of its
 * module, and of each `conftest.py` above, with what these import and have loaded as plugins.
 */
export function fixturesFor(source: PythonSource, classes: readonly PythonClass[]): readonly PlacedFixture[] {
  return [...classes.flatMap(classFixtures), ...moduleFixtures(source), ...conftestFixtures(source)];
}

function classFixtures(own: PythonClass): Level {
  return classFacts(own).order.flatMap(({ node, source }) =>
    placed(source).filter((fixture) => ownerOf(fixture.node) === node),
  );
}

const placed = oncePer((source: PythonSource): Level =>
  fixturesIn(source).map((fixture) => ({ ...fixture, source })),
);

/** The class or function that a fixture is defined in; `undefined` for one of the module. */
function ownerOf(node: Py.Node): Py.Node | undefined {
  return [...ancestorsOf(node)].find(isDefinition);
}

/** The fixtures at the top of a module, those that it imports from other files of the tests included. */
const moduleFixtures = oncePer((source: PythonSource): Level => {
  const own = placed(source).filter(({ node }) => ownerOf(node) === undefined);
  return [...own, ...importedFixtures(source)];
});

function importedFixtures(source: PythonSource): Level {
  const statements = [...pythonNodesIn(source.ast, (node) => !isDefinition(node))];
  return statements.flatMap((node) => {
    if (node.nodeType !== 'ImportFrom') return [];
    return node.names.flatMap((alias) => {
      if (alias.name === '*') return starFixtures(node, source);
      const found = definedIn(importedPath(alias), source);
      if (found?.rest !== '' || found.source === source) return [];
      return found.definitions.flatMap(({ node: fn }) => {
        const fixture = isFunction(fn) ? fixtureOf(fn, found.source) : undefined;
        const name = fixture?.name === alias.name && alias.asname !== null ? alias.asname : fixture?.name;
        return fixture && name !== undefined ? [{ ...fixture, name, source: found.source }] : [];
      });
    });
  });
}

function starFixtures({ level, module }: Py.ImportFrom, source: PythonSource): Level {
  const file = resolvePythonModule('.'.repeat(level) + (module ?? ''), source.file);
  const target = file === undefined ? undefined : readPythonSource(file);
  return target && target !== source ? placed(target).filter(({ node }) => ownerOf(node) === undefined) : [];
}

/** The fixtures of each `conftest.py` above a file, and of the plugins that one of them or the file loads. */
const conftestFixtures = oncePer((source: PythonSource): Level => {
  const conftests = conftestsFor(source.file);
  const plugins = [source, ...conftests].flatMap((part) => pluginsOf(part));
  return [...conftests, ...plugins].flatMap((part) => moduleFixtures(part));
});

/** Every `conftest.py` that holds for a file, the nearest first. */
export function conftestsFor(file: string): readonly PythonSource[] {
  if (!path.isAbsolute(file)) return [];
  return directoriesAbove(path.dirname(file)).flatMap((directory) => {
    const conftest = path.join(directory, 'conftest.py');
    if (!entriesOf(directory).has('conftest.py') || conftest === file) return [];
    return readPythonSource(conftest) ?? [];
  });
}

/** The files of the project that `pytest_plugins` names. */
function pluginsOf(source: PythonSource): readonly PythonSource[] {
  if (!source.text.includes('pytest_plugins')) return [];
  const bindings = namespaceOf(source.ast, source).get('pytest_plugins') ?? [];
  const names = bindings.flatMap(({ kind, node }) => (kind === 'value' ? textsIn(node, source) : []));
  return names.slice(0, MAX_PLUGINS).flatMap((name) => {
    const file = resolvePythonModule(name, source.file);
    return (file === undefined ? undefined : readPythonSource(file)) ?? [];
  });
}

function textsIn(node: Py.Node, source: PythonSource): readonly string[] {
  if (!isExpression(node)) return [];
  const values = staticValues(node, source).flatMap((value) =>
    value.kind === 'sequence' ? elementValues(value).flat() : [value],
  );
  return values.flatMap((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [],
  );
}

/** What a list of plugins is written as. */
function isExpression(node: Py.Node): node is Py.List | Py.Tuple | Py.Constant | Py.Name | Py.BinOp {
  return ['List', 'Tuple', 'Constant', 'Name', 'BinOp'].includes(node.nodeType);
}
