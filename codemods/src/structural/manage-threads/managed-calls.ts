import { isExport, resolveOrigin, type LintedFile } from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';

/** The calls of an export of a package in a file. */
export function managedCalls({ source }: LintedFile, module: string, name: string): readonly RuleNode[] {
  return source.scopeManager.scopes.flatMap(({ references }) =>
    references.flatMap(({ identifier }): readonly RuleNode[] => {
      const { parent } = identifier;
      const callee = parent.type === 'MemberExpression' && parent.object === identifier ? parent : identifier;
      const call = callee.parent;
      if (call.type !== 'CallExpression' || call.callee !== callee) return [];
      const origin = resolveOrigin(callee, source);
      return origin && isExport(origin, module, name) ? [call] : [];
    }),
  );
}
