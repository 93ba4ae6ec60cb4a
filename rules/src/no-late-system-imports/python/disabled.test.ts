import { python } from '@cogniverse/eslint-python';
import { Linter, type Rule } from 'eslint';
import { expect, it } from 'vitest';

import { noLateSystemImports } from '../index.ts';

/** Fixes code as `eslint --fix` does. */
function fixed(code: string): string {
  const config: Linter.Config = {
    files: ['**/*.py'],
    plugins: {
      python: { languages: { python } },
      // The same rule by ESLint's own types.
      cogniverse: { rules: { 'no-late-system-imports': noLateSystemImports as unknown as Rule.RuleModule } },
    },
    language: 'python/python',
    rules: { 'cogniverse/no-late-system-imports': 'error' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  };
  const { output, messages } = new Linter({ cwd: '/' }).verifyAndFix(code, config, {
    filename: 'tests/test_case.py',
  });
  expect(messages).toEqual([]);
  return output;
}

it('leaves an import alone for which it is turned off, when it moves others', () => {
  const code = `import sys


def test_words(text):
    import re
    import os  # eslint-disable-line cogniverse/no-late-system-imports
    # eslint-disable-next-line
    import json
    # eslint-disable cogniverse/no-late-system-imports -- loaded by the runner
    import csv
    # eslint-enable
    return re, os, json, csv, sys
`;
  expect(fixed(code)).toBe(
    code.replace('import sys\n', 'import re\nimport sys\n').replace('    import re\n', ''),
  );
});

it('leaves all that bind a name alone, where it is turned off for one of them', () => {
  const code = `def words(text):
    if text:
        import re  # eslint-disable-line cogniverse/no-late-system-imports
    else:
        import re  # eslint-disable-line cogniverse/no-late-system-imports
    return re
`;
  expect(fixed(code)).toBe(code);
});
