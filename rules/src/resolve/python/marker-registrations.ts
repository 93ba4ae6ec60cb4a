import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { keywordOf } from './calls.ts';
import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { staticPrimitive, staticValues } from './static-value.ts';
import { textStarts } from './text-starts.ts';
import { pythonNodesIn } from './walk.ts';

/** The markers that something registers. */
export interface Registrations {
  readonly names: ReadonlySet<string>;
  /** Beginnings of names that are computed: `requires_` of `f"requires_{name}: …"`. */
  readonly beginnings: readonly string[];
  /** There are others, whose names are not spelt. */
  readonly hasOthers: boolean;
}

/** Nothing is registered. */
export const NO_REGISTRATIONS: Registrations = { names: new Set(), beginnings: [], hasOthers: false };

/** Registrations of which nothing is known. */
export const UNKNOWN_REGISTRATIONS: Registrations = { ...NO_REGISTRATIONS, hasOthers: true };

/** What several things register together. */
export function joinedRegistrations(all: readonly Registrations[]): Registrations {
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    beginnings: [...new Set(all.flatMap(({ beginnings }) => beginnings))],
    hasOthers: all.some(({ hasOthers }) => hasOthers),
  };
}

/**
 * What lines of the option `markers` register, as pytest reads them: `slow(reason): takes long` is about
 * `slow`.
 */
export function markersInLines(lines: readonly string[]): Registrations {
  return { ...NO_REGISTRATIONS, names: new Set(lines.map(nameIn).filter((name) => name !== '')) };
}

function nameIn(line: string): string {
  return (/^[^:(]*/.exec(line)?.[0] ?? '').trim();
}

/** What the code of a conftest or plugin itself registers by `config.addinivalue_line("markers", …)`. */
export const markersInCode = oncePer((source: PythonSource): Registrations => {
  if (!/markers|addinivalue_line/.test(source.text)) return NO_REGISTRATIONS;
  return joinedRegistrations(
    [...pythonNodesIn(source.ast)].flatMap((node) => registeredBy(node, source) ?? []),
  );
});

const ADD = 'addinivalue_line';
const OPTION = 'markers';

function registeredBy(node: Py.Node, source: PythonSource): Registrations | undefined {
  switch (node.nodeType) {
    case 'Attribute': {
      const { parent } = node;
      if (node.attr !== ADD) return undefined;
      return parent?.nodeType === 'Call' && parent.func === node
        ? addedLine(parent, source)
        : UNKNOWN_REGISTRATIONS;
    }
    case 'Call':
      return isGetattrOf(ADD, node, source) || extendsOption(node) ? UNKNOWN_REGISTRATIONS : undefined;
    case 'Subscript':
      // `config.inicfg["markers"] = …`
      return node.ctx !== 'Load' && isOption(node.slice) ? UNKNOWN_REGISTRATIONS : undefined;
    default:
      return undefined;
  }
}

function addedLine(call: Py.Call, source: PythonSource): Registrations {
  const option = call.args[0] ?? keywordOf(call, 'name');
  const line = call.args[1] ?? keywordOf(call, 'line');
  if (!option || !line) return UNKNOWN_REGISTRATIONS;
  const options = staticValues(option, source);
  const isMarkers = options.some((value) => value.kind !== 'constant' || value.value === OPTION);
  if (!isMarkers) return NO_REGISTRATIONS;
  return joinedRegistrations(
    textStarts(line, source).map(({ text, isWhole }) => {
      const name = nameIn(text);
      if (isWhole || name.length < text.trimEnd().length)
        return { ...NO_REGISTRATIONS, names: new Set([name]) };
      return name === '' ? UNKNOWN_REGISTRATIONS : { ...NO_REGISTRATIONS, beginnings: [name] };
    }),
  );
}

function isGetattrOf(name: string, { func, args: [, attribute] }: Py.Call, source: PythonSource): boolean {
  return (
    attribute !== undefined &&
    originsOf(func, source).some(({ path }) => path === 'builtins.getattr') &&
    staticPrimitive(attribute, source) === name
  );
}

/** `config.getini("markers").append(…)` */
function extendsOption({ func }: Py.Call): boolean {
  if (func.nodeType !== 'Attribute' || !['append', 'extend', 'insert'].includes(func.attr)) return false;
  const { value } = func;
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute' || value.func.attr !== 'getini')
    return false;
  const [option] = value.args;
  return option !== undefined && isOption(option);
}

function isOption(node: Py.expr): boolean {
  return node.nodeType === 'Constant' && node.value === OPTION;
}
