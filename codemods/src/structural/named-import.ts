import {
  importEdits,
  isBoundBefore,
  leadingImports,
  moduleBindings,
  ModuleNames,
  moduleSyntax,
  type LintedFile,
  type TextEdit,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from './codemod.ts';

/** How code can call an export of a package. */
export type NamedImport =
  | {
      readonly kind: 'imported';
      /** The name that the file has for it. */
      readonly local: string;
      /** The edits that give it the name; none where the file has it already. */
      readonly edits: readonly TextEdit[];
      /** Whether a statement of its own is added, rather than a name to one that is there. */
      readonly isStatement: boolean;
    }
  | { readonly kind: 'impossible'; readonly reason: string };

/**
 * Names an export of a package for code in a file: by an import or `require` that is there, by a name added to
 * one, or by a new one in the form that the file has.
 *
 * @param module The package, or an entry of it.
 * @param uses Where the name is to be used.
 */
export function namedImport(
  file: LintedFile,
  module: string,
  imported: string,
  uses: readonly RuleNode[],
): NamedImport {
  const names = new ModuleNames(file.source);
  const scopes = uses.map((use) => file.scopeAt(use));
  const known = moduleBindings(file).find(
    (binding) =>
      binding.key === module &&
      binding.form === 'named' &&
      binding.imported === imported &&
      uses.every((use) => isBoundBefore(binding, outermost(use), file)) &&
      scopes.every((scope) => !names.isShadowed(binding.local, scope)),
  );
  if (known) return { kind: 'imported', local: known.local, edits: [], isStatement: false };
  if (moduleSyntax(file) === 'unknown') {
    return {
      kind: 'impossible',
      reason: 'the file may be an ES module or CommonJS, so no import can be added',
    };
  }
  const alias = `cogniverse${imported.charAt(0).toUpperCase()}${imported.slice(1)}`;
  const local = [imported, alias].find((name) => scopes.every((scope) => names.isFree(name, scope)));
  if (local === undefined) {
    return { kind: 'impossible', reason: `\`${imported}\` and \`${alias}\` mean something else in the file` };
  }
  const bindings = [{ key: module, form: 'named', imported, local, module }] as const;
  const edits = importEdits(bindings, file, anchorOf(file));
  return { kind: 'imported', local, edits, isStatement: edits.some(({ text }) => text.includes(module)) };
}

/** The leading import to write a package's behind: the last of a package or builtin, else the last. */
function anchorOf(file: LintedFile): ReturnType<typeof leadingImports>[number] | undefined {
  const imports = leadingImports(file);
  const declarations = imports.filter(({ type }) => type === 'ImportDeclaration');
  const leading = declarations.length > 0 ? declarations : imports;
  const ofPackages = leading.filter((statement) => {
    const text = file.text.text.slice(...statement.range);
    return !/(?:\bfrom\s*|\brequire\(\s*|^import\s*)["']\./.test(text);
  });
  return ofPackages.at(-1) ?? leading.at(-1);
}

function outermost(node: RuleNode): RuleNode {
  let outer = node;
  while (outer.parent && outer.parent.type !== 'Program') outer = outer.parent;
  return outer;
}
