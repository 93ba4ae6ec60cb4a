import { nodeBuiltinName } from '@cogniverse/guide';
import type { TSESTree } from '@typescript-eslint/utils';

import { loadedModule } from '../../resolve/origin.ts';
import { stringValue, unwrap } from '../../resolve/syntax.ts';
import { isDirective } from '../../text/directive.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';

/** The imports and requires that a file starts with, before its first statement of another kind. */
export const leadingImports = perFile((file): readonly TSESTree.ProgramStatement[] => {
  const statements = file.source.ast.body.filter((statement) => !isDirective(statement));
  const end = statements.findIndex((statement) => !isImport(statement, file));
  return end < 0 ? statements : statements.slice(0, end);
});

/** The leading import behind which a new one of a builtin goes: the last of a builtin, or else the last. */
export function importAnchor(file: LintedFile): TSESTree.ProgramStatement | undefined {
  const imports = leadingImports(file);
  const declarations = imports.filter(
    ({ type }) => type === 'ImportDeclaration' || type === 'TSImportEqualsDeclaration',
  );
  const leading = declarations.length > 0 ? declarations : imports;
  return leading.findLast((statement) => isBuiltinImport(statement, file)) ?? leading.at(-1);
}

function isImport(statement: TSESTree.ProgramStatement, file: LintedFile): boolean {
  return statement.type === 'ImportDeclaration' || modulesOf(statement, file) !== undefined;
}

function isBuiltinImport(statement: TSESTree.ProgramStatement, file: LintedFile): boolean {
  return modulesOf(statement, file)?.some((module) => nodeBuiltinName(module) !== undefined) ?? false;
}

/** The modules that a statement does nothing but load, each by an import or a `require`. */
function modulesOf(statement: TSESTree.ProgramStatement, file: LintedFile): readonly string[] | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
      return [statement.source.value];
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = statement;
      return moduleReference.type === 'TSExternalModuleReference'
        ? [stringValue(moduleReference.expression) ?? '']
        : undefined;
    }
    case 'ExpressionStatement':
      return requiredModules([statement.expression], file);
    case 'VariableDeclaration':
      return requiredModules(
        statement.declarations.map(({ init }) => init),
        file,
      );
    default:
      return undefined;
  }
}

function requiredModules(
  values: readonly (TSESTree.Expression | null)[],
  file: LintedFile,
): readonly string[] | undefined {
  const modules = values.map((value) => value && requiredModule(value, file));
  return modules.every((module) => typeof module === 'string') ? modules : undefined;
}

/** The module in `require('x')`, `require('x').y` and `require('x')(y)`. */
function requiredModule(value: TSESTree.Expression, file: LintedFile): string | undefined {
  const node = unwrap(value);
  if (node.type === 'MemberExpression') return requiredModule(node.object, file);
  if (node.type !== 'CallExpression') return undefined;
  return loadedModule(node, file.source) ?? requiredModule(node.callee, file);
}
