import path from 'node:path';

import type { AST } from 'toml-eslint-parser';

import { insertTomlPair, insertTomlText, tomlKeys } from '../../text/edit-toml.ts';
import { lineEndAt } from '../../text/splice.ts';
import { type TomlEntry, tomlEntries, tomlText } from '../../text/toml-tree.ts';
import type { NeededPlugin } from '../project.ts';
import { environmentRole, type ListKind, type ListRole, type RequirementList, roleOf } from './list.ts';
import {
  indexFor,
  normalizedName,
  parseRequirement,
  rangeOf,
  type Requirement,
  styleOf,
} from './requirement.ts';

/** Where a TOML file keeps a kind of lists; `*` is the name of one. */
interface Place {
  readonly kind: ListKind;
  readonly path: readonly string[];
  readonly role?: ListRole;
  readonly isTable?: boolean;
  /** The key of a table beside it with packages from PyPI, where the table's own are from conda. */
  readonly fromPypi?: string;
}

const PYPROJECT: readonly Place[] = [
  { kind: 'main', path: ['project', 'dependencies'], role: 'main' },
  { kind: 'extra', path: ['project', 'optional-dependencies', '*'] },
  { kind: 'group', path: ['dependency-groups', '*'] },
  { kind: 'group', path: ['tool', 'uv', 'dev-dependencies'], role: 'tests' },
  { kind: 'pdm', path: ['tool', 'pdm', 'dev-dependencies', '*'] },
  { kind: 'main', path: ['tool', 'poetry', 'dependencies'], role: 'main', isTable: true },
  { kind: 'poetry', path: ['tool', 'poetry', 'dev-dependencies'], role: 'tests', isTable: true },
  { kind: 'poetry', path: ['tool', 'poetry', 'group', '*', 'dependencies'], isTable: true },
];
const HATCH: readonly Place[] = ['dependencies', 'extra-dependencies'].map((field) => ({
  kind: 'hatch',
  path: ['envs', '*', field],
}));
const TOX: readonly Place[] = [
  { kind: 'tox', path: ['env_run_base', 'deps'], role: 'tests' },
  { kind: 'tox', path: ['env', '*', 'deps'] },
];
const PYPI = 'pypi-dependencies';
const PIXI: readonly Place[] = [
  { kind: 'pixi', path: ['dependencies'], role: 'main', isTable: true, fromPypi: PYPI },
  { kind: 'pixi', path: ['feature', '*', 'dependencies'], isTable: true, fromPypi: PYPI },
  { kind: 'pixi', path: [PYPI], role: 'main', isTable: true },
  { kind: 'pixi', path: ['feature', '*', PYPI], isTable: true },
];
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  'pyproject.toml': [
    ...PYPROJECT,
    ...below(['tool', 'hatch'], HATCH),
    ...below(['tool', 'tox'], TOX),
    ...below(['tool', 'pixi'], PIXI),
  ],
  'hatch.toml': HATCH,
  'tox.toml': TOX,
  'pixi.toml': PIXI,
  Pipfile: [
    { kind: 'pipenv', path: ['packages'], role: 'main', isTable: true },
    { kind: 'pipenv', path: ['dev-packages'], role: 'tests', isTable: true },
  ],
};

function below(prefix: readonly string[], places: readonly Place[]): readonly Place[] {
  return places.map((place) => ({ ...place, path: [...prefix, ...place.path] }));
}

/** The names of the TOML files that state packages. */
export const TOML_FILES = Object.keys(PLACES);

/**
 * The lists of packages in a TOML file.
 *
 * @param body The text without byte order mark.
 * @throws {TomlError} where it is not valid.
 */
export function tomlLists(file: string, body: string): readonly RequirementList[] {
  const entries = tomlEntries(body);
  const project = textAt(entries, ['project', 'name']);
  const context: Context = { file, entries, project: project && normalizedName(project) };
  const lists = (PLACES[path.basename(file)] ?? []).flatMap((place) => {
    const found = new Map<string, TomlEntry[]>();
    for (const entry of entries) {
      const name = nameAt(entry.path, place.path);
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), entry]);
    }
    return [...found].flatMap(([name, own]) => {
      const list = place.isTable === true ? tableList(own, place, context) : arrayList(own, place, context);
      const key = place.path.join('.').replace('*', name);
      return list ? { ...common(name, place, context), key, ...list } : [];
    });
  });
  // Two tables of pixi are one list.
  return lists.filter(
    ({ id, kind }, index) => kind !== 'pixi' || lists.findIndex((list) => list.id === id) === index,
  );
}

/** The text that a TOML file has under keys. */
function textAt(entries: readonly TomlEntry[], way: readonly string[]): string | undefined {
  const entry = entries.find(({ path: keys }) => keys.join('\0') === way.join('\0'));
  return entry && tomlText(entry.node);
}

interface Context {
  readonly file: string;
  readonly entries: readonly TomlEntry[];
  /** The project's own name. */
  readonly project: string | undefined;
}

type Content = Pick<RequirementList, 'requirements'> & Partial<RequirementList>;

/** The name that keys have in the place of `*`; an empty one where the place has none. */
function nameAt(keys: readonly string[], place: readonly string[]): string | undefined {
  const isThere = place.every((key, index) =>
    key === '*' ? keys[index] !== undefined : keys[index] === key,
  );
  return isThere ? (keys[place.indexOf('*')] ?? '') : undefined;
}

function common(
  name: string,
  { kind, path: way, role }: Place,
  { file, entries }: Context,
): Omit<RequirementList, 'requirements' | 'key'> {
  const features = way.includes('envs') ? [...way.slice(0, way.indexOf('envs') + 1), name, 'features'] : [];
  const taken = entries.find(({ path: keys }) => keys.join('\0') === features.join('\0'))?.node;
  const extras = taken?.type === 'TOMLArray' ? taken.elements.flatMap((each) => tomlText(each) ?? []) : [];
  return {
    file,
    kind,
    name: kind === 'group' && name === '' ? 'dev' : name,
    role: role ?? (kind === 'hatch' || kind === 'tox' ? environmentRole(name) : roleOf(name)),
    id: kind === 'main' ? kind : idOf(kind, name),
    // Whoever installs a list of a project has what the project itself needs.
    includes: [...(kind === 'main' ? [] : ['main']), ...extras.map((extra) => idOf('extra', extra))],
  };
}

function idOf(kind: ListKind, name: string): string {
  return `${kind}:${normalizedName(name)}`;
}

function arrayList(own: readonly TomlEntry[], { kind }: Place, { project }: Context): Content | undefined {
  const node = own.map((entry) => entry.node).find((each) => each.type === 'TOMLArray');
  if (!node) return undefined;
  const parsed = node.elements.map((each) => parseRequirement(tomlText(each) ?? '', each.range[0]));
  const requirements = parsed.filter((each) => each !== undefined);
  const names = parsed.map((each) => each?.name);
  const taken = node.elements.flatMap((each) => includedBy(each));
  const extras = requirements.filter(({ name }) => name === project).flatMap(({ rest }) => extrasIn(rest));
  return {
    requirements,
    includes: [
      'main',
      ...taken.map((name) => idOf(kind, name)),
      ...extras.map((name) => idOf('extra', name)),
    ],
    add: (body, plugin, marker) => {
      const range = rangeOf(plugin, styleOf(requirements));
      const text = `${plugin.name}${range}${marker === '' ? '' : `; ${marker}`}`;
      return insertTomlText(body, node, { text, index: indexFor(names, plugin.name) });
    },
  };
}

/** `{ include-group = "test" }` */
function includedBy(element: AST.TOMLContentNode): readonly string[] {
  if (element.type !== 'TOMLInlineTable') return [];
  return element.body.flatMap((pair) => tomlText(pair.value) ?? []);
}

/** `[test,docs]` behind a name. */
function extrasIn(rest: string): readonly string[] {
  return (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? '').split(',').map((name) => name.trim());
}

function tableList(own: readonly TomlEntry[], place: Place, { entries }: Context): Content | undefined {
  const depth = place.path.length;
  const node = tableAt(own, depth);
  const way = own[0]?.path.slice(0, depth) ?? [];
  const beside = place.fromPypi === undefined ? undefined : [...way.slice(0, -1), place.fromPypi];
  const others = beside ? entries.filter(({ path: keys }) => nameAt(keys, beside) !== undefined) : [];
  const requirements = [...requirementsIn(own, depth), ...requirementsIn(others, depth)];
  if (!node) return requirements.length > 0 ? { requirements, isTable: true } : undefined;
  return {
    requirements,
    isTable: true,
    add: (body, plugin, marker) => {
      const pair = (table: Table | undefined): Pair => pairOf(plugin, table, { requirements, marker });
      // conda has no package of the set-up.
      if (!beside || plugin.name !== 'pytest-cogniverse') return insertTomlPair(body, node, pair(node));
      const table = tableAt(others, depth);
      if (table) return insertTomlPair(body, table, pair(table));
      const text = `[${beside.map(written).join('.')}]\n${pair(undefined).line}`;
      const end = node.range[1];
      return [{ start: end, end, text: `\n\n${text}`.replaceAll('\n', lineEndAt(body, body.length)) }];
    },
  };
}

type Table = AST.TOMLTable | AST.TOMLInlineTable;

function tableAt(own: readonly TomlEntry[], depth: number): Table | undefined {
  return own
    .filter((entry) => entry.path.length === depth)
    .map((entry) => entry.node)
    .find((each) => each.type === 'TOMLTable' || each.type === 'TOMLInlineTable');
}

function requirementsIn(own: readonly TomlEntry[], depth: number): readonly Requirement[] {
  return own.flatMap((entry): Requirement[] => {
    const name = entry.path[depth];
    if (name === undefined || name === 'python' || entry.path.length > depth + 1) return [];
    const rest = tomlText(entry.node) ?? versionIn(entry, own) ?? '*';
    return [{ name: normalizedName(name), rest, offset: (entry.pair ?? entry.node).range[0] }];
  });
}

/** A key as it is written. */
function written(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

/** `{ version = "^1.0", extras = ["x"] }` */
function versionIn({ path: way }: TomlEntry, own: readonly TomlEntry[]): string | undefined {
  return textAt(own, [...way, 'version']);
}

interface Pair {
  readonly line: string;
  /** Where it stands afterwards. */
  readonly index: number;
}

function pairOf(
  plugin: NeededPlugin,
  table: Table | undefined,
  { requirements, marker }: { readonly requirements: readonly Requirement[]; readonly marker: string },
): Pair {
  const names = (table ? tomlKeys(table) : []).map((name) =>
    name === 'python' ? undefined : normalizedName(name),
  );
  const range = rangeOf(plugin, styleOf(requirements)).trim();
  const version = JSON.stringify(range === '' ? '*' : range);
  const python = JSON.stringify(marker.replace(/[^\d.<>=]/g, ''));
  const value = marker === '' ? version : `{ version = ${version}, python = ${python} }`;
  return { line: `${plugin.name} = ${value}`, index: indexFor(names, plugin.name) };
}

/** The lines of a list for development, in a file that has none. */
export function newDevelopmentList(plugin: NeededPlugin, isPoetry: boolean): readonly string[] {
  if (isPoetry) {
    const range = rangeOf(plugin, { operator: '^', blank: '' });
    return ['[tool.poetry.group.dev.dependencies]', `${plugin.name} = ${JSON.stringify(range)}`];
  }
  return ['[dependency-groups]', newGroup(plugin)];
}

/** A group for development that holds but one plugin. */
export function newGroup(plugin: NeededPlugin): string {
  return `dev = [${JSON.stringify(plugin.name + rangeOf(plugin, { operator: '>=', blank: '' }))}]`;
}
