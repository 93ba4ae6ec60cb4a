import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from './assigned-values.ts';
import { definitionsAt, referenceOf } from './bindings.ts';
import { keywordOf } from './calls.ts';
import { attributeValues } from './class-attributes.ts';
import { binary, format, percentFormat, unary } from './constant-operators.ts';
import { isChangedLater } from './mutation.ts';
import { definedIn, importedPath, originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import type { PyEntry, PyPrimitive, PyValue } from './static-value.ts';

const MAX_DEPTH = 32;
/** Evaluations of one expression; beyond them all is unknown. */
const MAX_STEPS = 5_000;
/** Values of one expression; more are taken as unknown. */
const MAX_VALUES = 64;

/** Functions that read an environment variable, with what it is unless set as their second argument. */
const ENVIRONMENT = new Set(['os.environ.get', 'os.getenv']);

/** Finds the values of one expression, with a budget of steps. */
export class Evaluation {
  #steps = 0;
  readonly #known = new Map<Py.expr, readonly PyValue[]>();

  /** The values of an expression, at least one. */
  values(node: Py.expr, source: PythonSource, depth: number): readonly PyValue[] {
    const known = this.#known.get(node);
    if (known) return known;
    this.#steps++;
    if (depth > MAX_DEPTH || this.#steps > MAX_STEPS) return [unknown(node, source)];
    const found = this.#valuesOfKind(node, source, depth + 1);
    const values = found.length === 0 || found.length > MAX_VALUES ? [unknown(node, source)] : found;
    this.#known.set(node, values);
    return values;
  }

  /** The values of each of the elements of a container. */
  elements(elements: readonly Py.expr[], source: PythonSource, depth: number): readonly (readonly PyValue[])[] {
    return elements.flatMap((element): readonly (readonly PyValue[])[] => {
      if (element.nodeType !== 'Starred') return [this.values(element, source, depth)];
      const [value, ...others] = this.values(element.value, source, depth);
      return value?.kind === 'sequence' && others.length === 0
        ? this.elements(value.node.elts, value.source, depth + 1)
        : [[unknown(element, source)]];
    });
  }

  /** The entries of a dict. */
  entries(dict: Py.Dict, source: PythonSource, depth: number): readonly PyEntry[] {
    if (depth > MAX_DEPTH) return [];
    return dict.values.flatMap((node, place): readonly PyEntry[] => {
      const key = dict.keys[place];
      const value = this.values(node, source, depth);
      if (key) return [{ key: this.values(key, source, depth), value }];
      const [unpacked, ...others] = value;
      if (unpacked?.kind === 'dict' && others.length === 0)
        return this.entries(unpacked.node, unpacked.source, depth + 1);
      return [{ key: [unknown(node, source)], value: [unknown(node, source)] }];
    });
  }

  #valuesOfKind(node: Py.expr, source: PythonSource, depth: number): readonly PyValue[] {
    const below = (expression: Py.expr): readonly PyValue[] => this.values(expression, source, depth);
    switch (node.nodeType) {
      case 'Constant':
        return isPrimitive(node) && !hasNamedCharacter(node, source) ? [constant(node.value, node, source)] : [];
      case 'List':
      case 'Tuple':
      case 'Set':
        return [{ kind: 'sequence', node, source }];
      case 'Dict':
        return [{ kind: 'dict', node, source }];
      case 'Name':
        return this.#nameValues(node, source, depth);
      case 'Attribute':
        return this.#attributeValues(node, source, depth);
      case 'NamedExpr':
        return below(node.value);
      case 'IfExp':
        return [...below(node.body), ...below(node.orelse)];
      case 'BoolOp':
        return node.values.flatMap(below);
      case 'UnaryOp':
        return below(node.operand).map((value) =>
          stated(value.kind === 'constant' ? unary(node.op, value.value) : undefined, node, source),
        );
      case 'BinOp':
        return this.#binaryValues(node, source, depth);
      case 'JoinedStr':
        return this.#joinedValues(node, source, depth);
      case 'Call':
        return this.#callValues(node, source, depth);
      case 'Subscript':
        return this.#subscriptValues(node, source, depth);
      default:
        return [];
    }
  }

  #nameValues(name: Py.Name, source: PythonSource, depth: number): readonly PyValue[] {
    const definitions = definitionsAt(name, source) ?? [];
    const values = definitions.flatMap((definition) => this.#definitionValues(definition, name, source, depth));
    const variable = referenceOf(name, source)?.variable;
    return values.map((value) =>
      isContainer(value) && variable && isChangedLater(variable) ? unknown(name, source) : value,
    );
  }

  #definitionValues(
    definition: Definition,
    node: Py.expr,
    source: PythonSource,
    depth: number,
  ): readonly PyValue[] {
    const { kind, name } = definition;
    if ((kind === 'import' || kind === 'import-from') && name.nodeType === 'alias') {
      return this.#importedValues(importedPath(name), node, source, depth);
    }
    return (
      assignedValues(definition)?.flatMap((value) => this.values(value, source, depth)) ?? [unknown(node, source)]
    );
  }

  /** Through one import and no further. */
  #importedValues(path: string, node: Py.expr, source: PythonSource, depth: number): readonly PyValue[] {
    const found = definedIn(path, source);
    if (found?.rest !== '') return [unknown(node, source)];
    return found.definitions.flatMap((definition) => {
      const values = assignedValues(definition);
      const isChanged = isChangedLater(
        found.source.scopes.moduleScope.variables.get(path.split('.').at(-1) ?? ''),
      );
      if (!values || isChanged) return [unknown(node, source)];
      return values.flatMap((value) => this.values(value, found.source, depth));
    });
  }

  #attributeValues(node: Py.Attribute, source: PythonSource, depth: number): readonly PyValue[] {
    const stated = attributeValues(node, source);
    if (stated) {
      const values = stated.values.flatMap((value) => this.values(value, source, depth));
      return stated.hasOthers ? [...values, unknown(node, source)] : values;
    }
    const [origin, ...others] = originsOf(node, source);
    return origin && others.length === 0 ? this.#importedValues(origin.path, node, source, depth) : [];
  }

  #binaryValues(node: Py.BinOp, source: PythonSource, depth: number): readonly PyValue[] {
    const lefts = this.values(node.left, source, depth);
    if (node.op === 'Mod' && lefts.some(isText)) {
      const parts = node.right.nodeType === 'Tuple' ? node.right.elts : [node.right];
      return this.#combined([node.left, ...parts], source, depth, node, ([template, ...rest]) =>
        typeof template === 'string' ? percentFormat(template, rest) : undefined,
      );
    }
    return this.#combined([node.left, node.right], source, depth, node, ([left, right]) =>
      left === undefined || right === undefined ? undefined : binary(node.op, left, right),
    );
  }

  #joinedValues(node: Py.JoinedStr, source: PythonSource, depth: number): readonly PyValue[] {
    const isPlain = node.values.every(
      (part) => part.nodeType === 'Constant' || (part.conversion === -1 && part.format_spec === null),
    );
    if (!isPlain) return [];
    const parts = node.values.map((part) => (part.nodeType === 'Constant' ? part : part.value));
    return this.#combined(parts, source, depth, node, (values) => format('{}'.repeat(values.length), values));
  }

  #callValues(node: Py.Call, source: PythonSource, depth: number): readonly PyValue[] {
    const { func, args } = node;
    if (func.nodeType === 'Attribute' && func.attr === 'format') return this.#formatValues(node, func, source, depth);
    const [first, second = keywordOf(node, 'default')] = args;
    if (func.nodeType === 'Attribute' && func.attr === 'join' && (first?.nodeType === 'List' || first?.nodeType === 'Tuple')) {
      return this.#combined([func.value, ...first.elts], source, depth, node, ([glue, ...texts]) =>
        typeof glue === 'string' && texts.every((text) => typeof text === 'string') ? texts.join(glue) : undefined,
      );
    }
    const isFromEnvironment = originsOf(func, source).some(({ path }) => ENVIRONMENT.has(path));
    if (!isFromEnvironment || !first) return [];
    return [unknown(node, source), ...(second ? this.values(second, source, depth) : [])];
  }

  #formatValues(
    node: Py.Call,
    { value: template }: Py.Attribute,
    source: PythonSource,
    depth: number,
  ): readonly PyValue[] {
    const { args, keywords } = node;
    const parts = [template, ...args, ...keywords.map(({ value }) => value)];
    return this.#combined(parts, source, depth, node, ([text, ...rest]) => {
      const named = new Map(keywords.map(({ arg }, place) => [arg, rest[args.length + place]] as const));
      return typeof text === 'string' ? format(text, rest.slice(0, args.length), named) : undefined;
    });
  }

  #subscriptValues(node: Py.Subscript, source: PythonSource, depth: number): readonly PyValue[] {
    return this.values(node.slice, source, depth).flatMap((key) =>
      this.values(node.value, source, depth).flatMap((container): readonly PyValue[] => {
        if (key.kind !== 'constant') return [unknown(node, source)];
        return this.#itemValues(container, key.value, depth) ?? [unknown(node, source)];
      }),
    );
  }

  #itemValues(container: PyValue, key: PyPrimitive, depth: number): readonly PyValue[] | undefined {
    if (container.kind === 'sequence' && typeof key === 'number') {
      return this.elements(container.node.elts, container.source, depth).at(key);
    }
    if (container.kind !== 'dict') return undefined;
    const entries = this.entries(container.node, container.source, depth);
    if (entries.some((entry) => entry.key.some(({ kind }) => kind !== 'constant'))) return undefined;
    return entries.findLast((entry) => entry.key.some((value) => value.kind === 'constant' && value.value === key))
      ?.value;
  }

  /** What a function makes of each combination of the values of some expressions. */
  #combined(
    parts: readonly Py.expr[],
    source: PythonSource,
    depth: number,
    node: Py.expr,
    combine: (values: readonly PyPrimitive[]) => PyPrimitive | undefined,
  ): readonly PyValue[] {
    let combinations: (readonly (PyPrimitive | undefined)[])[] = [[]];
    for (const part of parts) {
      const values = this.values(part, source, depth).map((value) =>
        value.kind === 'constant' ? value.value : undefined,
      );
      combinations = combinations.flatMap((before) => values.map((value) => [...before, value]));
      if (combinations.length > MAX_VALUES) return [];
    }
    return combinations.map((values) => stated(isAllKnown(values) ? combine(values) : undefined, node, source));
  }
}

function isAllKnown(values: readonly (PyPrimitive | undefined)[]): values is readonly PyPrimitive[] {
  return !values.includes(undefined);
}

function isPrimitive(
  node: Py.Constant,
): node is Py.StrConstant | Py.IntConstant | Py.FloatConstant | Py.BoolConstant | Py.NoneConstant {
  return ['str', 'int', 'float', 'bool', 'NoneType'].includes(node.valueType);
}

/** The parser puts a replacement character in the place of `\N{BULLET}`. */
function hasNamedCharacter({ value, range }: Py.Constant, source: PythonSource): boolean {
  return typeof value === 'string' && value.includes('\uFFFD') && source.text.slice(...range).includes('\\N{');
}

function isText(value: PyValue): boolean {
  return value.kind === 'constant' && typeof value.value === 'string';
}

function isContainer({ kind }: PyValue): boolean {
  return kind === 'sequence' || kind === 'dict';
}

function stated(value: PyPrimitive | undefined, node: Py.expr, source: PythonSource): PyValue {
  return value === undefined ? unknown(node, source) : constant(value, node, source);
}

function constant(value: PyPrimitive, node: Py.expr, source: PythonSource): PyValue {
  return { kind: 'constant', value, node, source };
}

function unknown(node: Py.expr, source: PythonSource): PyValue {
  return { kind: 'unknown', node, source };
}
