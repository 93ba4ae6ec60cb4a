import { findThreadApi, type ThreadApi } from '@cogniverse/guide';
import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { mayBe, originsOf } from '../../resolve/python/origin.ts';
import { parameterValues } from '../../resolve/python/parameter-values.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { runsInline } from './inline-class.ts';

/** A thread API, as an expression means it. */
export interface ThreadValue {
  readonly api: ThreadApi;
  /** The names that lead to it: `threading.Thread`. */
  readonly path: string;
  /** The classes of the file between the expression and the API, which extend each other. */
  readonly subclasses: readonly Py.ClassDef[];
}

/** What to look for, and where. */
export interface ThreadSearch {
  readonly source: PythonSource;
  /** Whether an API is reported at all. */
  readonly isAsked: (api: ThreadApi) => boolean;
}

/** The thread API that an expression stands for: an import, an alias, a subclass, a `functools.partial` of one. */
export function threadValue(
  expression: Py.expr,
  search: ThreadSearch,
  seen = new Set<Py.Node>(),
): ThreadValue | undefined {
  if (seen.has(expression)) return undefined;
  seen.add(expression);
  const { source } = search;
  const made = first(pathsOf(expression, source), (path) => threadAt(path, search));
  if (made) return made;
  switch (expression.nodeType) {
    case 'Name':
      return first(definitionsAt(expression, source) ?? [], (definition) => {
        if (definition.node.nodeType === 'ClassDef') return threadClass(definition.node, search, seen);
        const values = assignedValues(definition) ?? parameterValues(definition, source);
        return first(values, (value) => threadValue(value, search, seen));
      });
    case 'Call': {
      const [target] = expression.args;
      const isPartial = target !== undefined && mayBe(expression.func, 'functools.partial', source);
      return isPartial ? threadValue(target, search, seen) : undefined;
    }
    case 'NamedExpr':
      return threadValue(expression.value, search, seen);
    case 'IfExp':
      return first([expression.body, expression.orelse], (value) => threadValue(value, search, seen));
    case 'BoolOp':
      return first(expression.values, (value) => threadValue(value, search, seen));
    default:
      return undefined;
  }
}

/** The paths of an expression, and those of a member of what a fixture gives: `context.Process`. */
function pathsOf(expression: Py.expr, source: PythonSource): readonly string[] {
  const paths = originsOf(expression, source).map(({ path }) => path);
  if (paths.length > 0 || expression.nodeType !== 'Attribute' || expression.value.nodeType !== 'Name')
    return paths;
  const owners = (definitionsAt(expression.value, source) ?? []).flatMap((definition) =>
    parameterValues(definition, source),
  );
  return owners.flatMap((owner) => originsOf(owner, source).map(({ path }) => `${path}.${expression.attr}`));
}

function threadAt(path: string, search: ThreadSearch): ThreadValue | undefined {
  const api = apiAt(path);
  return api && search.isAsked(api) ? { api, path, subclasses: [] } : undefined;
}

/** The thread API that a class of the file extends, unless the class does the work without a thread. */
export function threadClass(
  node: Py.ClassDef,
  search: ThreadSearch,
  seen = new Set<Py.Node>(),
): ThreadValue | undefined {
  if (runsInline(node)) return undefined;
  const base = first(node.bases, (expression) => threadValue(expression, search, seen));
  return base?.api.kind === 'class' ? { ...base, subclasses: [node, ...base.subclasses] } : undefined;
}

/** The API that a path of names means; any of the dots may be the one after the module. */
function apiAt(path: string): ThreadApi | undefined {
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const api = findThreadApi('python', path.slice(0, dot), path.slice(dot + 1));
    if (api) return api;
  }
  return undefined;
}

function first<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
