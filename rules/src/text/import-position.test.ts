import { describe, expect, it } from 'vitest';

import { inRule } from '../../test/in-rule.ts';
import { importPosition } from './import-position.ts';
import { SourceText } from './source-text.ts';

/** Puts `NEW` where a new import goes, behind the last import if the file has one. */
function withNew(code: string): string {
  return inRule(code, ({ sourceCode: { ast }, sourceCode }) => {
    const source = SourceText.of(sourceCode);
    const anchor = ast.body.findLast(({ type }) => type === 'ImportDeclaration');
    const { offset, before, after } = importPosition(ast, anchor, source);
    return `${source.text.slice(0, offset)}${before}NEW${after}${source.text.slice(offset)}`;
  });
}

describe('importPosition', () => {
  it.each([
    [
      'behind the last import',
      "import 'a';\nimport 'b';\n\nc();\n",
      "import 'a';\nimport 'b';\nNEW\n\nc();\n",
    ],
    ['with the line end of the import', "import 'a';\r\nb();\n", "import 'a';\r\nNEW\r\nb();\n"],
    [
      'behind the comments of its line',
      "import 'a'; /* b */ // c\nd();\n",
      "import 'a'; /* b */ // c\nNEW\nd();\n",
    ],
    [
      'in front of a comment that goes on',
      "import 'a'; /* b\nc */ d();\n",
      "import 'a';\nNEW /* b\nc */ d();\n",
    ],
    ['in front of other code of its line', "import 'a'; b();\n", "import 'a';\nNEW b();\n"],
    ['in front of a guard', "import 'a'\n;[1].map(b)\n", "import 'a'\nNEW\n;[1].map(b)\n"],
    ['behind the last import of a file that ends there', "import 'a'", "import 'a'\nNEW"],
    ['behind directives', "'use strict';\n\na();\n", "'use strict';\n\nNEW\n\na();\n"],
    ['at the start', 'a();\n', 'NEW\n\na();\n'],
    ['above the comments of the first statement', '// a\n/* b */\nc();\n', 'NEW\n\n// a\n/* b */\nc();\n'],
    ['below comments that stand apart', '// a\n\n// b\nc();\n', '// a\n\nNEW\n\n// b\nc();\n'],
    ['below a pragma', '/** @ts-check */\na();\n', '/** @ts-check */\nNEW\n\na();\n'],
    ['below a shebang', '#!/usr/bin/env node\na();\n', '#!/usr/bin/env node\nNEW\n\na();\n'],
    [
      'below a shebang and a licence',
      '#!/usr/bin/env node\n// Copyright\n// a\nb();\n',
      '#!/usr/bin/env node\n// Copyright\nNEW\n\n// a\nb();\n',
    ],
  ])('is %s', (_, code, expected) => {
    expect(withNew(code)).toBe(expected);
  });
});
