import type { TSESTree } from '@typescript-eslint/utils';

import { continuesStatement, fileStyle } from '../../text/file-style.ts';
import { importPosition } from '../../text/import-position.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import { moduleKey } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { perFile } from '../per-file.ts';
import type { NewBinding } from './hoist.ts';
import { addDefault, addNames, addToList, canJoin } from './import-declaration.ts';
import { importAnchor, leadingImports } from './leading-imports.ts';
import { moduleBindings } from './module-bindings.ts';
import { moduleSyntax } from './module-syntax.ts';

/**
 * Writes new bindings at the top of a file: into imports of the same modules where they can join them, else
 * below.
 *
 * @param anchor - The import at the file's beginning that new ones go behind.
 */
export function importEdits(
  bindings: readonly NewBinding[],
  file: LintedFile,
  anchor = importAnchor(file),
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const statements: string[] = [];
  const write = moduleSyntax(file) === 'commonjs' ? requireEdits : declarationEdits;
  for (const module of new Set(bindings.map(({ key }) => key))) {
    const { joined, added } = write(
      bindings.filter(({ key }) => key === module),
      file,
    );
    edits.push(...joined);
    statements.push(...added);
  }
  const inserted = insertion(statements, anchor, file);
  return inserted ? [...edits, inserted] : edits;
}

const declarationsIn = perFile(({ source }) =>
  source.ast.body.flatMap((statement) => (statement.type === 'ImportDeclaration' ? [statement] : [])),
);

interface Written {
  /** Edits of statements that the file has. */
  readonly joined: readonly TextEdit[];
  /** New statements without semicolons. */
  readonly added: readonly string[];
}

function declarationEdits(bindings: readonly NewBinding[], file: LintedFile): Written {
  const module = specifier(bindings, file);
  const key = bindings[0]?.key;
  const existing = declarationsIn(file).filter(({ source }) => moduleKey(source.value) === key);
  const hostOf = (form: 'exports' | 'named'): TSESTree.ImportDeclaration | undefined =>
    existing.find((declaration) => canJoin(declaration, form, file.text));
  const joined: TextEdit[] = [];
  const clause: string[] = [];
  const [whole] = localsOf(bindings, 'exports');
  if (whole !== undefined) {
    const host = hostOf('exports');
    if (host) joined.push(addDefault(host, whole, file.text));
    else clause.push(whole);
  }
  const names = namesOf(bindings, ' as ');
  if (names.length > 0) {
    const host = hostOf('named');
    if (host) joined.push(...addNames(host, names, file.text));
    else clause.push(`{ ${names.join(', ')} }`);
  }
  return {
    joined,
    added: [
      ...(clause.length > 0 ? [`import ${clause.join(', ')} from ${module}`] : []),
      ...localsOf(bindings, 'namespace').map((local) => `import * as ${local} from ${module}`),
      ...localsOf(bindings, 'effect').map(() => `import ${module}`),
    ],
  };
}

function requireEdits(bindings: readonly NewBinding[], file: LintedFile): Written {
  const module = specifier(bindings, file);
  const names = namesOf(bindings, ': ');
  const list = names.length > 0 ? requiredList(bindings, file) : undefined;
  return {
    joined: list ? [addToList(list, names, file.text)] : [],
    added: [
      ...localsOf(bindings, 'exports').map((local) => `const ${local} = require(${module})`),
      ...(names.length > 0 && !list ? [`const { ${names.join(', ')} } = require(${module})`] : []),
      ...localsOf(bindings, 'effect').map(() => `require(${module})`),
    ],
  };
}

/** The last name of a leading `const { a, b } = require(…)` of the same module that can take more. */
function requiredList([binding]: readonly NewBinding[], file: LintedFile): TSESTree.Property | undefined {
  const statements = moduleBindings(file).flatMap(({ key, form, statement }) =>
    key === binding?.key && form === 'named' && leadingImports(file).includes(statement) ? [statement] : [],
  );
  for (const statement of statements) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    const [declarator, ...others] = statement.declarations;
    const id = others.length === 0 ? declarator?.id : undefined;
    const last = id?.type === 'ObjectPattern' && !id.typeAnnotation ? id.properties.at(-1) : undefined;
    if (last?.type === 'Property' && file.text.commentsIn(...statement.range).length === 0) return last;
  }
  return undefined;
}

function localsOf(bindings: readonly NewBinding[], form: NewBinding['form']): readonly string[] {
  return bindings.flatMap((binding) => (binding.form === form ? [binding.local] : []));
}

function namesOf(bindings: readonly NewBinding[], separator: string): readonly string[] {
  return bindings.flatMap(({ form, imported = '', local }) =>
    form !== 'named' ? [] : [imported === local ? local : imported + separator + local],
  );
}

function specifier([binding]: readonly NewBinding[], file: LintedFile): string {
  const quote = fileStyle(file.source.ast, file.text).quote ?? binding?.quote ?? "'";
  return quote + (binding?.module ?? '') + quote;
}

function insertion(
  statements: readonly string[],
  anchor: TSESTree.ProgramStatement | undefined,
  file: LintedFile,
): TextEdit | undefined {
  if (statements.length === 0) return undefined;
  const { text } = file;
  const { semicolons } = fileStyle(file.source.ast, file.text);
  const { offset, lineBreak, before, after } = importPosition(file.source.ast, anchor, text);
  const lines = statements.map((statement) => (semicolons ? `${statement};` : statement));
  const isLineEnd = after !== '' || text.lineEnd(offset) === offset;
  const guard =
    !semicolons && (!isLineEnd || continuesStatement(text.text.slice(text.codeAfter(offset)))) ? ';' : '';
  return { range: [offset, offset], text: before + lines.join(lineBreak) + guard + after };
}
