import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from './assigned-values.ts';
import { definitionsAt } from './bindings.ts';
import { attributeValues } from './class-attributes.ts';
import { definedIn, importedPath, originsOf } from './origin.ts';
import type { Binding } from './namespace.ts';
import type { PythonSource } from './source.ts';

/** An expression with the file it stands in. */
export interface Placed<Node extends Py.Node = Py.expr> {
  readonly node: Node;
  readonly source: PythonSource;
}

/** `pytest.mark.NAME`, with what it was called with, if it was. */
export interface Mark {
  readonly name: string;
  readonly args: readonly Placed[];
  readonly keywords: ReadonlyMap<string, Placed>;
  /** It is called with `*args` or `**kwargs`, so there may be others. */
  readonly hasMore: boolean;
  /** The call or, for a mark that is not called, the attribute, wherever it stands. */
  readonly stated: Placed;
}

/** A decorator or an element of a list of marks. What is no mark that can be told stands there as `undefined`. */
export interface MarkPlace extends Placed<Py.Node> {
  /** Several where it depends on a condition. */
  readonly marks: readonly (Mark | undefined)[];
}

/** What a search for marks may still look at: names that are set over and over lead to each other without end. */
export interface Search {
  left: number;
}

/** The steps of one search. */
export const MAX_STEPS = 200;
const MARK = /^pytest\.mark\.([^.()]+)$/;

/**
 * The marks that an expression can be, through names, attributes, imports from files of the project, and calls that
 * add arguments; `undefined` among them where it may be something else. Empty where it is known to be no mark.
 */
export function marksOf(expression: Py.expr, source: PythonSource): readonly (Mark | undefined)[] {
  return marksAt({ node: expression, source }, { left: MAX_STEPS });
}

function marksAt(placed: Placed, search: Search): readonly (Mark | undefined)[] {
  const { node, source } = placed;
  if (isSpent(search)) return [undefined];
  switch (node.nodeType) {
    case 'Call':
      return calledMarks(node, source, search);
    case 'IfExp':
      return [node.body, node.orelse].flatMap((branch) => marksAt({ node: branch, source }, search));
    case 'Name':
    case 'Attribute': {
      const bare = originsOf(node, source).flatMap(({ path }) => MARK.exec(path)?.[1] ?? []);
      if (bare.length > 0) return bare.map((name) => ({ ...NO_ARGUMENTS, name, stated: placed }));
      return valuesOf(placed).flatMap((value) => (value ? marksAt(value, search) : [undefined]));
    }
    case 'Subscript':
      return valuesOf({ node: node.value, source }).flatMap((table) =>
        table?.node.nodeType === 'Dict'
          ? entriesAt(table.node, node.slice).flatMap((value) => marksAt({ node: value, source: table.source }, search))
          : [undefined],
      );
    default:
      return [];
  }
}

/** The values of a dict under a key, all of them where either is not spelt. */
function entriesAt({ keys, values }: Py.Dict, key: Py.expr): readonly Py.expr[] {
  const isAt = (other: Py.expr | null | undefined): boolean =>
    other?.nodeType === 'Constant' && key.nodeType === 'Constant' && other.value === key.value;
  const found = values.filter((_, place) => isAt(keys[place]));
  return found.length > 0 ? found.slice(-1) : values;
}

/** Takes a step of a search; whether there was none left. */
export function isSpent(search: Search): boolean {
  search.left -= 1;
  return search.left < 0;
}

const NO_ARGUMENTS = { args: [], keywords: new Map<string, Placed>(), hasMore: false };

/** `mark(arguments)` and `mark.with_args(arguments)`; several calls add to each other. */
function calledMarks(call: Py.Call, source: PythonSource, search: Search): readonly (Mark | undefined)[] {
  const { func } = call;
  const callee = func.nodeType === 'Attribute' && func.attr === 'with_args' ? func.value : func;
  return marksAt({ node: callee, source }, search).map((mark) => {
    if (!mark) return undefined;
    const positional = call.args.filter(({ nodeType }) => nodeType !== 'Starred');
    const named = call.keywords.flatMap(({ arg, value }): [string, Placed][] =>
      arg === null ? [] : [[arg, { node: value, source }]],
    );
    return {
      name: mark.name,
      args: [...mark.args, ...positional.map((node) => ({ node, source }))],
      keywords: new Map([...mark.keywords, ...named]),
      hasMore: mark.hasMore || positional.length < call.args.length || named.length < call.keywords.length,
      stated: { node: call, source },
    };
  });
}

/**
 * The expressions that a name or attribute stands for, here or in another file of the project; `undefined` among
 * them for what is not spelt.
 */
export function valuesOf({ node, source }: Placed): readonly (Placed | undefined)[] {
  if (node.nodeType === 'Attribute') {
    const stated = attributeValues(node, source);
    if (stated)
      return [
        ...stated.values.map((value) => ({ node: value, source })),
        ...(stated.hasOthers ? [undefined] : []),
      ];
    return originsOf(node, source).flatMap(({ path }) => importedValues(path, source));
  }
  if (node.nodeType !== 'Name') return [];
  return (definitionsAt(node, source) ?? []).flatMap((definition) => definitionValues(definition, source));
}

function definitionValues(definition: Definition, source: PythonSource): readonly (Placed | undefined)[] {
  const { kind, name } = definition;
  if (kind === 'function' || kind === 'class') return [];
  if ((kind === 'import' || kind === 'import-from') && name.nodeType === 'alias') {
    return importedValues(importedPath(name), source);
  }
  return assignedValues(definition)?.map((value) => ({ node: value, source })) ?? [undefined];
}

function importedValues(path: string, source: PythonSource): readonly (Placed | undefined)[] {
  const found = definedIn(path, source);
  if (found?.rest !== '') return [undefined];
  return found.definitions.flatMap((definition) =>
    definition.kind === 'import' || definition.kind === 'import-from'
      ? [undefined]
      : definitionValues(definition, found.source),
  );
}

/** What `pytestmark` holds, in the order in which pytest looks through it. */
export interface MarkList {
  readonly places: readonly MarkPlace[];
  /** What pytest refuses to take as marks. */
  readonly refused: Py.Tuple | undefined;
}

/** The lists that a binding of `pytestmark` can be. */
export function markListOf(binding: Binding, source: PythonSource): MarkList {
  return boundList(binding, source, { left: MAX_STEPS });
}

/** The list that an expression is, wherever it is used. */
export function markListIn({ node, source }: Placed): MarkList {
  return listOf(node, source, [], { left: MAX_STEPS });
}

function boundList(binding: Binding, source: PythonSource, search: Search): MarkList {
  const lists = [
    binding.kind === 'value'
      ? listOf(binding.node, source, binding.before, search)
      : otherList(binding, source, search),
    ...binding.added.map(({ value, isElement }) =>
      isElement ? { places: [placeOf(value, source)], refused: undefined } : listOf(value, source, [], search),
    ),
  ];
  const refused = binding.added.length === 0 ? lists[0]?.refused : undefined;
  return { places: lists.flatMap(({ places }) => places), refused };
}

/** `from .marks import pytestmark` */
function otherList({ node }: Binding, source: PythonSource, search: Search): MarkList {
  const alias =
    node.nodeType === 'ImportFrom'
      ? node.names.find(({ name, asname }) => name === '*' || (asname ?? name) === 'pytestmark')
      : undefined;
  const path = alias && importedPath(alias).replace(/\*$/, 'pytestmark');
  const values = path === undefined ? [undefined] : importedValues(path, source);
  return joined(
    values.map((value) => (value ? listOf(value.node, value.source, [], search) : unknownList(node, source))),
  );
}

function unknownList(node: Py.Node, source: PythonSource): MarkList {
  return { places: [{ node, source, marks: [undefined] }], refused: undefined };
}

function joined(lists: readonly MarkList[]): MarkList {
  return { places: lists.flatMap(({ places }) => places), refused: undefined };
}

function placeOf(node: Py.expr, source: PythonSource): MarkPlace {
  const marks = marksOf(node, source);
  return { node, source, marks: marks.length === 0 ? [undefined] : marks };
}

/** The marks of a value of `pytestmark` or `marks=`: one mark, a list, or lists that are put together. */
function listOf(node: Py.Node, source: PythonSource, before: readonly Binding[], search: Search): MarkList {
  if (isSpent(search)) return unknownList(node, source);
  const below = (part: Py.expr): MarkList => listOf(part, source, before, search);
  switch (node.nodeType) {
    case 'List':
    case 'Tuple': {
      const { places } = joined(
        node.elts.map((element) =>
          element.nodeType === 'Starred'
            ? below(element.value)
            : { places: [placeOf(element, source)], refused: undefined },
        ),
      );
      return { places, refused: node.nodeType === 'Tuple' ? node : undefined };
    }
    case 'BinOp':
      return node.op === 'Add' ? joined([below(node.left), below(node.right)]) : unknownList(node, source);
    case 'Name':
    case 'Attribute':
      return namedList(node, source, before, search);
    case 'Call':
    case 'IfExp':
    case 'Subscript': {
      const marks = marksOf(node, source);
      if (marks.some((mark) => mark !== undefined))
        return { places: [{ node, source, marks }], refused: undefined };
      return node.nodeType === 'IfExp'
        ? joined([below(node.body), below(node.orelse)])
        : unknownList(node, source);
    }
    default:
      return unknownList(node, source);
  }
}

function namedList(
  node: Py.Name | Py.Attribute,
  source: PythonSource,
  before: readonly Binding[],
  search: Search,
): MarkList {
  if (node.nodeType === 'Name' && node.id === 'pytestmark' && before.length > 0) {
    return joined(before.map((binding) => boundList(binding, source, search)));
  }
  const marks = marksOf(node, source);
  if (marks.some((mark) => mark !== undefined))
    return { places: [{ node, source, marks }], refused: undefined };
  const lists = valuesOf({ node, source }).map((value) =>
    value ? listOf(value.node, value.source, [], search) : unknownList(node, source),
  );
  if (lists.length === 0) return unknownList(node, source);
  return lists.length === 1 && lists[0] ? lists[0] : joined(lists);
}
