import { rm } from 'node:fs/promises';
import path from 'node:path';

import { expect, inject, test } from 'vitest';

import type { OpenDocument } from '../bench/editor/open-document.ts';
import { editedProject, settingsOfPage } from './in-editor.ts';

const { eslint10 } = inject('installed');

const config = (rules: object) => `import parser from '@typescript-eslint/parser';
import cogniverse from 'eslint-plugin-cogniverse';
import { defineConfig } from 'eslint/config';

export default defineConfig(
  { files: ['**/*.ts'], extends: [cogniverse.configs.recommended], languageOptions: { parser } },
  cogniverse.configs['python-strict'],
  { rules: ${JSON.stringify(rules)} },
);
`;
const OFF = { 'cogniverse/require-test-setup': 'off' };
const MODEL = 'allowed-models';
const TIMEOUT = 'require-async-timeout';
const MARKER = 'registered-markers';
const REGISTERS = `def pytest_configure(config):
    config.addinivalue_line("markers", "gpu_host: on a machine with a GPU")
`;
const timeouts = (time: string) => `export const TIMEOUT = ${time};\n`;

/** Types something that changes nothing, and gives the rules that have findings right after it. */
async function rulesAfterEdit(document: OpenDocument): Promise<string[]> {
  await document.replace('acme', 'acme');
  const rules = (await document.findings()).map(({ code }) => String(code).replace('cogniverse/', ''));
  return rules.sort();
}

test('what is saved beside a TypeScript file counts at its next edit', async () => {
  const name = 'tests/model.test.ts';
  const { project, server, open } = await editedProject(eslint10, {
    'eslint.config.js': config(OFF),
    'package.json': '{ "type": "module" }',
    'vitest.config.ts': `import { TIMEOUT } from './limits/timeouts.ts';

export default { test: { testTimeout: TIMEOUT } };
`,
    'limits/timeouts.ts': timeouts('5_000'),
    [name]: `import { AutoModel } from '@huggingface/transformers';
import { expect, test } from 'vitest';

test('loads', async () => {
  expect(await AutoModel.from_pretrained('acme/large-model')).toBeDefined();
});
`,
  });
  const document = await open(name);
  expect(await rulesAfterEdit(document)).toEqual([MODEL]);

  await project.write('limits/timeouts.ts', timeouts('90 * 60_000'));
  expect(await rulesAfterEdit(document), 'a constant that the configuration imports').toEqual([MODEL, TIMEOUT]);
  await project.write('cogniverse.config.json', '{ "models": { "allow": ["acme/large-model"] } }');
  expect(await rulesAfterEdit(document), 'a new policy').toEqual([TIMEOUT]);
  await project.write('cogniverse.config.json', '{ "timeouts": { "max": "2h" } }');
  expect(await rulesAfterEdit(document), 'another policy').toEqual([MODEL]);
  await project.write('vitest.config.ts', 'export default { test: { testTimeout: 0 } };\n');
  expect(await rulesAfterEdit(document), 'the configuration itself').toEqual([MODEL, TIMEOUT]);
  await rm(path.join(project.directory, 'cogniverse.config.json'));
  await project.write('package.json', '{ "type": "module", "cogniverse": { "models": { "allow": ["acme/*"] } } }');
  expect(await rulesAfterEdit(document), 'a policy in another place').toEqual([TIMEOUT]);

  await project.write('eslint.config.js', config({ ...OFF, 'cogniverse/require-async-timeout': 'off' }));
  const refreshed = new Promise<void>((resolve) => {
    server.onRefresh(resolve);
  });
  await server.tellSaved(path.join(project.directory, 'eslint.config.js'));
  await refreshed;
  expect(await document.findings()).toEqual([]);
  expect(server.complaints).toEqual([]);
});

test('what is saved beside a Python file counts at its next edit', async () => {
  const name = 'tests/test_model.py';
  const files = {
    'eslint.config.js': config(OFF),
    'tests/marks.py': '',
    'tests/conftest.py': 'pytest_plugins = ["marks"]\n',
    [name]: `import pytest
from transformers import AutoModel


@pytest.mark.gpu_host
def test_loads():
    assert AutoModel.from_pretrained("acme/large-model")
`,
  };
  const { project, server, open } = await editedProject(eslint10, files, await settingsOfPage('Python'));
  const document = await open(name);
  expect(await rulesAfterEdit(document)).toEqual([MODEL, MARKER]);

  await project.write('tests/marks.py', REGISTERS);
  expect(await rulesAfterEdit(document), 'a plugin that conftest.py names').toEqual([MODEL]);
  await project.write('pyproject.toml', '[tool.cogniverse.models]\nallow = ["acme/large-model"]\n');
  expect(await rulesAfterEdit(document), 'a new policy').toEqual([]);
  await rm(path.join(project.directory, 'tests/conftest.py'));
  expect(await rulesAfterEdit(document), 'no conftest.py').toEqual([MARKER]);
  await project.write('pytest.ini', '[pytest]\nmarkers =\n    gpu_host: on a machine with a GPU\n');
  expect(await rulesAfterEdit(document), 'a new configuration').toEqual([]);
  expect(server.complaints).toEqual([]);
});
