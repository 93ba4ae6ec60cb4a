import {
  contains,
  type FunctionNode,
  type OwnIds,
  type SharedId,
  type TestId,
  type TextEdit,
  type TextLiteral,
} from 'eslint-plugin-cogniverse/editing';

import type { StructuralFile } from '../codemod.ts';
import { prefixOf } from './prefix.ts';

/** Makes the edits that put ids of their own in the place of literals. */
export class IdEdits {
  readonly #file: StructuralFile;
  readonly #unique: string;
  readonly #shared: readonly SharedId[];
  /** The constants that tests get, by their bodies. */
  readonly #declared = new Map<FunctionNode, { readonly name: string; readonly call: string }[]>();

  /**
   * @param unique - What the file calls `uniqueId`.
   * @param shared - All ids that are replaced in the file.
   */
  constructor(file: StructuralFile, unique: string, shared: readonly SharedId[]) {
    this.#file = file;
    this.#unique = unique;
    this.#shared = shared;
  }

  /** The edits for one id, but for the constants that tests get for it. */
  editsFor(shared: SharedId, ids: OwnIds): readonly TextEdit[] {
    const call = this.#callFor(shared);
    if (ids.kind === 'tests') return ids.tests.flatMap((test) => this.#testEdits(shared, test, call));
    const { literal, name } = ids.constant;
    return [replacement(literal, call), ...ids.others.map((other) => this.#use(other, name))];
  }

  /** The constants that tests get, at the beginning of their bodies. */
  declarations(): readonly TextEdit[] {
    return [...this.#declared].map(([body, constants]) => this.#declaration(body, constants));
  }

  #testEdits(shared: SharedId, { body, constant, literals }: TestId, call: string): readonly TextEdit[] {
    if (constant) {
      return literals.map((literal) =>
        literal === constant.literal ? replacement(literal, call) : this.#use(literal, constant.name),
      );
    }
    if (body.body.type !== 'BlockStatement') return literals.map((literal) => replacement(literal, call));
    const declared = this.#declared.get(body) ?? [];
    const name = this.#freeName(shared.name, body, declared);
    this.#declared.set(body, [...declared, { name, call }]);
    return literals.map((literal) => this.#use(literal, name));
  }

  #callFor(shared: SharedId): string {
    const { j } = this.#file;
    const prefix = j.stringLiteral(prefixOf(shared, this.#shared));
    return this.#file.print(j.callExpression(j.identifier(this.#unique), [prefix]));
  }

  /** A name for a constant that means nothing yet in a function. */
  #freeName(name: string, body: FunctionNode, declared: readonly { readonly name: string }[]): string {
    const { scopes } = this.#file.linted.source.scopeManager;
    const inside = scopes.filter(({ block }) => contains(body, block));
    const isFree = (candidate: string): boolean =>
      declared.every((other) => other.name !== candidate) &&
      inside.every(
        ({ set, references }) =>
          !set.has(candidate) && references.every(({ identifier }) => identifier.name !== candidate),
      );
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    const candidates = [name, `other${capital}`, `unique${capital}`];
    for (let number = 3; ; number++) {
      const found = candidates.find(isFree);
      if (found !== undefined) return found;
      candidates.push(`${name}${number}`);
    }
  }

  /** A name in the place of a literal; a property that has the same name is written short. */
  #use(literal: TextLiteral, name: string): TextEdit {
    const { parent } = literal;
    const isShort =
      parent.type === 'Property' &&
      parent.value === literal &&
      !parent.computed &&
      parent.key.type === 'Identifier' &&
      parent.key.name === name &&
      this.#file.linted.text.commentsIn(...parent.range).length === 0;
    return replacement(isShort ? parent : literal, name);
  }

  #declaration(
    { body }: FunctionNode,
    constants: readonly { readonly name: string; readonly call: string }[],
  ): TextEdit {
    const { text } = this.#file.linted;
    const statements = body.type === 'BlockStatement' ? body.body : [];
    const first = statements.find(
      (statement) => !('directive' in statement && typeof statement.directive === 'string'),
    );
    const isAtLineStart = (offset: number): boolean =>
      text.lineStart(offset) + text.indentation(offset).length === offset;
    const directive = statements[statements.findIndex((statement) => statement === first) - 1];
    const top = directive?.range[1] ?? body.range[0] + 1;
    // Comments in front of a statement may be about it, and tell a checker to pass it over.
    const comments = first ? text.commentsIn(top, first.range[0]) : [];
    const leading = comments.find(({ range }) => isAtLineStart(range[0]));
    const start = leading?.range[0] ?? first?.range[0] ?? top;
    const isOnOwnLine = isAtLineStart(start);
    const separator = isOnOwnLine ? text.lineBreak(start) + text.indentation(start) : ' ';
    // Without one, such a line would go on with the call.
    const needsSemicolon = !isOnOwnLine || /[([`+\-/]/.test(text.text.charAt(start));
    const end = needsSemicolon || this.#hasSemicolons() ? ';' : '';
    const code = constants.map(({ name, call }) => `const ${name} = ${call}${end}${separator}`).join('');
    return { range: [start, start], text: code };
  }

  #hasSemicolons(): boolean {
    const { source, text } = this.#file.linted;
    const first = source.ast.body.find(({ type }) => /^(?:Import|Expression|Variable)/.test(type));
    return first === undefined || text.text.charAt(first.range[1] - 1) === ';';
  }
}

function replacement({ range }: { readonly range: readonly [number, number] }, text: string): TextEdit {
  return { range: [range[0], range[1]], text };
}
