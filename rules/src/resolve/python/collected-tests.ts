import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { isSkippedModule, skipsAlways, skipsInUnittest } from './always-skipped.ts';
import { itemsOf } from './assigned-values.ts';
import { classesOf, classFacts, type PythonClass } from './classes.ts';
import type { CollectedNames } from './collected-names.ts';
import { classDecoratorMarks, decorated, type DecoratedFunction } from './decorated-function.ts';
import { isFunction } from './functions.ts';
import { markListOf, marksOf, type Mark, type MarkList, type MarkPlace } from './marks.ts';
import { namespaceOf, type Binding, type Namespace } from './namespace.ts';
import { definedIn, importedPath } from './origin.ts';
import { parameterMarks } from './parameter-marks.ts';
import type { PythonSource } from './source.ts';

/** A test that pytest collects from a file. */
export interface CollectedTest {
  /** Its definition, in the linted file. */
  readonly fn: DecoratedFunction;
  /** Where marks of it can stand, from the nearest to the farthest, without those of its parameters. */
  readonly levels: readonly MarkLevel[];
  /** The classes that it is collected from, the innermost first; empty for a function of the module. */
  readonly classes: readonly PythonClass[];
  /** It is a method of a `unittest.TestCase`. */
  readonly isUnittest: boolean;
  /** It is skipped whatever happens. */
  readonly isSkipped: boolean;
}

/** The marks that a function, a class or a module holds. */
export interface MarkLevel {
  readonly level: 'test' | 'suite' | 'file';
  readonly owner: Py.FunctionDef | Py.AsyncFunctionDef | Py.ClassDef | Py.Module;
  /** Several where they depend on a condition. */
  readonly lists: readonly MarkList[];
}

/** Where the collection stands. */
interface Collecting {
  readonly source: PythonSource;
  readonly names: CollectedNames;
  /** What the names mean around it. */
  readonly around: Namespace;
  readonly classes: readonly PythonClass[];
  readonly levels: readonly MarkLevel[];
}

const MAX_NESTING = 8;

/**
 * The tests that pytest collects from a module, as far as they are defined in it. A method that several classes
 * inherit is there once for each of them.
 */
export function collectedTests(source: PythonSource, names: CollectedNames): readonly CollectedTest[] {
  return testsIn(source)(names);
}

const testsIn = oncePer((source: PythonSource) => oncePer((names: CollectedNames) => collectAll(source, names)));

function collectAll(source: PythonSource, names: CollectedNames): readonly CollectedTest[] {
  if (!names.isModule(source.file)) return [];
  const around = namespaceOf(source.ast, source);
  if (isDisabled(around.get('__test__')) || isSkippedModule(source)) return [];
  const level: MarkLevel = {
    level: 'file',
    owner: source.ast,
    lists: pytestmarks(around.get('pytestmark') ?? starred(around, source), source),
  };
  const collecting = { source, names, around, classes: [], levels: [level] };
  const tests = [...around].flatMap(([name, bindings]) =>
    bindings.flatMap((binding) => collect(name, binding, collecting)),
  );
  return tests.filter((test) => !test.isSkipped);
}

function pytestmarks(bindings: readonly Binding[] = [], source: PythonSource): readonly MarkList[] {
  return bindings.map((binding) => markListOf(binding, source));
}

/** The import that brings `pytestmark` with all names of another file. */
function starred(around: Namespace, source: PythonSource): readonly Binding[] | undefined {
  return around.get('*')?.filter(({ node }) => {
    const alias = node.nodeType === 'ImportFrom' ? node.names[0] : undefined;
    return alias && definedIn(importedPath(alias).replace(/\*$/, 'pytestmark'), source)?.rest === '';
  });
}

function collect(name: string, binding: Binding, collecting: Collecting): readonly CollectedTest[] {
  // What is set on a name is no name.
  if (name.includes('.')) return [];
  const found = classIn(binding, collecting);
  if (found) return collectClass(name, found, appliedMarks(binding, collecting), collecting);
  const fn = functionIn(binding, collecting);
  return fn ? collectFunction(name, fn, collecting) : [];
}

function collectFunction(
  name: string,
  { fn, marks }: FoundFunction,
  { names, around, classes, levels }: Collecting,
): readonly CollectedTest[] {
  const [holder] = classes;
  const isUnittest = holder !== undefined && classFacts(holder).isUnittest;
  const stated = around.get(`${name}.__test__`);
  const isNamed = isUnittest ? name.startsWith('test') : names.isFunction(name) || isEnabled(stated);
  if (!isNamed || isDisabled(stated) || !fn.isTest) return [];
  const places = [...fn.marks, ...marks];
  const own: MarkLevel = { level: 'test', owner: fn.node, lists: [{ places, refused: undefined }] };
  const all = [own, ...levels];
  const isSkipped =
    fn.isSkipped ||
    all.some(({ lists }) => lists.length === 1 && lists.some(isSkipping)) ||
    (!isUnittest && parametrizations(all).some(skipsAll));
  return [{ fn, levels: all, classes, isUnittest, isSkipped }];
}

/** Whether a list of marks skips whatever happens. */
export function isSkipping({ places }: MarkList): boolean {
  return places.some(({ marks }) => marks.length === 1 && marks[0] !== undefined && skipsAlways(marks[0]));
}

/** The `parametrize` marks of a test, from the nearest to the farthest. */
export function parametrizations(levels: readonly MarkLevel[]): readonly Mark[] {
  const places = levels.flatMap(({ lists }) => lists[0]?.places ?? []);
  return places.flatMap(({ marks: [mark, ...others] }) =>
    mark?.name === 'parametrize' && others.length === 0 ? [mark] : [],
  );
}

function skipsAll(parametrize: Mark): boolean {
  const values = parametrize.args[1] ?? parametrize.keywords.get('argvalues');
  // pytest skips a test for which there are no parameters.
  if (values && itemsOf(values.node)?.length === 0) return true;
  const sets = parameterMarks(parametrize);
  return sets.length > 0 && sets.every(isSkipping);
}

/** `mark(function)` as a statement of its own. */
function appliedMarks({ added }: Binding, { source }: Collecting): readonly MarkPlace[] {
  return added.flatMap(({ value }) => {
    const marks = marksOf(value, source);
    return marks.some((mark) => mark !== undefined) ? [{ node: value, source, marks }] : [];
  });
}

function collectClass(
  name: string,
  found: PythonClass,
  applied: readonly MarkPlace[],
  collecting: Collecting,
): readonly CollectedTest[] {
  const { names, source, classes, levels, around } = collecting;
  const { order, isUnittest, hasConstructor, isAbstract } = classFacts(found);
  const [holder] = classes;
  const isInUnittest = holder !== undefined && classFacts(holder).isUnittest;
  if (isInUnittest || classes.length > MAX_NESTING || isAbstract) return [];
  const stated = around.get(`${name}.__test__`) ?? attributeOf('__test__', order);
  if (isDisabled(stated) || !(isUnittest || names.isClass(name) || isEnabled(stated))) return [];
  if (hasConstructor && !isUnittest) return [];
  const marks = { places: applied, refused: undefined };
  const lists = classMarks(name, order, collecting).map((list) => joinLists(list, marks));
  const level: MarkLevel = { level: 'suite', owner: found.node, lists };
  const seen = new Set<string>();
  return order.flatMap((part) =>
    [...namespaceOf(part.node, part.source)].flatMap(([member, bindings]) => {
      if (seen.has(member)) return [];
      seen.add(member);
      // What another file defines is reported there.
      if (part.source !== source) return [];
      const inside: Collecting = {
        ...collecting,
        around: namespaceOf(part.node, source),
        classes: [found, ...classes],
        levels: [level, ...levels],
      };
      return bindings
        .flatMap((binding) => collect(member, binding, inside))
        .map((test) => ({ ...test, isSkipped: test.isSkipped || order.some(isSkippedClass) }));
    }),
  );
}

function isSkippedClass({ node, source }: PythonClass): boolean {
  return node.decorator_list.some((decorator) => skipsInUnittest(decorator, source));
}

/** Those of the classes that a class extends come first: pytest goes through them from the last one on. */
function classMarks(
  name: string,
  order: readonly PythonClass[],
  { around, source }: Collecting,
): readonly MarkList[] {
  const set = around.get(`${name}.pytestmark`);
  const lists = order.toReversed().map((part): readonly MarkList[] => {
    const own = set && part === order[0] ? pytestmarks(set, source) : bodyMarks(part);
    const added = { places: classDecoratorMarks(part.node, part.source), refused: undefined };
    return own.length === 0 ? [added] : own.map((list) => joinLists(list, added));
  });
  return lists.reduce((before, after) =>
    before.flatMap((list) => after.map((other) => joinLists(list, other))),
  );
}

function bodyMarks({ node, source }: PythonClass): readonly MarkList[] {
  return pytestmarks(namespaceOf(node, source).get('pytestmark'), source);
}

function joinLists(first: MarkList, second: MarkList): MarkList {
  return { places: [...first.places, ...second.places], refused: first.refused ?? second.refused };
}

/** What a class or one that it extends gives to a name. */
function attributeOf(name: string, order: readonly PythonClass[]): readonly Binding[] | undefined {
  for (const { node, source } of order) {
    const bindings = namespaceOf(node, source).get(name);
    if (bindings) return bindings;
  }
  return undefined;
}

function isDisabled(stated: readonly Binding[] = []): boolean {
  return stated.length > 0 && stated.every(({ node }) => node.nodeType === 'Constant' && !node.value);
}

function isEnabled(stated: readonly Binding[] = []): boolean {
  return stated.some(({ node }) => node.nodeType === 'Constant' && node.value === true);
}

function classIn({ node }: Binding, { source }: Collecting): PythonClass | undefined {
  if (node.nodeType === 'ClassDef') return { node, source };
  return node.nodeType === 'Name'
    ? classesOf(node, source).find((found) => found.source === source)
    : undefined;
}

/** A function with marks that it is given after its definition. */
interface FoundFunction {
  readonly fn: DecoratedFunction;
  readonly marks: readonly MarkPlace[];
}

/** The function that a name means: its definition, another name of it, or `mark(function)`. */
function functionIn(binding: Binding, collecting: Collecting, depth = 0): FoundFunction | undefined {
  const { node, before } = binding;
  const { source, around } = collecting;
  if (depth > MAX_NESTING) return undefined;
  if (isFunction(node)) return { fn: decorated(node, source), marks: appliedMarks(binding, collecting) };
  const named = (name: Py.Name): FoundFunction | undefined => {
    const [other, ...more] = before.length > 0 ? before : (around.get(name.id) ?? []);
    return other && more.length === 0 && other.node !== node
      ? functionIn(other, collecting, depth + 1)
      : undefined;
  };
  if (node.nodeType === 'Name') return named(node);
  if (node.nodeType !== 'Call') return undefined;
  const [argument, ...others] = node.args;
  const marks = marksOf(node.func, source);
  if (argument?.nodeType !== 'Name' || others.length > 0 || !marks.some((mark) => mark !== undefined))
    return undefined;
  const inner = named(argument);
  return inner && { fn: inner.fn, marks: [...inner.marks, { node: node.func, source, marks }] };
}
