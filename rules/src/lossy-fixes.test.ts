import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from './index.ts';

const LATE = 'def test_a():\n    import os\n    return os\n';
const UNSAFE = 'def test_a():\n    import os\n    os = object()\n    return os\n';

/** What is reported of a Python text. */
function messages(text: string): Linter.LintMessage[] {
  return new Linter().verify(text, plugin.configs.python, 'tests/test_a.py');
}

describe('a Python file in another encoding than UTF-8', () => {
  it.each(['latin-1', 'cp1252', 'euc_jp'])('such as %s is reported, and neither fixed nor suggested for', (name) => {
    for (const text of [LATE, UNSAFE]) {
      const [message, ...others] = messages(`# -*- coding: ${name} -*-\n${text}`);
      expect(message?.ruleId).toBe('cogniverse/no-late-system-imports');
      expect(message?.fix).toBeUndefined();
      expect(message?.suggestions).toBeUndefined();
      expect(others).toEqual([]);
    }
  });
});

describe('a Python file in UTF-8', () => {
  it.each(['', '# -*- coding: utf-8 -*-\n', '# vim: set fileencoding=UTF8 :\n', 's = "# coding: latin-1"\n'])(
    'is fixed under %j',
    (head) => {
      expect(messages(head + LATE)[0]?.fix).toBeDefined();
      expect(messages(head + UNSAFE)[0]?.suggestions).toHaveLength(1);
    },
  );
});
