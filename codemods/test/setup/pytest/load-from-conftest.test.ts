import { describe, expect, it } from 'vitest';

import { DraftFiles } from '../../../src/setup/draft-files.ts';
import { loadFromConftest } from '../../../src/setup/pytest/load-from-conftest.ts';
import type { PytestStep } from '../../../src/setup/pytest/project.ts';
import { Project } from '../../support/project.ts';

const MODULE = 'pytest_cogniverse.vendored';
const IMPORT = `import ${MODULE}  # isort: skip # noqa: F401`;
const PLUGINS = `pytest_plugins = ["${MODULE}"]`;

/** Has a conftest.py load the plugin, twice: the second time there is nothing to do. */
function load(text?: string): PytestStep & { readonly text: string | undefined } {
  const project = new Project(text === undefined ? {} : { 'conftest.py': text });
  const { root } = project;
  const files = new DraftFiles(root);
  const about = { directory: root, root, configFile: undefined, tests: [], conftests: [], helpers: [] };
  const step = loadFromConftest(project.at('conftest.py'), about, files);
  const after = files.changes()[0]?.after;
  if (after !== undefined) {
    expect(loadFromConftest(project.at('conftest.py'), about, files).kind).toBe('present');
    expect(files.changes()[0]?.after).toBe(after);
  }
  return { ...step, text: after };
}

describe('a conftest.py loads the copy first', () => {
  it.each([
    ['made where there is none', undefined, `${IMPORT}\n\n${PLUGINS}\n`],
    ['that is empty', '', `\n${IMPORT}\n\n${PLUGINS}\n`],
    [
      'in front of the imports',
      'import os\nimport torch\n\nX = 1\n',
      `${IMPORT}\nimport os\nimport torch\n\n${PLUGINS}\n\nX = 1\n`,
    ],
    [
      'behind the docstring and imports from __future__',
      '"""Doc."""\n\nfrom __future__ import annotations\n\nimport torch\n',
      `"""Doc."""\n\nfrom __future__ import annotations\n\n${IMPORT}\nimport torch\n\n${PLUGINS}\n`,
    ],
    [
      'behind the comments that a file begins with',
      '# Copyright\nimport torch\n',
      `# Copyright\n${IMPORT}\nimport torch\n\n${PLUGINS}\n`,
    ],
    [
      'above a comment on the first import',
      '# Copyright\n\n# Needed first.\nimport torch\n',
      `# Copyright\n\n${IMPORT}\n# Needed first.\nimport torch\n\n${PLUGINS}\n`,
    ],
    [
      'above a comment on what follows the docstring',
      '"""Doc."""\n# Needed first.\nimport torch\n',
      `"""Doc."""\n${IMPORT}\n# Needed first.\nimport torch\n\n${PLUGINS}\n`,
    ],
    ['with nothing but a docstring', '"""Doc."""\n', `"""Doc."""\n\n${IMPORT}\n\n${PLUGINS}\n`],
    ['without imports', 'X = 1\n', `${IMPORT}\n\n${PLUGINS}\n\nX = 1\n`],
    [
      'with plugins of its own',
      '"""Doc."""\n\npytest_plugins = ["a", "b"]\n\nimport torch\n',
      `"""Doc."""\n\n${IMPORT}\n\npytest_plugins = ["${MODULE}", "a", "b"]\n\nimport torch\n`,
    ],
    [
      'with plugins in lines of their own, in its quotes',
      "import torch\n\npytest_plugins = (\n    'a',\n    'b',\n)\n",
      `${IMPORT}\nimport torch\n\npytest_plugins = (\n    '${MODULE}',\n    'a',\n    'b',\n)\n`,
    ],
    ['with one plugin', 'pytest_plugins = "a"\n', `${IMPORT}\n\npytest_plugins = ["${MODULE}", "a"]\n`],
    [
      'with no plugins yet',
      'import a\npytest_plugins: list[str] = []\n',
      `${IMPORT}\nimport a\npytest_plugins: list[str] = ["${MODULE}"]\n`,
    ],
    [
      'with CRLF and a byte order mark',
      '\uFEFFimport torch\r\n',
      `\uFEFF${IMPORT}\r\nimport torch\r\n\r\n${PLUGINS}\r\n`,
    ],
    ['with the import alone', `${IMPORT}\nimport torch\n`, `${IMPORT}\nimport torch\n\n${PLUGINS}\n`],
    ['with the plugin alone', `import torch\n\n${PLUGINS}\n`, `${IMPORT}\nimport torch\n\n${PLUGINS}\n`],
  ])('%s', (_, before, after) => {
    expect(load(before).text).toBe(after);
  });
});

describe('it is left to the author', () => {
  it.each([
    ['pytest_plugins = find_plugins()\n', 'pytest_plugins is computed'],
    ['pytest_plugins = ()\n', 'pytest_plugins is an empty tuple'],
    ['pytest_plugins = ["a"]\npytest_plugins = ["b"]\n', 'pytest_plugins is set in several places'],
    ['if True:\n    pytest_plugins = ["a"]\n', 'pytest_plugins is set in several places'],
    ['"""Doc."""; import torch\n', 'its first statement shares a line with another one'],
    ['def (\n', 'it has a syntax error'],
  ])('%j', (before, reason) => {
    expect(load(before)).toMatchObject({ kind: 'manual', reason, text: undefined });
  });
});
