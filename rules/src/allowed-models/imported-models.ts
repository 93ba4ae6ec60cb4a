import path from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';

import { followBindings } from '../resolve/bindings.ts';
import { mockedModules } from '../resolve/mocked-modules.ts';
import { exportedValues, resolveRelative } from '../resolve/module-file.ts';
import { resolveOrigin } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import { propertyValues, type StaticValue } from '../resolve/static-value.ts';
import type { Place } from '../models/place.ts';

/** An export that a test in another file loads a model by. */
export interface LoadedExport {
  /** The name of the export, and the keys from there: `['MODELS', 'large']`. */
  readonly path: readonly string[];
  /** Where the test puts it. */
  readonly place: Place;
}

/** An export of another file that the linted one loads a model by. */
export interface ImportedModel extends LoadedExport {
  /** Absolute path of the file that the import leads to. */
  readonly file: string;
}

/**
 * What `allowed-models` exchanges with a program that lints many files, and so can lint again the ones that state
 * the models: `parserServices.cogniverse` of the program's parser. Without it each file is judged by itself.
 */
export interface ModelExchange {
  /** Told by the program: exports of this file to judge, whether or not it is a test. */
  readonly loadedExports: readonly LoadedExport[];
  /** Told by the rule, which adds to it as it goes. */
  readonly importedModels: ImportedModel[];
}

/** The exchange that a file was parsed with. */
export function modelExchangeOf(sourceCode: { readonly parserServices?: object }): ModelExchange | undefined {
  const exchange: unknown = Reflect.get(sourceCode.parserServices ?? {}, 'cogniverse');
  return isExchange(exchange) ? exchange : undefined;
}

function isExchange(value: unknown): value is ModelExchange {
  const has = (key: string): boolean => Array.isArray(Reflect.get(Object(value), key));
  return has('loadedExports') && has('importedModels');
}

/**
 * The export of another file that an expression stands for, if a relative import leads there and no mock takes
 * the module's place.
 */
export function importedModel(
  node: TSESTree.Node,
  place: Place,
  source: Source,
  cwd: string,
): ImportedModel | undefined {
  const origin = resolveOrigin(node, source);
  if (origin?.module === undefined || origin.path.length === 0) return undefined;
  const file = resolveRelative(source.file, origin.module);
  if (file === undefined || mockedModules(source).has(origin.module)) return undefined;
  const test = path.relative(cwd, source.file).replaceAll(path.sep, '/');
  return { file, path: origin.path, place: { ...place, test } };
}

/** The constants that an export can be; of an object or a list the test may take any part, or none that is a name. */
export function constantsOfExport(loaded: LoadedExport, source: Source): readonly StaticValue[] {
  const [name = '', ...keys] = loaded.path;
  const values = keys.reduce<readonly StaticValue[]>(
    (objects, key) =>
      objects.flatMap((value) => (value.kind === 'object' ? propertyValues(value, key, { followBindings }) : [])),
    exportedValues(source, name) ?? [],
  );
  return values.filter(({ kind }) => kind === 'constant');
}
