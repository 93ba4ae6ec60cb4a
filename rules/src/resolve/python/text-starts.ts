import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from './assigned-values.ts';
import { definitionsAt } from './bindings.ts';
import { keywordOf } from './calls.ts';
import { isFunction, type PyFunction } from './functions.ts';
import type { PythonSource } from './source.ts';
import { dictEntries, elementValues, staticValues, type PyValue } from './static-value.ts';
import { pythonNodesIn } from './walk.ts';

/** How a text begins, as far as the project spells it. */
export interface TextStart {
  readonly text: string;
  /** Nothing follows that is not spelt. */
  readonly isWhole: boolean;
}

const NOTHING: TextStart = { text: '', isWhole: false };
const MAX_DEPTH = 12;
/** An expression with more beginnings than this is unknown. */
const MAX_STARTS = 200;

/**
 * How the text that an expression gives can begin: through constants, formatting, loops over what is spelt,
 * and parameters of functions of the file that are given constants. At least one.
 */
export function textStarts(expression: Py.expr, source: PythonSource): readonly TextStart[] {
  return startsOf(expression, source, 0);
}

function startsOf(node: Py.expr, source: PythonSource, depth: number): readonly TextStart[] {
  const values = staticValues(node, source);
  if (values.every(({ kind }) => kind === 'constant')) return values.flatMap((value) => constantStart(value));
  if (depth > MAX_DEPTH) return [NOTHING];
  const starts = startsOfKind(node, source, depth + 1);
  return starts.length === 0 || starts.length > MAX_STARTS ? [NOTHING] : starts;
}

function constantStart(value: PyValue): readonly TextStart[] {
  return value.kind === 'constant' ? [{ text: String(value.value), isWhole: true }] : [NOTHING];
}

function startsOfKind(node: Py.expr, source: PythonSource, depth: number): readonly TextStart[] {
  const below = (part: Py.expr): readonly TextStart[] => startsOf(part, source, depth);
  switch (node.nodeType) {
    case 'JoinedStr':
      return joined(
        node.values.map((part) => (part.nodeType === 'Constant' ? part : part.value)),
        below,
      );
    case 'BinOp':
      if (node.op === 'Add') return joined([node.left, node.right], below);
      return node.op === 'Mod' ? filledIn(below(node.left), percentArguments(node.right), below) : [];
    case 'Call':
      return node.func.nodeType === 'Attribute' && node.func.attr === 'format'
        ? filledIn(below(node.func.value), formatArguments(node), below)
        : [];
    case 'IfExp':
      return [...below(node.body), ...below(node.orelse)];
    case 'Name':
      return (definitionsAt(node, source) ?? []).flatMap((definition) =>
        definitionStarts(definition, source, depth),
      );
    default:
      return [];
  }
}

function joined(
  parts: readonly Py.expr[],
  below: (part: Py.expr) => readonly TextStart[],
): readonly TextStart[] {
  return inARow(parts.map(below));
}

/** Texts one after the other, up to the first that is not spelt to its end. */
function inARow(parts: readonly (readonly TextStart[])[]): readonly TextStart[] {
  let starts: readonly TextStart[] = [{ text: '', isWhole: true }];
  for (const next of parts) {
    if (starts.length > MAX_STARTS) break;
    starts = starts.flatMap((start) =>
      start.isWhole ? next.map(({ text, isWhole }) => ({ text: start.text + text, isWhole })) : start,
    );
  }
  return starts;
}

/** The fields of a template, and what fills each. */
interface Fields {
  readonly pattern: RegExp;
  readonly argument: (field: string, place: number) => Py.expr | undefined;
}

/** `%s` of `"%s: %s" % (name, description)` */
function percentArguments(right: Py.expr): Fields {
  const given = right.nodeType === 'Tuple' ? right.elts : [right];
  return { pattern: /%(.?)/, argument: (field, place) => (field === 's' ? given[place] : undefined) };
}

/** `{}`, `{0}` and `{name}` of `"{}: {}".format(name, description)` */
function formatArguments(call: Py.Call): Fields {
  return {
    pattern: /\{([^}]*)\}?/,
    argument: (field, place) =>
      /^\d*$/.test(field) ? call.args[field === '' ? place : Number(field)] : keywordOf(call, field),
  };
}

function filledIn(
  templates: readonly TextStart[],
  { pattern, argument }: Fields,
  below: (part: Py.expr) => readonly TextStart[],
): readonly TextStart[] {
  return templates.flatMap(({ text, isWhole }) => {
    // Texts and fields take turns.
    const parts = text.split(pattern).map((part, place): readonly TextStart[] => {
      if (place % 2 === 0) return [{ text: part, isWhole: true }];
      const value = argument(part, (place - 1) / 2);
      return value ? below(value) : [NOTHING];
    });
    return inARow(isWhole ? parts : [...parts, [NOTHING]]);
  });
}

function definitionStarts(definition: Definition, source: PythonSource, depth: number): readonly TextStart[] {
  const { node, name, kind } = definition;
  if (node.nodeType === 'For' || node.nodeType === 'AsyncFor' || node.nodeType === 'comprehension') {
    return loopValues(node, name, source)?.flatMap((value) => valueStarts(value, depth)) ?? [NOTHING];
  }
  if (kind === 'parameter') {
    return argumentsFor(name, source)?.flatMap((argument) => startsOf(argument, source, depth)) ?? [NOTHING];
  }
  return assignedValues(definition)?.flatMap((value) => startsOf(value, source, depth)) ?? [NOTHING];
}

function valueStarts(value: PyValue, depth: number): readonly TextStart[] {
  return value.kind === 'unknown' ? startsOf(value.node, value.source, depth) : constantStart(value);
}

/** What a name of a loop over a spelt list or dict is in each round; `undefined` where that is not spelt. */
function loopValues(
  { target, iter }: Py.For | Py.AsyncFor | Py.comprehension,
  name: Py.Node,
  source: PythonSource,
): readonly PyValue[] | undefined {
  const place =
    target.nodeType === 'Tuple' ? target.elts.findIndex((element) => element === name) : undefined;
  if (place === -1 || (place === undefined && target !== name)) return undefined;
  const rounds = roundsOf(iter, source);
  return rounds?.flatMap((round): readonly PyValue[] => {
    if (round.kind === 'pair') return place === undefined ? [] : (round.parts[place] ?? []);
    if (place === undefined) return round.values;
    return round.values.flatMap((value) =>
      value.kind === 'sequence' ? (elementValues(value)[place] ?? []) : [unknown(value)],
    );
  });
}

function unknown({ node, source }: PyValue): PyValue {
  return { kind: 'unknown', node, source };
}

type Round =
  | { readonly kind: 'value'; readonly values: readonly PyValue[] }
  | { readonly kind: 'pair'; readonly parts: readonly (readonly PyValue[])[] };

function roundsOf(iterable: Py.expr, source: PythonSource): readonly Round[] | undefined {
  const { of, method } = viewed(iterable);
  const [container, ...others] = staticValues(of, source);
  if (others.length > 0) return undefined;
  if (container?.kind === 'sequence' && method === undefined) {
    return elementValues(container).map((values) => ({ kind: 'value', values }));
  }
  if (container?.kind !== 'dict') return undefined;
  return dictEntries(container).map(({ key, value }): Round => {
    if (method === 'items') return { kind: 'pair', parts: [key, value] };
    return { kind: 'value', values: method === 'values' ? value : key };
  });
}

/** `x.items()` goes through `x`. */
function viewed(iterable: Py.expr): { readonly of: Py.expr; readonly method: string | undefined } {
  const func = iterable.nodeType === 'Call' && iterable.args.length === 0 ? iterable.func : undefined;
  return func?.nodeType === 'Attribute'
    ? { of: func.value, method: func.attr }
    : { of: iterable, method: undefined };
}

/** What the calls in a file give a parameter of its function; `undefined` where one can't be told. */
function argumentsFor(parameter: Py.Node, source: PythonSource): readonly Py.expr[] | undefined {
  const fn = parameter.parent?.parent;
  if (parameter.nodeType !== 'arg' || !isFunction(fn)) return undefined;
  const place = [...fn.args.posonlyargs, ...fn.args.args].indexOf(parameter);
  const calls = callsOf(fn, source);
  if (calls.length === 0) return undefined;
  const given = calls.map(
    (call) => keywordOf(call, parameter.arg) ?? (place < 0 ? undefined : call.args[place]),
  );
  return given.every((argument) => argument !== undefined && argument.nodeType !== 'Starred')
    ? given
    : undefined;
}

function callsOf(fn: PyFunction, source: PythonSource): readonly Py.Call[] {
  return [...pythonNodesIn(source.ast)]
    .filter((node) => node.nodeType === 'Call')
    .filter((call) => isCallOf(call, fn, source));
}

function isCallOf({ func }: Py.Call, fn: PyFunction, source: PythonSource): boolean {
  return func.nodeType === 'Name' && (definitionsAt(func, source) ?? []).some(({ node }) => node === fn);
}
