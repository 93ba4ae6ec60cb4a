import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { finalDefinitions } from '../../resolve/python/bindings.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { dictEntries, keyOf, staticValues, type PyValue } from '../../resolve/python/static-value.ts';
import type { Place } from '../../models/place.ts';
import type { Text } from '../findings.ts';
import type { ImportedModel, LoadedExport } from '../imported-models.ts';

/** The constant of another file that states a text. */
export function importedModel(
  { stated }: Text<Py.expr>,
  place: Place,
  source: PythonSource,
  cwd: string,
): ImportedModel | undefined {
  const test = path.relative(cwd, source.file).replaceAll(path.sep, '/');
  return stated && { ...stated, place: { ...place, test } };
}

/** The constants that a name of a module can be, through the keys of dicts. */
export function constantsOfExport(loaded: LoadedExport, source: PythonSource): readonly PyValue[] {
  const [name = '', ...keys] = loaded.path;
  const { moduleScope } = source.scopes;
  const definitions = moduleScope.variables.get(name)?.definitions ?? [];
  const values = finalDefinitions(definitions, moduleScope).flatMap((definition) =>
    (assignedValues(definition) ?? []).flatMap((value) => staticValues(value, source)),
  );
  const reached = keys.reduce<readonly PyValue[]>(
    (dicts, key) =>
      dicts.flatMap((value) =>
        value.kind === 'dict'
          ? dictEntries(value).flatMap((entry) => (keyOf(entry) === key ? entry.value : []))
          : [],
      ),
    values,
  );
  return reached.filter(({ kind }) => kind === 'constant');
}
