import type { ASTNode, JSCodeshift } from 'jscodeshift';

/** How new code is laid out. */
export interface Layout {
  readonly quote: 'single' | 'double';
  /** The unit of indentation: a tab, or spaces. */
  readonly indent: string;
  readonly lineBreak: string;
}

/** An object that recast has spread over lines: it does so with any, however small. */
const SPREAD_OUT_OBJECT = /\{\n([^{};]*)\n\s*\}/g;
/** Expressions that mean the same wherever they stand. */
const PRIMARY = new Set(['ArrayExpression', 'CallExpression', 'MemberExpression', 'ThisExpression']);
/** Where an expression of any kind but a sequence stands as it is. */
const ROOMY = new Set([
  'ArrayExpression.elements',
  'AssignmentExpression.right',
  'AssignmentPattern.right',
  'CallExpression.arguments',
  'ExpressionStatement.expression',
  'NewExpression.arguments',
  'ObjectProperty.value',
  'ReturnStatement.argument',
  'SpreadElement.argument',
  'TemplateLiteral.expressions',
  'VariableDeclarator.init',
]);

/**
 * Prints nodes that jscodeshift's builders made. What they hold of the file's own nodes is written as it stands
 * in the text: comments, layout and line ends are kept, which recast would not do.
 */
export class Printer {
  readonly #j: JSCodeshift;
  readonly #text: string;
  readonly #layout: Layout;

  constructor(j: JSCodeshift, text: string, layout: Layout) {
    this.#j = j;
    this.#text = text;
    this.#layout = layout;
  }

  /**
   * The text of a node.
   *
   * @param indentation What stands in front of the line that the text starts on.
   */
  print(node: ASTNode, indentation = ''): string {
    const kept: string[] = [];
    const copy = this.#copy(node, '', kept);
    const { quote, indent, lineBreak } = this.#layout;
    const printed = this.#j([copy as ASTNode]).toSource({
      quote,
      tabWidth: indent.startsWith('\t') ? 4 : indent.length,
      useTabs: indent.startsWith('\t'),
      lineTerminator: '\n',
      trailingComma: false,
    });
    return printed
      .replace(SPREAD_OUT_OBJECT, (_, inside: string) => `{ ${inside.trim().replace(/,\n\s+/g, ', ')} }`)
      .replaceAll('\n', lineBreak + indentation)
      .replace(/\$\$kept(\d+)\$\$/g, (_, index: string) => kept[Number(index)] ?? '');
  }

  /**
   * A copy in which each node of the file is a name that stands for its text.
   *
   * @param place The kind of node that it stands in, and the field: `CallExpression.arguments`.
   */
  #copy(value: unknown, place: string, kept: string[]): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#copy(element, place, kept));
    if (typeof value !== 'object' || value === null || !('type' in value)) return value;
    if (!isOfFile(value)) {
      const fields = Object.entries(value).map(([name, field]) => [
        name,
        this.#copy(field, `${String(value.type)}.${name}`, kept),
      ]);
      return Object.fromEntries(fields) as unknown;
    }
    const name = this.#j.identifier(`$$kept${kept.length}$$`);
    const text = this.#text.slice(value.start, value.end);
    kept.push(needsParentheses(value.type, place) ? `(${text})` : text);
    const isMember = place === 'ObjectExpression.properties' || place === 'ObjectPattern.properties';
    return isMember ? this.#j.objectProperty.from({ key: name, value: name, shorthand: true }) : name;
  }
}

/** Whether a node of the file needs parentheses in a place where it did not stand. */
function needsParentheses(type: string, place: string): boolean {
  if (!type.endsWith('Expression')) return false;
  if (type === 'SequenceExpression') return true;
  if (place === 'ArrowFunctionExpression.body') return type === 'ObjectExpression';
  return place !== '' && !ROOMY.has(place) && !PRIMARY.has(type);
}

/** A node that was parsed, not built. */
interface NodeOfFile {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Whether a node was parsed: only then it has a place in the text. */
export function isOfFile(node: object): node is NodeOfFile {
  return 'start' in node && typeof node.start === 'number' && 'end' in node && typeof node.end === 'number';
}
