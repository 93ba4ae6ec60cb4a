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
import { isFunction, unwrap } from '../resolve/syntax.ts';
import { calleeOf, definesMethod, exportedAs, type Callee } from './callee.ts';
import { FROM_PRETRAINED, modelLoaders, WITHOUT_WEIGHTS, type NameForm } from './loaders.ts';
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
}

const loadersByExport = new Map(
  modelLoaders.flatMap((loader) =>
    loader.modules.map((module) => [exportKey(module, loader.name), loader] as const),
  ),
);

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
  const { argument, fields = [], form, name, hasDefault = false } = loader;
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
    loader: `${name.replace('().', '.')}()`,
    form,
    values,
    isLight: false,
    isPinned: isPinned(options),
    isImplicit: hasDefault && values.length === 0,
  };
}

function pretrained(call: Call, { receiver, name }: Callee, source: Source): Load | undefined {
  const isFake = receiver && (definesMethod(receiver, name, source) || isMocked(receiver, name, source));
  if (isFake) return undefined;
  const owner = receiver && calleeOf(receiver, source)?.name;
  return {
    loader: `${owner === undefined ? '' : `${owner}.`}${name}()`,
    form: 'hub',
    values: namesAt(call, 0, source),
    isLight: WITHOUT_WEIGHTS.test(owner ?? ''),
    isPinned: isPinned(optionsOf(call, source)),
    isImplicit: false,
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
  };
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
