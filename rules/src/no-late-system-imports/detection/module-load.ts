import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { loadedModule, resolveOrigin } from '../../resolve/origin.ts';
import type { Source } from '../../resolve/source.ts';
import { stringValue } from '../../resolve/syntax.ts';

/** A call that loads a module, or an `import()`. */
export interface ModuleLoad {
  readonly node: TSESTree.CallExpression | TSESTree.ImportExpression;
  /** The string that names the module. */
  readonly specifier: TSESTree.Node;
  /** The module as the code names it. */
  readonly module: string;
  /** The same name for every way to write it: a builtin without `node:`. */
  readonly key: string;
  /** What it gives: a namespace, or what the module exports as a whole. */
  readonly kind: 'import' | 'require' | 'getBuiltinModule';
  /** The expression whose value is the module; `undefined` for an `import()` that is not awaited in place. */
  readonly value: TSESTree.Expression | undefined;
}

/** The name of a module that is the same however the code writes it. */
export function moduleKey(module: string): string {
  return nodeBuiltinName(module) ?? module;
}

/** The load that a call or `import()` is; `undefined` where the call is none. */
export function loadIn(
  node: TSESTree.CallExpression | TSESTree.ImportExpression,
  source: Source,
): ModuleLoad | undefined {
  const specifier = node.type === 'ImportExpression' ? node.source : node.arguments[0];
  const module = stringValue(specifier);
  if (!specifier || module === undefined) return undefined;
  const key = moduleKey(module);
  if (node.type === 'ImportExpression') {
    // `import.defer()` and `import.source()` give something else than the module.
    if ('phase' in node && node.phase) return undefined;
    const value = node.parent.type === 'AwaitExpression' ? node.parent : undefined;
    return { node, specifier, module, key, kind: 'import', value };
  }
  if (loadedModule(node, source) === undefined) return undefined;
  const loader = resolveOrigin(node.callee, source)?.path.at(-1);
  return {
    node,
    specifier,
    module,
    key,
    kind: loader === 'getBuiltinModule' ? loader : 'require',
    value: node,
  };
}
