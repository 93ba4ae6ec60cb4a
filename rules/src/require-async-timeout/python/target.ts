import type { Py } from '@cogniverse/eslint-python';

import { namespaceOf } from '../../resolve/python/namespace.ts';
import { importedPath } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { SourceText } from '../../text/source-text.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import { importPytest } from './import-pytest.ts';

/** The `timeout` mark as it is to be written at one place of a file. */
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
 * Writes a `timeout` mark by the name that pytest has at a node; `undefined` where it has none there and can't be
 * imported.
 *
 * @param seconds - The time, as it is to stand there.
 */
export function writeMark(at: Py.Node, seconds: string, source: PythonSource): WrittenMark | undefined {
  const shadowed = namesAround(at, source);
  for (const [path, rest] of [
    ['pytest', '.mark.timeout'],
    ['pytest.mark', '.timeout'],
  ] as const) {
    const name = importedName(path, at, source);
    if (name !== undefined && !shadowed.has(name)) return { text: `${name}${rest}(${seconds})`, imports: [] };
  }
  if (shadowed.has('pytest') || namespaceOf(source.ast, source).has('pytest')) return undefined;
  const edit = importPytest(source);
  return edit && edit.range[0] <= at.range[0]
    ? { text: `pytest.mark.timeout(${seconds})`, imports: [edit] }
    : undefined;
}

/** The names that the classes around a node give a meaning of their own. */
function namesAround(at: Py.Node, source: PythonSource): ReadonlySet<string> {
  const classes = [...ancestorsOf(at)].filter((above) => above.nodeType === 'ClassDef');
  return new Set(classes.flatMap((owner) => [...namespaceOf(owner, source).keys()]));
}

/** The name under which the module has imported something in front of a node, for good. */
function importedName(path: string, at: Py.Node, source: PythonSource): string | undefined {
  for (const [name, bindings] of namespaceOf(source.ast, source)) {
    const [binding, ...others] = bindings;
    const statement = binding?.node;
    if (others.length > 0 || (statement?.nodeType !== 'Import' && statement?.nodeType !== 'ImportFrom'))
      continue;
    if (statement.range[1] > at.range[0]) continue;
    const alias = statement.names.find((each) => (each.asname ?? each.name.split('.')[0]) === name);
    if (alias && importedPath(alias) === path) return name;
  }
  return undefined;
}
