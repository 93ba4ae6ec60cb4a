import { describe, expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { removeStatement } from './remove-statement.ts';
import { SourceText } from './source-text.ts';
import { mergeEdits } from './text-edit.ts';

/** Removes the statements of a file that call `gone()`. */
function withoutGone(code: string): string {
  return inRule(code, ({ sourceCode: { ast }, sourceCode }) => {
    const source = SourceText.of(sourceCode);
    const removed = new Set(ast.body.filter(({ range }) => source.text.slice(...range).includes('gone()')));
    const edit = mergeEdits(
      source.text,
      [...removed].map((statement) => removeStatement(statement, ast.body, removed, source)),
    );
    if (!edit) throw new Error('nothing is removed');
    return source.text.slice(0, edit.range[0]) + edit.text + source.text.slice(edit.range[1]);
  });
}

describe('removeStatement', () => {
  it.each([
    ['a line', 'a();\ngone();\nb();\n', 'a();\nb();\n'],
    ['lines', 'a();\nx(\n  gone(),\n);\nb();\n', 'a();\nb();\n'],
    ['a line with another line end', 'a();\r\ngone();\r\nb();', 'a();\r\nb();'],
    ['the last line', 'a();\ngone();', 'a();'],
    ['the last line, with its line end', 'a();\ngone();\n', 'a();\n'],
    ['the only line', 'gone();', ''],
    ['the start of a line', '  gone(); a();\n', '  a();\n'],
    ['the end of a line', 'a(); gone();\nb();\n', 'a();\nb();\n'],
    ['the middle of a line', 'a(); gone(); b();\n', 'a(); b();\n'],
    ['an empty line behind the first statement', 'gone();\n\na();\n', 'a();\n'],
    ['one of two empty lines', 'a();\n\ngone();\n\nb();\n', 'a();\n\nb();\n'],
    [
      'one of two empty lines with another line end',
      'a();\r\n\r\ngone();\r\n\r\nb();\r\n',
      'a();\r\n\r\nb();\r\n',
    ],
    ['not the empty line behind a paragraph', 'a();\ngone();\n\nb();\n', 'a();\n\nb();\n'],
    ['several statements as one after the other', 'gone();\n\ngone();\n\na();\n', 'a();\n'],
    ['not a comment above', '// note\ngone();\n\na();\n', '// note\n\na();\n'],
    ['not a comment behind', '  gone(); // note\na();\n', '  // note\na();\n'],
    ['not the guard of the next line', 'a()\ngone()\n;[1].map(b)\n', 'a()\n;[1].map(b)\n'],
    ['not the semicolon that parts its neighbours', 'a()\ngone();\n(b)()\n', 'a()\n;\n(b)()\n'],
  ])('takes %s', (_, code, expected) => {
    expect(withoutGone(code)).toBe(expected);
  });
});
