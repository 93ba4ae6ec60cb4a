import {
  areDisjoint,
  leadingImports,
  removals,
  staticName,
  unwrap,
  variableOf,
  type LintedFile,
  type TextEdit,
  type TSESTree,
} from 'eslint-plugin-cogniverse/editing';

import { removeFromList } from '../remove-from-list.ts';
import type { RuleNode, StructuralFile } from '../codemod.ts';
import type { NamedImport } from '../named-import.ts';
import type { WorkerConstruction } from './construction.ts';

type Variable = Exclude<ReturnType<typeof variableOf>, 'global' | undefined>;
type Imported = Extract<NamedImport, { kind: 'imported' }>;

/**
 * The edits of a file's imports where workers have become managed ones: `managedWorker` is imported, and what
 * only they used is not any more. A statement of which nothing is left makes room for the new one.
 *
 * @param named How the file calls `managedWorker`.
 * @param module Where it is imported from.
 */
export function importChanges(
  constructions: readonly WorkerConstruction[],
  named: Imported,
  module: string,
  file: StructuralFile,
): readonly TextEdit[] {
  const { linted } = file;
  const replaced = new Set<RuleNode>(constructions.map(({ callee }) => rootOf(callee)));
  const variables = new Set(
    [...replaced].flatMap((root) => {
      const variable = root.type === 'Identifier' ? variableOf(root, linted.source) : undefined;
      return variable && variable !== 'global' ? [variable] : [];
    }),
  );
  const edits: TextEdit[] = [];
  let hasRoom = false;
  for (const variable of variables) {
    const leftover = leftoverOf(variable, replaced, linted);
    if (!leftover) continue;
    const statement =
      named.isStatement && !hasRoom && leftover.kind === 'gone' ? wholeStatement(leftover.node) : undefined;
    if (statement && isLoadedFirst(statement, linted)) {
      hasRoom = true;
      edits.push(replaceImport(statement, named.local, module, file));
    } else {
      const removed = withoutLeftover(leftover, linted);
      // A second name of one list may stay, unused.
      if (areDisjoint([...edits, ...removed])) edits.push(...removed);
    }
  }
  return hasRoom ? edits : [...named.edits, ...edits];
}

/** Whether what a statement imports is there before any other code of the file runs. */
function isLoadedFirst(statement: ImportStatement, file: LintedFile): boolean {
  return statement.type === 'ImportDeclaration' || leadingImports(file).includes(statement);
}

/** What is left to do where a name has lost its last use: it goes, or stands for a type alone. */
type Leftover =
  | { readonly kind: 'gone'; readonly node: RuleNode }
  | { readonly kind: 'type'; readonly node: TSESTree.ImportSpecifier };

function leftoverOf(
  variable: Variable,
  replaced: ReadonlySet<RuleNode>,
  file: LintedFile,
): Leftover | undefined {
  const left = variable.references.filter(
    ({ identifier, init }) => init !== true && !replaced.has(identifier),
  );
  const [definition, ...others] = variable.defs;
  if (!definition || others.length > 0 || left.some(({ isValueReference }) => isValueReference))
    return undefined;
  if (left.length === 0 && isNamedInComments(variable.name, file)) return undefined;
  const { node } = definition;
  switch (node.type) {
    case 'ImportSpecifier':
      return { kind: left.length > 0 ? 'type' : 'gone', node };
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'TSImportEqualsDeclaration':
      return left.length > 0 ? undefined : { kind: 'gone', node };
    case 'VariableDeclarator':
      return left.length > 0 ? undefined : unusedDeclaration(node, variable.name);
    default:
      return undefined;
  }
}

/** What goes of `const { Worker } = require(…)`: the name in the pattern, or the whole. */
function unusedDeclaration(declarator: TSESTree.VariableDeclarator, name: string): Leftover | undefined {
  const { id, init } = declarator;
  if (!init || !isLoad(init)) return undefined;
  if (id.type === 'Identifier') return { kind: 'gone', node: declarator };
  if (id.type !== 'ObjectPattern' || id.properties.some(({ type }) => type === 'RestElement'))
    return undefined;
  if (id.properties.length === 1) return { kind: 'gone', node: declarator };
  const property = id.properties.find(({ value }) => value?.type === 'Identifier' && value.name === name);
  return property && { kind: 'gone', node: property };
}

/** Whether an expression does nothing but load a module, or take a member of one: `(await import('a')).b`. */
function isLoad(expression: RuleNode): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'AwaitExpression':
      return isLoad(node.argument);
    case 'MemberExpression':
      return staticName(node.property, node.computed) !== undefined && isLoad(node.object);
    case 'ImportExpression':
      return true;
    case 'Identifier':
      return false;
    case 'CallExpression':
      return node.callee.type === 'Identifier'
        ? node.arguments.length === 1
        : node.callee.type === 'MemberExpression';
    default:
      return false;
  }
}

/** Whether a comment names something as a type, as JSDoc does. */
function isNamedInComments(name: string, { text }: LintedFile): boolean {
  return text.comments.some(({ value }) =>
    new RegExp(`\\{[^}]*(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(value),
  );
}

function withoutLeftover({ kind, node }: Leftover, file: LintedFile): readonly TextEdit[] {
  if (kind === 'type') return asType(node);
  switch (node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier': {
      const { parent } = node;
      if (parent.type !== 'ImportDeclaration') return [];
      return parent.specifiers.length === 1
        ? removals([parent], file)
        : removeFromList(node, parent.specifiers, file.text);
    }
    case 'VariableDeclarator':
    case 'TSImportEqualsDeclaration':
      return removals([node], file);
    case 'Property':
      return node.parent.type === 'ObjectPattern'
        ? removeFromList(node, node.parent.properties, file.text)
        : [];
    default:
      return [];
  }
}

/** `import { type Worker, … }`, or `import type { Worker }` where nothing else is imported. */
function asType(specifier: TSESTree.ImportSpecifier): readonly TextEdit[] {
  const { parent } = specifier;
  if (parent.type !== 'ImportDeclaration' || parent.importKind === 'type' || specifier.importKind === 'type')
    return [];
  const at = parent.specifiers.length === 1 ? parent.range[0] + 'import'.length : undefined;
  return [
    at === undefined
      ? { range: [specifier.range[0], specifier.range[0]], text: 'type ' }
      : { range: [at, at], text: ' type' },
  ];
}

type ImportStatement = ReturnType<typeof leadingImports>[number];

/** The statement that nothing is left of. */
function wholeStatement(node: RuleNode): ImportStatement | undefined {
  const { parent } = node;
  switch (node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return parent?.type === 'ImportDeclaration' && parent.specifiers.length === 1 ? parent : undefined;
    case 'TSImportEqualsDeclaration':
      return node;
    case 'VariableDeclarator':
      return parent?.type === 'VariableDeclaration' && parent.declarations.length === 1 ? parent : undefined;
    default:
      return undefined;
  }
}

/** Puts the import of `managedWorker` in the place of another one, in the same form. */
function replaceImport(
  statement: ImportStatement,
  local: string,
  module: string,
  file: StructuralFile,
): TextEdit {
  const { j, linted } = file;
  const [imported, name] = [j.identifier('managedWorker'), j.identifier(local)];
  const source = j.stringLiteral(module);
  const isRequired = statement.type === 'VariableDeclaration';
  const made = isRequired
    ? j.variableDeclaration('const', [
        j.variableDeclarator(
          j.objectPattern([
            j.objectProperty.from({ key: imported, value: name, shorthand: local === 'managedWorker' }),
          ]),
          j.callExpression(j.identifier('require'), [source]),
        ),
      ])
    : j.importDeclaration(
        [local === 'managedWorker' ? j.importSpecifier(imported) : j.importSpecifier(imported, name)],
        source,
      );
  const [start, end] = statement.range;
  const text = file.print(made).replace(/;$/, '');
  const hasSemicolon = linted.text.text.charAt(end - 1) === ';';
  return { range: [start, hasSemicolon ? end - 1 : end], text };
}

/** The name that the constructor is reached from: `Worker`, or `threads` in `threads.Worker`. */
function rootOf(callee: RuleNode): RuleNode {
  const node = unwrap(callee);
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}
