import { parametrizations, type CollectedTest } from './collected-tests.ts';
import { defaultOf } from './calls.ts';
import { fixturesFor, type PlacedFixture } from './fixture-lookup.ts';
import type { PyFunction } from './functions.ts';
import type { Mark, Placed } from './marks.ts';
import { pytestConfigFor } from './pytest-config.ts';
import type { PythonSource } from './source.ts';
import { elementValues, staticValues, type PyValue } from './static-value.ts';
import { pythonNodesIn } from './walk.ts';

/** What pytest prepares for a test. */
export interface FixtureClosure {
  /** The fixtures that it runs, those that others ask for included. */
  readonly fixtures: readonly PlacedFixture[];
  /** The names that no file of the project defines: fixtures of pytest and its plugins. */
  readonly others: ReadonlySet<string>;
}

/** A name that a fixture, or the test itself, asks for. */
interface Request {
  readonly name: string;
  readonly of: PlacedFixture | undefined;
}

/**
 * All fixtures that run for a test: those it asks for by parameters and `usefixtures`, those that run for every test,
 * and those that these ask for.
 */
export function fixtureClosure(test: CollectedTest, source: PythonSource): FixtureClosure {
  const known = fixturesFor(source, test.classes);
  const found = new Set<PlacedFixture>();
  const others = new Set<string>();
  const waiting: Request[] = [
    ...known.filter(({ isAutouse }) => isAutouse),
    ...requestedBy(test, source).map((name) => ({ name })),
  ].map(({ name }) => ({ name, of: undefined }));
  for (let asked = waiting.pop(); asked; asked = waiting.pop()) {
    const fixture = fixtureNamed(asked.name, asked.of, known);
    if (!fixture) others.add(asked.name);
    if (!fixture || found.has(fixture)) continue;
    found.add(fixture);
    const names = [...parametersOf(fixture.node), ...requestedLate(fixture.node, fixture.source)];
    waiting.push(...names.map((name) => ({ name, of: fixture })));
  }
  return { fixtures: [...found], others };
}

/** The fixture that a name means; one that asks for its own name gets that which it takes the place of. */
function fixtureNamed(
  name: string,
  of: PlacedFixture | undefined,
  known: readonly PlacedFixture[],
): PlacedFixture | undefined {
  const named = known.filter((fixture) => fixture.name === name);
  return of?.name === name ? named[named.indexOf(of) + 1] : named[0];
}

function requestedBy(test: CollectedTest, source: PythonSource): readonly string[] {
  const marked = test.levels.flatMap(({ lists }) =>
    lists.flatMap(({ places }) => places.flatMap(({ marks }) => marks.flatMap(usedBy))),
  );
  const configured = pytestConfigFor(source.file).words('usefixtures') ?? [];
  const late = requestedLate(test.fn.node, source);
  if (test.isUnittest) return [...marked, ...configured, ...late];
  const given = new Set(parametrizations(test.levels).flatMap(directNames));
  const asked = parametersOf(test.fn.node).filter((name) => !given.has(name));
  return [...asked, ...marked, ...configured, ...late];
}

/** The names of the fixtures that a function takes. */
function parametersOf(fn: PyFunction): readonly string[] {
  const { posonlyargs, args, kwonlyargs } = fn.args;
  const positional = fn.parent?.nodeType === 'ClassDef' && !isStatic(fn) ? args.slice(1) : args;
  const all = [...posonlyargs, ...positional, ...kwonlyargs];
  return all.filter((parameter) => !defaultOf(parameter, fn.args)).map(({ arg }) => arg);
}

function isStatic({ decorator_list: decorators }: PyFunction): boolean {
  return decorators.some((decorator) => decorator.nodeType === 'Name' && decorator.id === 'staticmethod');
}

/** `request.getfixturevalue('name')` */
function requestedLate(fn: PyFunction, source: PythonSource): readonly string[] {
  if (!source.text.slice(...fn.range).includes('getfixturevalue')) return [];
  return [...pythonNodesIn(fn)].flatMap((node) => {
    if (node.nodeType !== 'Call' || node.func.nodeType !== 'Attribute') return [];
    const [name] = node.args;
    return node.func.attr === 'getfixturevalue' && name ? textsOf(staticValues(name, source)) : [];
  });
}

function usedBy(mark: Mark | undefined): readonly string[] {
  return mark?.name === 'usefixtures' ? mark.args.flatMap(textsAt) : [];
}

/** The arguments that `parametrize` gives to the test itself, and not to fixtures of these names. */
function directNames(mark: Mark): readonly string[] {
  const names = mark.args[0] ?? mark.keywords.get('argnames');
  if (!names || mark.keywords.has('indirect')) return [];
  return textsAt(names).flatMap((text) => text.split(',').map((name) => name.trim()));
}

function textsAt({ node, source }: Placed): readonly string[] {
  return textsOf(staticValues(node, source));
}

function textsOf(values: readonly PyValue[]): readonly string[] {
  return values.flatMap((value) => {
    if (value.kind === 'sequence') return elementValues(value).flatMap(textsOf);
    return value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [];
  });
}
