import type { TSESTree } from '@typescript-eslint/utils';

import { nodeBuiltinName } from '@cogniverse/guide';

import { loadedModule, resolveOrigin } from '../resolve/origin.ts';
import { stringValue, unwrap } from '../resolve/syntax.ts';
import type { Doubt } from './doubts.ts';
import type { LintedFile } from './linted-file.ts';
import { moduleKey } from './module-load.ts';
import { registrationsIn, type Registration } from './registrations.ts';

/** A top-level import of a system module below a registration. */
export interface MisplacedImport {
  readonly statement: TSESTree.ImportDeclaration | TSESTree.TSImportEqualsDeclaration | TSESTree.VariableDeclaration;
  /** The module as the code names it. */
  readonly module: string;
  /** The first registration above it that it need not follow. */
  readonly registration: Registration;
  /** Why it might not get the same further up; empty where it is certain to. */
  readonly doubts: readonly Doubt[];
  /** It needs a `require` that the file makes itself, and can't be moved above that. */
  readonly isBound: boolean;
}

/** Finds the imports of system modules, and the constants set to a required one, that follow a registration. */
export function misplacedImports(
  file: LintedFile,
  isSystemModule: (module: string) => boolean,
): readonly MisplacedImport[] {
  const { body } = file.source.ast;
  const imports = body.flatMap((statement) => {
    const found = importBy(statement, file);
    return found && isSystemModule(found.module) ? [found] : [];
  });
  if (imports.length === 0) return [];
  const registrations = registrationsIn(file);
  return imports.flatMap(({ statement, module, isRequire, isBound, takesMembers }) => {
    const above = registrations.filter((registration) => registration.statement.range[0] < statement.range[0]);
    // A module that is mocked above is meant to be the mock. CommonJS keeps the order of other mocks, too.
    if (above.some(({ replaces, isInPlace }) => replaces === moduleKey(module) || (isRequire && isInPlace))) return [];
    const [registration] = above;
    const doubts: readonly (Doubt | false)[] = [nodeBuiltinName(module) === undefined && 'foreign', takesMembers && 'order'];
    return registration ? [{ statement, module, registration, isBound, doubts: doubts.filter((doubt) => doubt !== false) }] : [];
  });
}

/** Imports run before the file whatever their place. */
const DECLARED = { isRequire: false, isBound: false, takesMembers: false };

interface FoundImport {
  readonly statement: MisplacedImport['statement'];
  readonly module: string;
  readonly isRequire: boolean;
  readonly isBound: boolean;
  /** It takes values out of the module at once, so that it matters what they are at that time. */
  readonly takesMembers: boolean;
}

function importBy(statement: TSESTree.ProgramStatement, file: LintedFile): FoundImport | undefined {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const { specifiers, importKind } = statement;
      const isErased =
        importKind === 'type' ||
        (specifiers.length > 0 && specifiers.every((specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'));
      return isErased ? undefined : { ...DECLARED, statement, module: statement.source.value };
    }
    case 'TSImportEqualsDeclaration': {
      const { moduleReference, importKind } = statement;
      const module = moduleReference.type === 'TSExternalModuleReference' ? stringValue(moduleReference.expression) : undefined;
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
