import type { TSESTree } from '@typescript-eslint/utils';

import { loadedModule, resolveOrigin } from '../../resolve/origin.ts';
import { stringValue, unwrap } from '../../resolve/syntax.ts';
import { isDirective } from '../../text/directive.ts';
import type { LintedFile } from '../linted-file.ts';
import { moduleKey } from './module-load.ts';
import { registrationsIn, type Registration } from './registrations.ts';

/** A top-level import of a system module below a registration. */
export interface MisplacedImport extends FoundImport {
  /** The registrations above it, in order. */
  readonly above: readonly [Registration, ...Registration[]];
}

interface FoundImport {
  readonly statement:
    TSESTree.ImportDeclaration | TSESTree.TSImportEqualsDeclaration | TSESTree.VariableDeclaration;
  /** The module as the code names it. */
  readonly module: string;
  /** It is a constant set to a required module; declared imports run before the file whatever their place. */
  readonly isRequire: boolean;
  /** It needs a `require` that the file makes itself. */
  readonly isBound: boolean;
  /** It takes values out of the module at once, so that it matters what they are at that time. */
  readonly takesMembers: boolean;
}

const DECLARED = { isRequire: false, isBound: false, takesMembers: false };

/**
 * Finds the imports of system modules, and the constants set to a required one, that follow a registration.
 */
export function misplacedImports(
  file: LintedFile,
  isSystemModule: (module: string) => boolean,
): readonly MisplacedImport[] {
  const { body } = file.source.ast;
  const first = body.findIndex(mayRegister);
  if (first < 0) return [];
  const imports = body.slice(first + 1).flatMap((statement) => {
    const found = importBy(statement, file);
    return found && isSystemModule(found.module) ? [found] : [];
  });
  if (imports.length === 0) return [];
  const registrations = registrationsIn(file);
  return imports.flatMap((found) => {
    const [first, ...others] = registrations.filter(
      ({ statement }) => statement.range[0] < found.statement.range[0],
    );
    return first && !followsMock(found, [first, ...others]) ? [{ ...found, above: [first, ...others] }] : [];
  });
}

/** Whether a statement can be a registration at all. */
function mayRegister(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ExpressionStatement'
    ? !isDirective(statement)
    : statement.type === 'VariableDeclaration';
}

/** A module that is mocked above is meant to be the mock. CommonJS keeps the order of other mocks, too. */
function followsMock({ module, isRequire }: FoundImport, above: readonly Registration[]): boolean {
  return above.some(({ replaces, isInPlace }) => replaces === moduleKey(module) || (isRequire && isInPlace));
}

function importBy(statement: TSESTree.ProgramStatement, file: LintedFile): FoundImport | undefined {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const { specifiers, importKind } = statement;
      const isErased =
        importKind === 'type' ||
        (specifiers.length > 0 &&
          specifiers.every(
            (specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type',
          ));
      return isErased ? undefined : { ...DECLARED, statement, module: statement.source.value };
    }
    case 'TSImportEqualsDeclaration': {
      const { moduleReference, importKind } = statement;
      const module =
        moduleReference.type === 'TSExternalModuleReference'
          ? stringValue(moduleReference.expression)
          : undefined;
      return module === undefined || importKind === 'type' ? undefined : { ...DECLARED, statement, module };
    }
    case 'VariableDeclaration': {
      const [{ id, init }, ...others] = statement.declarations;
      if (!init || others.length > 0 || statement.declare) return undefined;
      const call = requireIn(init);
      const module = call && loadedModule(call, file.source);
      if (!call || module === undefined) return undefined;
      const takesMembers = id.type !== 'Identifier' || unwrap(init).type === 'MemberExpression';
      const loader = resolveOrigin(call.callee, file.source);
      const isBound = !loader || loader.module !== undefined;
      return { statement, module, isRequire: true, isBound, takesMembers };
    }
    default:
      return undefined;
  }
}

/** The call in `require('x')` and `require('x').y`. */
function requireIn(init: TSESTree.Expression): TSESTree.CallExpression | undefined {
  const node = unwrap(init);
  if (node.type === 'MemberExpression') return requireIn(node.object);
  return node.type === 'CallExpression' ? node : undefined;
}
