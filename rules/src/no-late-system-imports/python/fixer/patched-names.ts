import path from 'node:path';

import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../../resolve/once-per.ts';
import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { pythonNodesIn } from '../../../resolve/python/walk.ts';
import type { LateImport } from '../detection/late-import.ts';

interface Patches {
  /** What the file replaces, as `module.name`. */
  readonly paths: ReadonlySet<string>;
  /** Texts that could name what is replaced. */
  readonly texts: readonly string[];
  /** Names that may be replaced in this very file. */
  readonly ownNames: ReadonlySet<string>;
}

/**
 * Whether the file replaces what an import takes, so that an import in the function gives what stands in for it; or
 * replaces the name in this very file, where the function would begin to notice.
 */
export function isPatchedName({ module, imported, alias, name }: LateImport, source: PythonSource): boolean {
  const patches = patchesIn(source);
  if (patches.ownNames.has(name)) return true;
  // `import a.b as c` takes `b` out of `a`.
  const isTaken = imported !== undefined || (alias.asname !== null && module.includes('.'));
  if (!isTaken) return false;
  const taken = imported === undefined ? module : `${module}.${imported}`;
  return patches.paths.has(taken) || patches.texts.includes(taken);
}

const patchesIn = oncePer((source: PythonSource): Patches => {
  const paths = new Set<string>();
  const texts: string[] = [];
  const ownNames = new Set<string>();
  const stem = path.basename(source.file).replace(/\.pyi?$/, '');
  for (const node of pythonNodesIn(source.ast)) {
    if (node.nodeType === 'Assign') {
      for (const target of node.targets)
        for (const replaced of attributePaths(target, source)) paths.add(replaced);
    } else if (node.nodeType === 'Call') {
      addCall(node, { paths, texts, ownNames, stem }, source);
    } else if (node.nodeType === 'JoinedStr') {
      const own = ownNameIn(node);
      if (own !== undefined) ownNames.add(own);
    }
  }
  return { paths, texts, ownNames };
});

/** `time.sleep = fake`. */
function attributePaths(target: Py.expr, source: PythonSource): readonly string[] {
  if (target.nodeType === 'Tuple' || target.nodeType === 'List')
    return target.elts.flatMap((each) => attributePaths(each, source));
  return target.nodeType === 'Attribute'
    ? originsOf(target.value, source).map((origin) => `${origin.path}.${target.attr}`)
    : [];
}

function addCall(
  { func, args, keywords }: Py.Call,
  found: { paths: Set<string>; texts: string[]; ownNames: Set<string>; stem: string },
  source: PythonSource,
): void {
  const [first, second] = args;
  if (!first) return;
  const text = stringOf(first);
  if (text !== undefined) {
    if (!text.includes('.')) return;
    found.texts.push(text);
    const [, module = '', own = ''] = /^(.*)\.(\w+)$/.exec(text) ?? [];
    if (module === found.stem || module.endsWith(`.${found.stem}`)) found.ownNames.add(own);
    return;
  }
  const attribute = second && stringOf(second);
  const isMultiple = func.nodeType === 'Attribute' && func.attr === 'multiple';
  const names = isMultiple
    ? keywords.flatMap(({ arg }) => arg ?? [])
    : attribute === undefined
      ? []
      : [attribute];
  if (names.length === 0) return;
  if (isOwnModule(first, source)) for (const name of names) found.ownNames.add(name);
  for (const origin of originsOf(first, source))
    for (const name of names) found.paths.add(`${origin.path}.${name}`);
}

/** `sys.modules[__name__]`. */
function isOwnModule(node: Py.expr, source: PythonSource): boolean {
  return (
    node.nodeType === 'Subscript' &&
    node.slice.nodeType === 'Name' &&
    node.slice.id === '__name__' &&
    originsOf(node.value, source).some((origin) => origin.path === 'sys.modules')
  );
}

/** `time` of `f'{__name__}.time'`. */
function ownNameIn({ values }: Py.JoinedStr): string | undefined {
  const [first, second] = values;
  const isOwn =
    first?.nodeType === 'FormattedValue' && first.value.nodeType === 'Name' && first.value.id === '__name__';
  return isOwn && second?.nodeType === 'Constant' ? /^\.(\w+)$/.exec(second.value)?.[1] : undefined;
}

function stringOf(node: Py.expr): string | undefined {
  return node.nodeType === 'Constant' && node.valueType === 'str' ? node.value : undefined;
}
