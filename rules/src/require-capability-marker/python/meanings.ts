import type { Definition, Py } from '@cogniverse/eslint-python';

import { isGivenFixtures } from '../../models/python/given-fixtures.ts';
import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { attributeValues } from '../../resolve/python/class-attributes.ts';
import type { PlacedFixture } from '../../resolve/python/fixture-lookup.ts';
import { isFunction, returnedBy } from '../../resolve/python/functions.ts';
import type { Placed } from '../../resolve/python/marks.ts';
import { definedIn, importedPath, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { staticValues } from '../../resolve/python/static-value.ts';
import { joined, type KnownText } from '../known-text.ts';

const MAX_DEPTH = 8;
const ENVIRONMENT = new Set(['os.environ.get', 'os.getenv']);
/** Methods and functions that keep what a text begins with. */
const KEEPS_BEGINNING = new Set(['rstrip', 'removesuffix', 'urljoin', 'str', 'URL']);

/** What expressions mean where the fixtures of a test are known: through names, `with`, attributes and fixtures. */
export class Meanings {
  readonly #fixtures: ReadonlyMap<string, PlacedFixture>;

  /** @param fixtures - The fixtures that run for the test, by their names. */
  constructor(fixtures: ReadonlyMap<string, PlacedFixture>) {
    this.#fixtures = fixtures;
  }

  /** The call that makes what an expression is; `undefined` where it may be made in several ways. */
  madeBy(node: Py.expr, source: PythonSource, depth = 0): Placed<Py.Call> | undefined {
    if (node.nodeType === 'Call') return { node, source };
    const value = depth > MAX_DEPTH ? undefined : this.#valueOf(node, source);
    return value && this.madeBy(value.node, value.source, depth + 1);
  }

  /** The parts of a chain, `prompt | model | parser`; an expression that is none is its own part. */
  partsOf(node: Py.expr, source: PythonSource, depth = 0): readonly Placed[] {
    if (depth > MAX_DEPTH) return [];
    if (node.nodeType === 'BinOp' && node.op === 'BitOr') {
      return [node.left, node.right].flatMap((part) => this.partsOf(part, source, depth + 1));
    }
    const value = node.nodeType === 'Name' ? this.#valueOf(node, source) : undefined;
    return value ? this.partsOf(value.node, value.source, depth + 1) : [{ node, source }];
  }

  /** What a text begins with, whatever the environment says else. */
  textOf(node: Py.expr, source: PythonSource, depth = 0): KnownText | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const below = (part: Py.expr): KnownText | undefined => this.textOf(part, source, depth + 1);
    switch (node.nodeType) {
      case 'Constant':
        return node.valueType === 'str' || node.valueType === 'int'
          ? { text: String(node.value), isWhole: true }
          : undefined;
      case 'JoinedStr':
        return joined(
          node.values.map((part) => (part.nodeType === 'FormattedValue' ? below(part.value) : below(part))),
        );
      case 'BinOp':
        return node.op === 'Add' ? joined([below(node.left), below(node.right)]) : undefined;
      case 'BoolOp': {
        const stated = node.values.filter((value) => !isEnvironment(value, source));
        const [value, ...others] = stated;
        return value && others.length === 0 && node.op === 'Or' ? below(value) : undefined;
      }
      case 'Call':
        return this.#textOfCall(node, source, depth + 1);
      default: {
        const value = this.#valueOf(node, source);
        if (value) return this.textOf(value.node, value.source, depth + 1);
        const [stated, ...others] = staticValues(node, source);
        const text = others.length === 0 && stated?.kind === 'constant' ? stated.value : undefined;
        return typeof text === 'string' || typeof text === 'number'
          ? { text: String(text), isWhole: true }
          : undefined;
      }
    }
  }

  #textOfCall(call: Py.Call, source: PythonSource, depth: number): KnownText | undefined {
    const { func, args } = call;
    if (isEnvironment(call, source)) return args[1] && this.textOf(args[1], source, depth);
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    const [first] = args;
    if (!KEEPS_BEGINNING.has(name)) return undefined;
    const isMethod = name === 'rstrip' || name === 'removesuffix';
    const start = isMethod && func.nodeType === 'Attribute' ? func.value : first;
    const known = start && this.textOf(start, source, depth);
    return known && { ...known, isWhole: false };
  }

  /** The expression that a name or attribute stands for, where there is one. */
  #valueOf(node: Py.expr, source: PythonSource): Possible {
    const known = knownValues.get(node);
    if (known) return known.value;
    const value = this.#findValue(node, source);
    if (!mayBeGiven(node, source)) knownValues.set(node, { value });
    return value;
  }

  #findValue(node: Py.expr, source: PythonSource): Possible {
    switch (node.nodeType) {
      case 'Await':
      case 'NamedExpr':
        return { node: node.value, source };
      case 'Attribute': {
        const stated = attributeValues(node, source);
        if (stated && !stated.hasOthers) return only(stated.values.map((value) => ({ node: value, source })));
        return only(originsOf(node, source).flatMap(({ path }) => imported(path, source)));
      }
      case 'Name':
        return only(
          (definitionsAt(node, source) ?? []).flatMap((definition) => this.#defined(definition, source)),
        );
      default:
        return undefined;
    }
  }

  #defined(definition: Definition, source: PythonSource): readonly Possible[] {
    const { kind, name } = definition;
    if ((kind === 'import' || kind === 'import-from') && name.nodeType === 'alias') {
      return imported(importedPath(name), source);
    }
    if (kind === 'parameter') return name.nodeType === 'arg' ? this.#given(name, source) : UNKNOWN;
    const { parent } = name;
    if (parent?.nodeType === 'withitem') return [{ node: parent.context_expr, source }];
    return assignedValues(definition)?.map((value) => ({ node: value, source })) ?? UNKNOWN;
  }

  /** What a fixture gives to a parameter. */
  #given(parameter: Py.arg, source: PythonSource): readonly Possible[] {
    const fn = parameter.parent?.parent;
    const fixture = this.#fixtures.get(parameter.arg);
    if (!isFunction(fn) || !fixture || fixture.node === fn || !isGivenFixtures(fn, source)) return UNKNOWN;
    return returnedBy(fixture.node).map((node) => ({ node, source: fixture.source }));
  }
}

/** An expression that something can be; `undefined` for what is not spelt. */
type Possible = Placed | undefined;

const UNKNOWN: readonly Possible[] = [undefined];

/** What expressions stand for in every test: tests share fixtures and helpers, and ask for the same again. */
const knownValues = new WeakMap<Py.expr, { readonly value: Possible }>();

/** Whether it depends on the test what an expression stands for. */
function mayBeGiven(node: Py.expr, source: PythonSource): boolean {
  return node.nodeType === 'Name' && (definitionsAt(node, source) ?? []).some(({ kind }) => kind === 'parameter');
}

function imported(path: string, source: PythonSource): readonly Possible[] {
  const found = definedIn(path, source);
  if (found?.rest !== '') return UNKNOWN;
  return found.definitions.flatMap(
    (definition) => assignedValues(definition)?.map((node) => ({ node, source: found.source })) ?? UNKNOWN,
  );
}

function only(values: readonly Possible[]): Possible {
  return values.length === 1 ? values[0] : undefined;
}

function isEnvironment(node: Py.expr, source: PythonSource): boolean {
  if (node.nodeType === 'Subscript')
    return originsOf(node.value, source).some(({ path }) => path === 'os.environ');
  return node.nodeType === 'Call' && originsOf(node.func, source).some(({ path }) => ENVIRONMENT.has(path));
}
