import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../resolve/once-per.ts';
import { namespaceOf } from '../../resolve/python/namespace.ts';
import { importedPath } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { SourceText } from '../source-text.ts';
import type { TextEdit } from '../text-edit.ts';
import { importPytest } from './import-pytest.ts';

/** A mark as it is to be written at one place of a file. */
export interface WrittenMark {
  /** `pytest.mark.timeout(30)` */
  readonly text: string;
  /** What imports pytest, where the file does not. */
  readonly imports: readonly TextEdit[];
}

/** The text of a file, by lines. */
export function textOf({ text }: PythonSource): SourceText {
  return new SourceText({ text, comments: [] });
}

/**
 * Writes a mark by the name that pytest has at a node; `undefined` where it has none there and can't be
 * imported.
 *
 * @param mark - The mark with its arguments: `timeout(30)`.
 */
export function writeMark(at: Py.Node, mark: string, source: PythonSource): WrittenMark | undefined {
  const classes = [...ancestorsOf(at)].filter((above) => above.nodeType === 'ClassDef');
  // Classes around the node give names a meaning of their own.
  const isShadowed = (name: string): boolean => classes.some((owner) => namespaceOf(owner, source).has(name));
  for (const [path, rest] of [
    ['pytest', '.mark'],
    ['pytest.mark', ''],
  ] as const) {
    const name = importedName(path, at, source);
    if (name !== undefined && !isShadowed(name)) return { text: `${name}${rest}.${mark}`, imports: [] };
  }
  if (isShadowed('pytest') || namespaceOf(source.ast, source).has('pytest')) return undefined;
  const edit = importPytest(source);
  return edit && edit.range[0] <= at.range[0]
    ? { text: `pytest.mark.${mark}`, imports: [edit] }
    : undefined;
}

interface ImportedName {
  readonly name: string;
  readonly path: string;
  readonly statement: Py.Import | Py.ImportFrom;
}

/** What the module has imported for good, by the names that it gives to it. */
const importedNames = oncePer((source: PythonSource): readonly ImportedName[] =>
  [...namespaceOf(source.ast, source)].flatMap(([name, [binding, ...others]]) => {
    const statement = binding?.node;
    if (others.length > 0 || (statement?.nodeType !== 'Import' && statement?.nodeType !== 'ImportFrom')) return [];
    const alias = statement.names.find((each) => (each.asname ?? each.name.split('.')[0]) === name);
    return alias ? [{ name, path: importedPath(alias), statement }] : [];
  }),
);

/** The name under which the module has imported something in front of a node, for good. */
function importedName(path: string, at: Py.Node, source: PythonSource): string | undefined {
  return importedNames(source).find(
    (imported) => imported.path === path && imported.statement.range[1] <= at.range[0],
  )?.name;
}
