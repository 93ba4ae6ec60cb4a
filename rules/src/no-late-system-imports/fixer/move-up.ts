import { attachedStart } from '../../text/attached-comments.ts';
import { continuesStatement, statementEnd } from '../../text/file-style.ts';
import { importPosition } from '../../text/import-position.ts';
import { removeStatement } from '../../text/remove-statement.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import type { MisplacedImport } from '../detection/misplaced-imports.ts';
import type { LintedFile } from '../linted-file.ts';
import { importAnchor } from './leading-imports.ts';

/**
 * The edits that move imports, as they are written and with the comments that belong to them, to the top of a
 * file.
 */
export function moveUpEdits(imports: readonly MisplacedImport[], file: LintedFile): readonly TextEdit[] {
  const { source, text } = file;
  const { offset, lineBreak, before, after } = importPosition(source.ast, importAnchor(file), text);
  const moved = imports.map(({ statement }) => movedRange(statement, file));
  const removed = new Set(imports.map(({ statement }) => statement));
  const chunks = moved.map(([start, end]) => text.text.slice(start, end));
  const next = text.text.slice(text.codeAfter(offset));
  const isGuarded = chunks.at(-1)?.endsWith(';') ?? true;
  const guard =
    !isGuarded && (text.lineEnd(offset) !== offset || continuesStatement(next)) && after === '' ? ';' : '';
  return [
    { range: [offset, offset], text: before + chunks.join(lineBreak) + guard + after },
    ...imports.flatMap(({ statement }, index) => {
      const [start = 0, end = 0] = moved[index] ?? [];
      if (start === statement.range[0] && end === statementEnd(statement, text)) {
        return removeStatement(statement, source.ast.body, removed, text);
      }
      return removeLines(start, end, file);
    }),
  ];
}

/** A statement with the comments above it and those at the end of its line. */
function movedRange(
  statement: MisplacedImport['statement'],
  { text }: LintedFile,
): readonly [number, number] {
  const end = statementEnd(statement, text);
  const lineEnd = text.lineEnd(end);
  const trailing = text.commentsIn(end, lineEnd).at(-1)?.range[1];
  const isLastOnLine =
    trailing !== undefined && text.codeAfter(end) >= lineEnd && text.isBlank(trailing, lineEnd);
  return [attachedStart(statement.range[0], text), isLastOnLine ? trailing : end];
}

function removeLines(start: number, end: number, { text }: LintedFile): TextEdit {
  const lineStart = text.lineStart(start);
  if (!text.isBlank(lineStart, start) || !text.isBlank(end, text.lineEnd(end)))
    return { range: [start, end], text: '' };
  const previous = text.previousLine(start);
  const next = text.nextLine(end);
  const isLastLine = next === text.lineEnd(end) && previous !== undefined;
  return { range: isLastLine ? [text.lineEnd(previous), next] : [lineStart, next], text: '' };
}
