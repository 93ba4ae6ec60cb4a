import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { attributeValues } from '../../resolve/python/class-attributes.ts';
import { fixtureValues } from '../../resolve/python/fixtures.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import type { IdNames } from '../id-names.ts';
import { standsFor, type Given, type ReachedCall } from './reached-calls.ts';

/** An id that a call is given. */
export interface GivenId {
  /** What it is an id of: `tenantId`. */
  readonly name: string;
  /** The text that states it. */
  readonly literal: Py.StrConstant;
}

const MAX_DEPTH = 3;

/**
 * The ids that a call is given: by keyword, as entries of dicts, as variables of such names, in texts and
 * in what is made for it, `add(Item(tenant_id="a"))`.
 */
export function idsGivenTo(
  { call, given }: ReachedCall,
  source: PythonSource,
  names: IdNames,
  depth = 0,
): readonly GivenId[] {
  const ids = [...call.args, ...call.keywords].flatMap((argument) =>
    idsIn(argument, { source, names, given, depth }),
  );
  return [...new Map(ids.map((one) => [`${one.name} ${one.literal.range[0]}`, one])).values()];
}

interface Search {
  readonly source: PythonSource;
  readonly names: IdNames;
  readonly given: Given;
  readonly depth: number;
}

function idsIn(argument: Py.Node, search: Search): readonly GivenId[] {
  const nodes = pythonNodesIn(argument, ({ nodeType }) => nodeType !== 'Lambda');
  return [...nodes].flatMap((node) => {
    switch (node.nodeType) {
      case 'Dict':
        return node.keys.flatMap((key, place) => {
          const value = node.values[place];
          const isText = key?.nodeType === 'Constant' && typeof key.value === 'string';
          return value && isText ? idAt(key.value, value, search) : [];
        });
      case 'keyword':
        return node.arg === null ? [] : idAt(node.arg, node.value, search);
      case 'Name':
        return [...idAt(node.id, node, search), ...idsOfMade(node, search)];
      case 'Attribute':
        return idAt(node.attr, node, search);
      default:
        return [];
    }
  });
}

function idAt(name: string, value: Py.expr, { source, names, given }: Search): readonly GivenId[] {
  const id = names.nameFor(name);
  const literal = id === undefined ? undefined : statedText(standsFor(value, given, source), source);
  // `user_id="user_id"` stands for any id in a test that is generated from the description of an API.
  return id !== undefined && literal && literal.value !== name ? [{ name: id, literal }] : [];
}

/** What a variable was made with: `item = Item(tenant_id="a")`. */
function idsOfMade(name: Py.Name, search: Search): readonly GivenId[] {
  const { source, names, given, depth } = search;
  if (depth > MAX_DEPTH) return [];
  const meant = standsFor(name, given, source);
  const values = meant.nodeType === 'Name' ? valuesOf(meant, source) : [meant];
  return values.flatMap((value) => {
    if (value.nodeType === 'Dict') return idsIn(value, { ...search, depth: depth + 1 });
    return value.nodeType === 'Call' ? idsGivenTo({ call: value, given }, source, names, depth + 1) : [];
  });
}

/** What the only definition of a name gives it. */
function valuesOf(name: Py.Name, source: PythonSource): readonly Py.expr[] {
  const [definition, ...others] = definitionsAt(name, source) ?? [];
  return definition && others.length === 0 ? (assignedValues(definition) ?? []) : [];
}

/** What the fixture gives that a parameter asks for, where it is one of the file and gives one thing. */
function fixtureValue(name: Py.Name, source: PythonSource): Py.expr | undefined {
  const [definition] = definitionsAt(name, source) ?? [];
  const fn = definition?.kind === 'parameter' ? definition.name.parent?.parent : undefined;
  const [value, ...others] = isFunction(fn) ? fixtureValues(name.id, fn, source) : [];
  return others.length === 0 ? value : undefined;
}

/** The literal that an expression is, or that the constant, attribute or fixture has which it names. */
function statedText(expression: Py.expr, source: PythonSource): Py.StrConstant | undefined {
  switch (expression.nodeType) {
    case 'Constant':
      return expression.valueType === 'str' ? expression : undefined;
    case 'Name': {
      const [value] = valuesOf(expression, source);
      const stated = value ?? fixtureValue(expression, source);
      if (stated?.nodeType === 'Name' && stated !== expression) return statedText(stated, source);
      return stated?.nodeType === 'Constant' && stated.valueType === 'str' ? stated : undefined;
    }
    case 'Attribute': {
      const stated = attributeValues(expression, source);
      const [value, ...others] = stated?.hasOthers === false ? stated.values : [];
      return others.length === 0 && value?.nodeType === 'Constant' && value.valueType === 'str'
        ? value
        : undefined;
    }
    default:
      return undefined;
  }
}
