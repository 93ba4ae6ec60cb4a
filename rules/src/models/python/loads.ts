import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from '../../resolve/python/bindings.ts';
import { keywordOf } from '../../resolve/python/calls.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import {
  dictEntries,
  staticValues,
  type PyPrimitive,
  type PyValue,
} from '../../resolve/python/static-value.ts';
import { WITHOUT_WEIGHTS } from '../loaders.ts';
import { holdsModel } from '../model-fields.ts';
import type { Place } from '../place.ts';
import { calleeOf, pathsOf, type Callee } from './callee.ts';
import {
  CACHED_LOAD,
  FROM_PRETRAINED,
  PRETRAINED_KEYWORDS,
  pythonFileLoaders,
  pythonLoaders,
  type PythonLoader,
} from './loaders.ts';
import { isMock } from './mocks.ts';
import { isPatched } from './patches.ts';
import { stringOf } from './syntax.ts';
import { valuesOf } from './values.ts';

/** A call that loads a model. */
export interface Load {
  readonly place: Place;
  /** What the model's name can be; empty where the call leaves it to the library. */
  readonly values: readonly PyValue[];
  /** Only files beside the weights are loaded: a tokenizer, a processor, a configuration. */
  readonly isLight: boolean;
  /** The call leaves the choice of the model to the library. */
  readonly isImplicit: boolean;
  /** What it gives holds the model's weights in the process of the test. */
  readonly holdsWeights: boolean;
  /** What it gives is a client, which asks for the model only when it is used. */
  readonly isClient: boolean;
  /** The expression of the call that names the model; left out where the call leaves it open or unpacks something. */
  readonly nameAt: Py.expr | undefined;
}

/** A function with what it is called with, now or by what it is handed to. */
interface Invocation {
  readonly func: Py.expr;
  readonly args: readonly Py.expr[];
  readonly keywords: readonly Py.keyword[];
  readonly node: Py.Call;
}

/** What takes a function and calls it with what follows; the number is where the function stands. */
const HANDS_OVER = new Map([
  ['partial', 0],
  ['run_in_executor', 1],
  ['run_sync', 0],
  ['submit', 0],
  ['to_thread', 0],
]);
/** Files of a repository on the Hub that are no weights. */
const SMALL_FILE = /\.(?:json|jinja|md|model|py|txt|ya?ml)$/i;
const OTHER_REPOSITORIES = new Set(['dataset', 'space']);

const loadersByPath = new Map(
  pythonLoaders.flatMap((loader) => loader.paths.map((path) => [path, loader] as const)),
);
const fileLoadersByPath = new Map(
  pythonFileLoaders.flatMap((loader) => loader.paths.map((path) => [path, loader] as const)),
);
const methodNames = new Set([...loadersByPath.keys()].map((path) => path.split('.').at(-1) ?? ''));

/**
 * What a call loads, if it calls a model loader, or hands one over, that is not replaced by a mock.
 *
 * @param ownLoaders - The names of further loaders, by the rule's options.
 */
export function loadOf(call: Py.Call, source: PythonSource, ownLoaders: ReadonlySet<string>): Load | undefined {
  const found = loaderOf(call, source, ownLoaders);
  return found && !found.isFake ? found.load() : undefined;
}

/** Whether a call is one of a model loader that a mock has taken the place of. */
export function isFakeLoad(call: Py.Call, source: PythonSource, ownLoaders: ReadonlySet<string>): boolean {
  return loaderOf(call, source, ownLoaders)?.isFake === true;
}

interface FoundLoader {
  readonly isFake: boolean;
  readonly load: () => Load | undefined;
}

function loaderOf(
  call: Py.Call,
  source: PythonSource,
  ownLoaders: ReadonlySet<string>,
): FoundLoader | undefined {
  const invocation = invocationOf(call);
  const { func } = invocation;
  const callee = calleeOf(func, source);
  if (!callee) return undefined;
  const { name, receiver } = callee;
  if (name === FROM_PRETRAINED) {
    const isFake =
      receiver !== undefined && (definesMethod(receiver, name, source) || isMock(receiver, source));
    return {
      isFake: isFake || isReplaced(call, func, callee, source),
      load: () => pretrained(invocation, callee, source),
    };
  }
  const isOwn = ownLoaders.has(name) || name === CACHED_LOAD;
  const loader = isOwn ? undefined : knownLoader(func, name, source);
  if (!isOwn && !loader) return undefined;
  return {
    isFake: isMock(func, source) || isReplaced(call, func, callee, source),
    load: () => (loader ? knownLoad(invocation, loader, name, source) : ownLoad(invocation, name, source)),
  };
}

/** The function that a call hands over with its arguments, or else the one that it calls. */
function invocationOf(node: Py.Call): Invocation {
  const { func, args, keywords } = node;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const place = HANDS_OVER.get(name);
  const handed = place === undefined ? undefined : args[place];
  return handed && place !== undefined
    ? { func: handed, args: args.slice(place + 1), keywords, node }
    : { func, args, keywords, node };
}

function knownLoader(func: Py.expr, name: string, source: PythonSource): PythonLoader | undefined {
  if (!methodNames.has(name)) return undefined;
  for (const path of pathsOf(func, source)) {
    const loader = loadersByPath.get(path);
    if (loader) return loader;
  }
  return undefined;
}

function isReplaced(call: Py.Call, func: Py.expr, { name, receiver }: Callee, source: PythonSource): boolean {
  const owner = receiver && calleeOf(receiver, source)?.name;
  return isPatched(call, { paths: pathsOf(func, source), name, owner }, source);
}

function knownLoad(
  invocation: Invocation,
  loader: PythonLoader,
  name: string,
  source: PythonSource,
): Load | undefined {
  const { position, keywords, form, owner, tiny = [], hasDefault = false, holdsWeights = false, isClient = false } = loader;
  const repository = given(invocation, 'repo_type', source);
  if (repository.some((value) => typeof value === 'string' && OTHER_REPOSITORIES.has(value))) return undefined;
  const values = namesAt(invocation, position, keywords, source);
  const isLight = name === 'hf_hub_download' && isSmallFile(invocation);
  return {
    place: {
      kind: 'load',
      label: `${name}()`,
      isPinned: isPinned(invocation, source),
      ...(form !== undefined && !isLight && { form }),
      ...(owner !== undefined && { owner }),
    },
    values: values.filter((value) => value.kind !== 'constant' || !tiny.some((known) => known === value.value)),
    isLight,
    isImplicit: hasDefault && values.length === 0,
    holdsWeights,
    isClient,
    nameAt: nameAt(invocation, position, keywords),
  };
}

function isSmallFile(invocation: Invocation): boolean {
  const file = keywordOf(invocation, 'filename') ?? invocation.args[1];
  return SMALL_FILE.test(stringOf(file) ?? '');
}

function pretrained(invocation: Invocation, { receiver, name }: Callee, source: PythonSource): Load {
  const owner = receiver && calleeOf(receiver, source)?.name;
  const isLight = WITHOUT_WEIGHTS.test(owner ?? '');
  // An adapter comes after the model that it is put on.
  const position = owner?.startsWith('PeftModel') ? 1 : 0;
  return {
    place: {
      kind: 'load',
      label: `${owner === undefined ? '' : `${owner}.`}${name}()`,
      isPinned: isPinned(invocation, source),
      ...(!isLight && { form: 'canonical' }),
    },
    values: namesAt(invocation, position, PRETRAINED_KEYWORDS, source),
    isLight,
    isImplicit: false,
    holdsWeights: !isLight && receiver !== undefined && isImported(receiver, source),
    isClient: false,
    nameAt: nameAt(invocation, position, PRETRAINED_KEYWORDS),
  };
}

/** A loader that is known by its name takes any name; the one of the guide those of the Hub. */
function ownLoad(invocation: Invocation, name: string, source: PythonSource): Load {
  const keywords = invocation.keywords.flatMap(({ arg }) => (arg !== null && holdsModel(arg) ? arg : []));
  const form = name === CACHED_LOAD ? 'canonical' : 'any';
  return {
    place: { kind: 'load', label: `${name}()`, isPinned: isPinned(invocation, source), form },
    values: namesAt(invocation, 0, keywords, source),
    isLight: false,
    isImplicit: false,
    holdsWeights: name !== CACHED_LOAD,
    isClient: false,
    nameAt: nameAt(invocation, 0, keywords),
  };
}

/** A call that brings a model's weights into the process of the test. */
export type WeightsLoad = Pick<Load, 'nameAt' | 'isImplicit'> & { readonly label: string };

/** Like {@link loadOf}, for loads of weights alone, those from files included. */
export function weightsLoadOf(
  call: Py.Call,
  source: PythonSource,
  ownLoaders: ReadonlySet<string>,
): WeightsLoad | undefined {
  const load = loadOf(call, source, ownLoaders);
  if (load) return load.holdsWeights ? { ...load, label: load.place.label } : undefined;
  const invocation = invocationOf(call);
  const path = pathsOf(invocation.func, source).find((each) => fileLoadersByPath.has(each));
  const loader = path === undefined ? undefined : fileLoadersByPath.get(path);
  const callee = calleeOf(invocation.func, source);
  if (!loader || !callee || isReplaced(call, invocation.func, callee, source)) return undefined;
  const { position, keywords } = loader;
  return { label: `${callee.name}()`, isImplicit: false, nameAt: nameAt(invocation, position, keywords) };
}

/** The expression by which a call names the model. */
function nameAt(
  { args, keywords }: Invocation,
  position: number | undefined,
  names: readonly string[],
): Py.expr | undefined {
  const isOpen = keywords.some(({ arg }) => arg === null) || args.some(({ nodeType }) => nodeType === 'Starred');
  if (isOpen) return undefined;
  const named = keywords.find(({ arg }) => arg !== null && names.includes(arg))?.value;
  return named ?? (position === undefined ? undefined : args[position]);
}

/** Whether an expression is what a module exports, and not what a caller or a fixture gives. */
function isImported(expression: Py.expr, source: PythonSource): boolean {
  return originsOf(expression, source).some(({ path }) => !path.startsWith('builtins.'));
}

/** The values that a call gives to a parameter, but for `None`, which leaves it to a default. */
function namesAt(
  { args, keywords }: Invocation,
  position: number | undefined,
  names: readonly string[],
  source: PythonSource,
): readonly PyValue[] {
  const byKeyword = keywords.flatMap(({ arg, value }) => {
    if (arg !== null) return names.includes(arg) ? valuesOf(value, source) : [];
    return staticValues(value, source).flatMap((unpacked) =>
      unpacked.kind === 'dict' ? entriesAt(unpacked, names) : unpacked,
    );
  });
  const before = position === undefined ? [] : args.slice(0, position + 1);
  const starred = before.find(({ nodeType }) => nodeType === 'Starred');
  const argument = starred ?? (position === undefined ? undefined : before[position]);
  const values = [...(argument ? valuesOf(argument, source) : []), ...byKeyword];
  return values.filter((value) => value.kind !== 'constant' || typeof value.value === 'string');
}

function entriesAt(dict: Extract<PyValue, { kind: 'dict' }>, names: readonly string[]): readonly PyValue[] {
  return dictEntries(dict).flatMap(({ key, value }) =>
    key.some((at) => at.kind === 'constant' && typeof at.value === 'string' && names.includes(at.value))
      ? value
      : [],
  );
}

/** What a call gives to a keyword; `undefined` for what only the run tells. */
function given(
  { keywords }: Invocation,
  name: string,
  source: PythonSource,
): readonly (PyPrimitive | undefined)[] {
  return keywords.flatMap(({ arg, value }) =>
    arg === name
      ? staticValues(value, source).map((known) => (known.kind === 'constant' ? known.value : undefined))
      : [],
  );
}

/** Whether a call asks for one revision of a model; `main` is the latest one of any model. */
function isPinned(invocation: Invocation, source: PythonSource): boolean {
  return given(invocation, 'revision', source).some((revision) => revision !== 'main' && revision !== null);
}

/** Whether an expression names a class of this file that defines a method itself, as a fake does. */
function definesMethod(node: Py.expr, method: string, source: PythonSource): boolean {
  if (node.nodeType !== 'Name') return false;
  return (definitionsAt(node, source) ?? []).some(
    ({ node: owner }) =>
      owner.nodeType === 'ClassDef' &&
      owner.bases.every((base) => base.nodeType === 'Name' && base.id === 'object') &&
      owner.body.some((member) => 'name' in member && member.name === method),
  );
}
