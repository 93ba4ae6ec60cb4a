import type { Py } from '@cogniverse/eslint-python';

import { isFunction, type PyFunction } from '../../../resolve/python/functions.ts';
import { ancestorsOf } from '../../../resolve/python/walk.ts';

/** What one alias of an import statement in a function takes from a system module. */
export interface LateImport {
  readonly statement: Py.Import | Py.ImportFrom;
  readonly alias: Py.alias;
  /** The module as the code names it. */
  readonly module: string;
  /** What `from module import name` takes; `undefined` where the module itself is imported. */
  readonly imported: string | undefined;
  /** The name that it binds: `os` for `import os.path`. */
  readonly name: string;
  /** The outermost function around it. */
  readonly root: PyFunction;
}

/**
 * The outermost function that a node stands in, as one of its statements: defaults and decorators stand outside of it.
 */
export function outermostFunction(node: Py.Node): PyFunction | undefined {
  let outermost: PyFunction | undefined;
  let below = node;
  for (const above of ancestorsOf(node)) {
    if (isFunction(above) && above.body.some((statement) => statement === below)) outermost = above;
    below = above;
  }
  return outermost;
}

/**
 * What an import statement in a function takes from the modules that are looked for. Nothing from a relative one, or
 * at module level.
 */
export function lateImportsOf(
  statement: Py.Import | Py.ImportFrom,
  isSystem: (module: string) => boolean,
): readonly LateImport[] {
  const root = outermostFunction(statement);
  if (!root) return [];
  if (statement.nodeType === 'Import') {
    return statement.names
      .filter(({ name }) => isSystem(name))
      .map((alias) => {
        const [first = alias.name] = alias.name.split('.', 1);
        return {
          statement,
          alias,
          module: alias.name,
          imported: undefined,
          name: alias.asname ?? first,
          root,
        };
      });
  }
  const { module, level, names } = statement;
  if (module === null || level > 0 || module === '__future__') return [];
  return names
    .filter(({ name }) => isSystem(module) || isSystem(`${module}.${name}`))
    .map((alias) => ({
      statement,
      alias,
      module,
      imported: alias.name,
      name: alias.asname ?? alias.name,
      root,
    }));
}
