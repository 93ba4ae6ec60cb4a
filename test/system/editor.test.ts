import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { expect, inject, test } from 'vitest';

import { BROKEN_TEST } from './broken-test.ts';
import {
  choose,
  editedProject,
  onlyFinding,
  pageOf,
  settingsOfPage,
  STRICT_CONFIG,
  typeBefore,
} from './in-editor.ts';

const { eslint9, eslint10 } = inject('installed');

const TYPESCRIPT = `import { expect, test } from 'vitest';
import { embed } from '../src/embed.js';

test('embeds a page', () => {
  expect(embed('page')).toHaveLength(3);
});

test('counts processors', async () => {
  expect(await embed('page')).toBeDefined();
}, 5_000);
`;

const PYTHON = `"""Tests of the search service."""
import pytest

from search import embed


@pytest.mark.skip
def test_embeds_a_page():
    assert len(embed("page")) == 3


@pytest.mark.timeout(5)
async def test_counts_processors():
    assert await embed("page")
`;

const FIX = 'Fix this cogniverse/no-late-system-imports problem';

test.each([
  ['ESLint 9', eslint9],
  ['ESLint 10', eslint10],
])('shows and mends findings in TypeScript while one types, with %s', async (_, installed) => {
  const files = { 'eslint.config.js': STRICT_CONFIG, 'tests/embed.test.ts': TYPESCRIPT };
  const { server, open } = await editedProject(installed, files);
  const document = await open('tests/embed.test.ts');
  expect(await document.findings()).toEqual([]);

  await typeBefore(document, '  expect(await', "  const os = await import('node:os');\n");
  const finding = await onlyFinding(document);
  expect(finding).toMatchObject({
    source: 'eslint',
    code: 'cogniverse/no-late-system-imports',
    codeDescription: { href: pageOf('no-late-system-imports') },
    range: document.rangeOf("import('node:os')"),
  });

  await choose(document, finding, 'Show documentation for cogniverse/no-late-system-imports');
  expect(server.openedPages).toEqual([pageOf('no-late-system-imports')]);
  await choose(document, finding, FIX);
  const place = "'../src/embed.js';\n";
  expect(document.text).toBe(TYPESCRIPT.replace(place, `${place}import * as os from 'node:os';\n`));
  expect(await document.findings()).toEqual([]);
  expect(server.complaints).toEqual([]);
});

test('shows and mends findings in Python with the settings of its page', async () => {
  const files = { 'eslint.config.js': STRICT_CONFIG, 'tests/test_embed.py': PYTHON };
  const { server, open } = await editedProject(eslint10, files, await settingsOfPage('Python'));
  const document = await open('tests/test_embed.py');
  expect(await document.findings()).toEqual([]);

  await typeBefore(document, '    assert await', '    import os\n\n');
  const late = await onlyFinding(document);
  expect(late).toMatchObject({
    source: 'eslint',
    code: 'cogniverse/no-late-system-imports',
    codeDescription: { href: pageOf('no-late-system-imports') },
    range: document.rangeOf('import os'),
  });
  const titles = (await document.quickFixes(late)).map(({ title }) => title);
  // What these would write is a comment of JavaScript.
  expect(titles.filter((title) => title.startsWith('Disable'))).toEqual([]);
  await choose(document, late, FIX);
  const mended = PYTHON.replace('import pytest', 'import os\n\nimport pytest');
  expect(document.text).toBe(mended);
  expect(await document.findings()).toEqual([]);

  await document.replace('mark.skip', 'mark.skpi');
  const misspelt = await onlyFinding(document);
  expect(misspelt.code).toBe('cogniverse/registered-markers');
  await document.fixAll();
  expect(document.text, 'a suggestion is no part of fix on save').toContain('mark.skpi');
  await choose(document, misspelt, 'Write `skip` (cogniverse/registered-markers)');
  expect(document.text).toBe(mended);

  await document.replace('processors():', 'processors(:');
  const { message, range } = await onlyFinding(document);
  expect(message).toBe('Parsing error: expected parameter name');
  expect(range.start).toEqual(document.rangeOf(':\n    assert await').start);
  await document.replace('(:', '():');
  expect(await document.findings()).toEqual([]);
  expect(server.complaints).toEqual([]);
});

test('fix on save writes what eslint --fix writes', async () => {
  const python = await readFile(path.join(import.meta.dirname, '../examples/pytest-suite/tests/test_models.py'), 'utf8');
  const files = {
    'tests/search.test.ts': BROKEN_TEST,
    'tests/crlf.test.ts': BROKEN_TEST.replaceAll('\n', '\r\n'),
    'tests/test_models.py': python,
    'tests/test_crlf.py': python.replaceAll('\n', '\r\n'),
  };
  const everything = { 'eslint.config.js': STRICT_CONFIG, ...files };
  const { project, open } = await editedProject(eslint10, everything, await settingsOfPage('Python'));
  const saved: Record<string, string> = {};
  for (const name of Object.keys(files)) {
    const document = await open(name);
    await document.findings();
    await document.fixAll();
    saved[name] = document.text;
  }
  await project.node('eslint/bin/eslint.js', 'tests', '--fix');
  const written = await project.read();
  for (const [name, text] of Object.entries(files)) {
    expect(written[name]).not.toBe(text);
    expect(saved[name], name).toBe(written[name]);
  }
});

test.each([
  ['without settings', {}],
  ['with the settings of the page', await settingsOfPage('Monorepos')],
])('packages of a monorepo have configurations of their own, %s', async (_, settings) => {
  const { server, open } = await editedProject(
    eslint10,
    {
      'packages/search/eslint.config.js': STRICT_CONFIG,
      'packages/search/tests/search.test.ts': BROKEN_TEST,
      'packages/index/eslint.config.js': 'export default [{ rules: { "no-undef": "error" } }];\n',
      'packages/index/tests/index.test.js': BROKEN_TEST.replace('Worker(', 'Thread('),
    },
    settings,
  );
  const rulesIn = async (name: string): Promise<unknown[]> =>
    [...new Set((await (await open(name)).findings()).map(({ code }) => code))].sort();
  expect(await rulesIn('packages/search/tests/search.test.ts')).toContain('cogniverse/no-manual-threads');
  expect(await rulesIn('packages/index/tests/index.test.js')).toEqual(['no-undef']);
  expect(server.complaints).toEqual([]);
});
