import type { TSESTree } from '@typescript-eslint/utils';

import { textOf } from '../disk.ts';
import { defaultExportValues, followOneImport, parseSource, readSource } from '../module-file.ts';
import { returnedExpressions } from '../returns.ts';
import type { Source } from '../source.ts';
import {
  elementValues,
  evaluate,
  propertyValues,
  type EvaluateOptions,
  type ObjectValue,
  type StaticValue,
} from '../static-value.ts';

const options: EvaluateOptions = { followImport: followOneImport };
const MAX_DEPTH = 8;

/**
 * The objects that a configuration file may amount to, read without running it: what it exports, what a function that
 * it exports returns, what is handed to `defineConfig()`, `mergeConfig()` or a wrapper, the elements of a list.
 * JSON may hold comments. Empty where the file can't be parsed.
 */
export function configObjects(file: string): readonly ObjectValue[] {
  return configValues(file).flatMap((value) => objectsIn(value, 0));
}

/** The texts that a configuration file is a list of, bare or handed to a call such as `defineWorkspace()`. */
export function configTexts(file: string): readonly string[] {
  return configValues(file).flatMap((value) => textsIn(value, 0));
}

function textsIn(value: StaticValue, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (value.kind === 'constant') return typeof value.value === 'string' ? [value.value] : [];
  if (value.kind === 'array') {
    return elementValues(value, options).flatMap((element) => element.flatMap((item) => textsIn(item, depth + 1)));
  }
  if (value.kind !== 'unknown' || value.node.type !== 'CallExpression') return [];
  return value.node.arguments.flatMap((argument) =>
    argument.type === 'ArrayExpression'
      ? evaluate(argument, value.source, options).flatMap((list) => textsIn(list, depth + 1))
      : [],
  );
}

function configValues(file: string): readonly StaticValue[] {
  return /\.jsonc?$/.test(file) ? jsonValues(file) : moduleValues(file);
}

function moduleValues(file: string): readonly StaticValue[] {
  const source = readSource(file);
  return source ? defaultExportValues(source, options) : [];
}

/** JSON, with comments or without, is an expression. */
function jsonValues(file: string): readonly StaticValue[] {
  const source = parseSource(file, `(${(textOf(file) ?? '').replace(/^\uFEFF/, '')}\n)`);
  const [statement] = source?.ast.body ?? [];
  return source && statement?.type === 'ExpressionStatement' ? evaluate(statement.expression, source) : [];
}

function objectsIn(value: StaticValue, depth: number): readonly ObjectValue[] {
  if (depth > MAX_DEPTH) return [];
  switch (value.kind) {
    case 'object':
      return [value];
    case 'array':
      return elementValues(value, options).flatMap((element) => element.flatMap((item) => objectsIn(item, depth + 1)));
    case 'function':
      return returnedExpressions(value.node).flatMap((node) => objectsOf(node, value.source, depth + 1));
    case 'unknown':
      return value.node.type === 'CallExpression' ? objectsOfCall(value.node, value.source, depth + 1) : [];
    case 'constant':
      return [];
  }
}

function objectsOf(node: TSESTree.Node, source: Source, depth: number): readonly ObjectValue[] {
  return evaluate(node, source, options).flatMap((value) => objectsIn(value, depth));
}

/** What a call is given counts as what it gives: `mergeConfig(base, own)`, `withPreset(config)`. */
function objectsOfCall(call: TSESTree.CallExpression, source: Source, depth: number): readonly ObjectValue[] {
  return call.arguments.flatMap((argument) => (argument.type === 'SpreadElement' ? [] : objectsOf(argument, source, depth)));
}

/** The objects that a property of a configuration may be, or that a list in it holds. */
export function objectsAt(object: ObjectValue, key: string): readonly ObjectValue[] {
  return propertyValues(object, key, options).flatMap((value) => objectsIn(value, 0));
}

/** The texts that a property is or lists. */
export function textsAt(object: ObjectValue, key: string): readonly string[] {
  return propertyValues(object, key, options)
    .flatMap((value) => (value.kind === 'array' ? elementValues(value, options).flat() : [value]))
    .flatMap((value) => (value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : []));
}

/** What a property is set to; a spread that may or may not set it is left out. */
export function valuesAt(object: ObjectValue, key: string): readonly StaticValue[] {
  return propertyValues(object, key, options).filter(({ node }) => node.type !== 'SpreadElement');
}
