import type { TSESTree } from '@typescript-eslint/utils';

import { boundValues, followBindings } from '../resolve/bindings.ts';
import { mockedModules } from '../resolve/mocked-modules.ts';
import { resolveOrigin } from '../resolve/origin.ts';
import { variableOf, type Source } from '../resolve/source.ts';
import {
  evaluate,
  propertyNames,
  propertyValues,
  type ObjectValue,
  type StaticValue,
  type UnknownValue,
} from '../resolve/static-value.ts';
import { isFunction, memberName, staticName, unwrap } from '../resolve/syntax.ts';
import { calleeOf, definesMethod, exportedAs, type Callee } from './callee.ts';
import {
  FROM_PRETRAINED,
  modelFileLoaders,
  modelLoaders,
  WITHOUT_WEIGHTS,
  type ModelFileLoader,
  type NameForm,
} from './loaders.ts';
import { holdsModel } from './model-fields.ts';
import { isStubbed } from './stubs.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A call that loads a model. */
export interface Load {
  /** What is called, for people: `pipeline()`. */
  readonly loader: string;
  readonly form: NameForm;
  /** What the model's name can be; empty where the call leaves it to the library. */
  readonly values: readonly StaticValue[];
  /** Only files beside the weights are loaded: a tokenizer, a processor, a configuration. */
  readonly isLight: boolean;
  /** An option of the call belongs to this one model: its `revision`. */
  readonly isPinned: boolean;
  /** The call leaves the choice of the model to the library. */
  readonly isImplicit: boolean;
  /** What it gives holds the model's weights in the process of the test. */
  readonly holdsWeights: boolean;
  /** The expression of the call that names the model; left out where a spread or another object may name it. */
  readonly nameAt: TSESTree.Expression | undefined;
}

const loadersByExport = byExport(modelLoaders);
const fileLoadersByExport = byExport(modelFileLoaders);

function byExport<Loader extends ModelFileLoader>(loaders: readonly Loader[]): ReadonlyMap<string, Loader> {
  return new Map(
    loaders.flatMap((loader) => loader.modules.map((module) => [exportKey(module, loader.name), loader] as const)),
  );
}

/**
 * What a call loads, if it calls a model loader that is not replaced by a mock.
 *
 * @param ownLoaders - The names of further loaders, by the rule's options.
 */
export function loadOf(call: Call, source: Source, ownLoaders: ReadonlySet<string>): Load | undefined {
  const callee = calleeOf(call.callee, source);
  if (callee?.name === FROM_PRETRAINED) return pretrained(call, callee, source);
  if (callee && ownLoaders.has(callee.name)) return ownLoad(call, callee, source);
  const exported = exportedAs(call.callee, source);
  const loader = exported && loadersByExport.get(exportKey(exported.module, exported.name));
  if (!loader || mockedModules(source).has(exported.module)) return undefined;
  const { argument, fields = [], form, name, hasDefault = false, holdsWeights = false } = loader;
  const options = optionsOf(call, source);
  const values = [
    ...(argument === undefined
      ? options.filter(({ kind }) => kind === 'unknown')
      : namesAt(call, argument, source)),
    ...options.flatMap((value) =>
      value.kind === 'object' ? fields.flatMap((field) => fieldValues(value, field)) : [],
    ),
  ];
  return {
    loader: labelOf(name),
    form,
    values,
    isLight: false,
    isPinned: isPinned(options),
    isImplicit: hasDefault && values.length === 0,
    holdsWeights,
    nameAt: nameIn(call, argument, (field) => fields.includes(field)),
  };
}

/** A call that brings a model's weights into the process of the test. */
export type WeightsLoad = Pick<Load, 'loader' | 'nameAt' | 'isImplicit'>;

/** Like {@link loadOf}, for loads of weights alone, those from files and addresses included. */
export function weightsLoadOf(
  call: Call,
  source: Source,
  ownLoaders: ReadonlySet<string>,
): WeightsLoad | undefined {
  const callee = unwrap(call.callee);
  const isReplaced = callee.type === 'MemberExpression' && isStubbed(callee.object, memberName(callee) ?? '', source);
  if (isReplaced) return undefined;
  const load = loadOf(call, source, ownLoaders);
  if (load) return load.holdsWeights ? load : undefined;
  const exported = exportedAs(call.callee, source);
  const loader = exported && fileLoadersByExport.get(exportKey(exported.module, exported.name));
  if (!loader || mockedModules(source).has(exported.module)) return undefined;
  const { argument, fields = [], name } = loader;
  const nameAt = nameIn(call, argument, (field) => fields.includes(field));
  return { loader: labelOf(name), nameAt, isImplicit: false };
}

function labelOf(name: string): string {
  return `${name.replace('().', '.')}()`;
}

/** The expression of a call that names the model: an argument, or a field of an object among the arguments. */
function nameIn(
  call: Call,
  argument: number | undefined,
  isField: (name: string) => boolean,
): TSESTree.Expression | undefined {
  const given = call.arguments.map((node) => (node.type === 'SpreadElement' ? node : unwrap(node)));
  if (given.some(({ type }) => type === 'SpreadElement')) return undefined;
  const named = argument === undefined ? undefined : call.arguments[argument];
  if (named && named.type !== 'SpreadElement' && unwrap(named).type !== 'ObjectExpression') return named;
  for (const node of given) {
    if (node.type !== 'ObjectExpression') continue;
    if (node.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
    const field = node.properties.find(
      (property) => property.type === 'Property' && isField(staticName(property.key, property.computed) ?? ''),
    );
    if (field?.type === 'Property' && isExpression(field.value)) return field.value;
  }
  return undefined;
}

/** A property of an object that is made has a value, not a pattern. */
function isExpression(value: TSESTree.Property['value']): value is TSESTree.Expression {
  return value.type !== 'AssignmentPattern' && value.type !== 'TSEmptyBodyFunctionExpression';
}

function pretrained(call: Call, { receiver, name }: Callee, source: Source): Load | undefined {
  const isFake = receiver && (definesMethod(receiver, name, source) || isMocked(receiver, name, source));
  if (isFake) return undefined;
  const owner = receiver && calleeOf(receiver, source)?.name;
  const isLight = WITHOUT_WEIGHTS.test(owner ?? '');
  return {
    loader: `${owner === undefined ? '' : `${owner}.`}${name}()`,
    form: 'hub',
    values: namesAt(call, 0, source),
    isLight,
    isPinned: isPinned(optionsOf(call, source)),
    isImplicit: false,
    holdsWeights: !isLight && receiver !== undefined && isOfPackage(receiver, source),
    nameAt: nameIn(call, 0, () => false),
  };
}

function ownLoad(call: Call, { name }: Callee, source: Source): Load {
  const options = optionsOf(call, source);
  const fields = options.flatMap((value) =>
    value.kind === 'object'
      ? propertyNames(value, { followBindings })
          .filter(holdsModel)
          .flatMap((field) => fieldValues(value, field))
      : [],
  );
  const values = [...namesAt(call, 0, source), ...fields];
  return {
    loader: `${name}()`,
    form: 'any',
    values,
    isLight: false,
    isPinned: isPinned(options),
    isImplicit: false,
    holdsWeights: true,
    nameAt: nameIn(call, 0, holdsModel),
  };
}

/** Whether an expression is what a package exports; a project's own class may load whatever it likes. */
function isOfPackage(expression: TSESTree.Node, source: Source): boolean {
  const module = resolveOrigin(expression, source)?.module;
  return module !== undefined && !/^[./#]/.test(module);
}

function exportKey(module: string, name: string): string {
  return `${module} ${name}`;
}

function isMocked(receiver: TSESTree.Node, method: string, source: Source): boolean {
  const module = resolveOrigin(receiver, source)?.module;
  return (module !== undefined && mockedModules(source).has(module)) || isStubbed(receiver, method, source);
}

/** The values of an argument, but for objects and what is left to a default. */
function namesAt(call: Call, index: number, source: Source): readonly StaticValue[] {
  const argument = call.arguments
    .slice(0, index + 1)
    .find(({ type }, at) => at === index || type === 'SpreadElement');
  if (!argument) return [];
  return valuesOf(argument, source).filter(
    (value) => value.kind !== 'object' && (value.kind !== 'constant' || typeof value.value === 'string'),
  );
}

/** What a call is given that is, or may be, an object. */
function optionsOf(call: Call, source: Source): readonly (ObjectValue | UnknownValue)[] {
  return call.arguments.flatMap((argument) =>
    isFunction(argument)
      ? []
      : valuesOf(argument, source).filter((value) => value.kind === 'object' || value.kind === 'unknown'),
  );
}

function fieldValues(object: ObjectValue, field: string): readonly StaticValue[] {
  return propertyValues(object, field, { followBindings });
}

/** Whether a call asks for one revision of a model. */
function isPinned(options: readonly StaticValue[]): boolean {
  return options.some((value) => value.kind === 'object' && isPinnedBy(value));
}

/** Whether an object names a revision of the model; `main` is the latest one of any model. */
export function isPinnedBy(object: ObjectValue): boolean {
  if (!propertyNames(object, { followBindings }).includes('revision')) return false;
  return fieldValues(object, 'revision').some(
    (value) => value.kind !== 'constant' || (typeof value.value === 'string' && value.value !== 'main'),
  );
}

/** Evaluates an expression that may hold a model's name, through loops and parameters. */
export function valuesOf(expression: TSESTree.Node, source: Source): readonly StaticValue[] {
  const node = unwrap(expression);
  // A table may have more rows than an evaluation keeps alternatives.
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const bound = variable && variable !== 'global' ? boundValues(variable, source) : undefined;
  const values = bound ?? evaluate(node, source, { followBindings });
  // A name that is taken out of a module stands for the export, not for the whole module.
  const isImported = (): boolean => resolveOrigin(node, source)?.module?.startsWith('.') === true;
  return values.every(({ kind }) => kind === 'unknown') && isImported()
    ? [{ kind: 'unknown', node, source }]
    : values;
}
