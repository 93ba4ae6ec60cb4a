import type { TSESTree } from '@typescript-eslint/utils';

import { loadedModule } from '../../resolve/origin.ts';
import { isConstant } from '../../resolve/source.ts';
import { staticName, stringValue } from '../../resolve/syntax.ts';
import { moduleKey } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';
import { leadingImports } from './leading-imports.ts';

/**
 * What a name at module level holds of a module: what it exports as a whole, its namespace, one export, or
 * nothing.
 */
export type BindingForm = 'exports' | 'namespace' | 'named' | 'effect';

/** A name at module level that holds a module, or an export of one. */
export interface ModuleBinding {
  readonly key: string;
  readonly form: BindingForm;
  /** The export's name, for a named one. */
  readonly imported?: string;
  /** The name; empty where the module is loaded without one. */
  readonly local: string;
}

/** A binding that the file has. */
export interface ExistingBinding extends ModuleBinding {
  readonly statement: TSESTree.ProgramStatement;
}

/** What the statements at the top level of a file bind of the modules that they load. */
export const moduleBindings = perFile((file) =>
  file.source.ast.body.flatMap((statement): readonly ExistingBinding[] => {
    switch (statement.type) {
      case 'ImportDeclaration':
        return importBindings(statement);
      case 'TSImportEqualsDeclaration':
        return importEqualsBindings(statement);
      case 'VariableDeclaration':
        return statement.declarations.flatMap((declarator) => requireBindings(declarator, statement, file));
      case 'ExpressionStatement': {
        const module =
          statement.expression.type === 'CallExpression' && loadedModule(statement.expression, file.source);
        return typeof module === 'string'
          ? [{ key: moduleKey(module), form: 'effect', local: '', statement }]
          : [];
      }
      default:
        return [];
    }
  }),
);

/**
 * Whether a binding has its value by the time that code runs which stands at an offset, inside of a function.
 */
export function isBoundBefore(
  { statement }: ExistingBinding,
  outermost: TSESTree.Node,
  file: LintedFile,
): boolean {
  if (statement.type === 'ImportDeclaration' || leadingImports(file).includes(statement)) return true;
  // A function expression does not exist before the statements above it have run; a declaration does.
  return statement.range[1] <= outermost.range[0] && outermost.type !== 'FunctionDeclaration';
}

function importBindings(statement: TSESTree.ImportDeclaration): readonly ExistingBinding[] {
  if (statement.importKind === 'type') return [];
  const key = moduleKey(statement.source.value);
  if (statement.specifiers.length === 0) return [{ key, form: 'effect', local: '', statement }];
  return statement.specifiers.flatMap((specifier): readonly ExistingBinding[] => {
    const { name: local } = specifier.local;
    if (specifier.type === 'ImportDefaultSpecifier') return [{ key, form: 'exports', local, statement }];
    if (specifier.type === 'ImportNamespaceSpecifier') return [{ key, form: 'namespace', local, statement }];
    if (specifier.importKind === 'type') return [];
    const imported = staticName(specifier.imported, false) ?? local;
    return [
      imported === 'default'
        ? { key, form: 'exports', local, statement }
        : { key, form: 'named', imported, local, statement },
    ];
  });
}

function importEqualsBindings(statement: TSESTree.TSImportEqualsDeclaration): readonly ExistingBinding[] {
  const { moduleReference, importKind, id } = statement;
  if (importKind === 'type' || moduleReference.type !== 'TSExternalModuleReference') return [];
  const module = stringValue(moduleReference.expression);
  return module === undefined ? [] : [{ key: moduleKey(module), form: 'exports', local: id.name, statement }];
}

function requireBindings(
  declarator: TSESTree.VariableDeclarator,
  statement: TSESTree.VariableDeclaration,
  { source }: LintedFile,
): readonly ExistingBinding[] {
  const { id, init } = declarator;
  const module = init?.type === 'CallExpression' ? loadedModule(init, source) : undefined;
  if (module === undefined || !source.scopeManager.getDeclaredVariables(declarator).every(isConstant))
    return [];
  const key = moduleKey(module);
  if (id.type === 'Identifier') return [{ key, form: 'exports', local: id.name, statement }];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property): readonly ExistingBinding[] => {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return [];
    const imported = staticName(property.key, property.computed);
    return imported === undefined
      ? []
      : [{ key, form: 'named', imported, local: property.value.name, statement }];
  });
}
