import { describe, expect, it } from 'vitest';

import { DENIED, Project, REPLACEMENT } from './support/project.ts';

/** A test that loads a model by a name that it imports. */
const SUITE = [
  "import { AutoModel } from '@huggingface/transformers';",
  "import { expect, it } from 'vitest';",
  "import { MODEL } from '../src/models';",
  '',
  "it('loads', async () => {",
  '  expect(await AutoModel.from_pretrained(MODEL)).toBeDefined();',
  '}, 60_000);',
  '',
].join('\n');
const MODELS = `export const OTHER = 'llama3:70b';\nexport const MODEL = '${DENIED}';\n`;
const FIXED = MODELS.replace(DENIED, REPLACEMENT);

/** Where findings are, and what they say. */
function findings(project: Project, ...patterns: readonly string[]): readonly string[] {
  const { stdout } = project.run(['check', '--format', 'json', ...patterns]);
  const results = JSON.parse(stdout) as {
    readonly filePath: string;
    readonly messages: readonly {
      readonly line: number;
      readonly column: number;
      readonly message: string;
    }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, message }) => {
      const name = filePath.slice(project.root.length + 1);
      return `${name}:${line}:${column} ${message.replace(/:.*/s, '')}`;
    }),
  );
}

describe('a model whose name a test imports', () => {
  it('is reported where the name is stated', () => {
    const project = new Project({
      'test/a.test.ts': SUITE,
      'test/b.test.ts': SUITE,
      'src/models.ts': MODELS,
    });
    const place = '`AutoModel.from_pretrained()` in test/a.test.ts';
    expect(findings(project, '.')).toEqual([
      `src/models.ts:2:22 Tests may not load '${DENIED}', which reaches ${place}`,
    ]);
  });

  it('is replaced there, once and for all', () => {
    const project = new Project({ 'test/a.test.ts': SUITE, 'src/models.ts': MODELS });
    const first = project.run(['replace-models']);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(project.read('src/models.ts')).toBe(FIXED);
    expect(project.read('test/a.test.ts')).toBe(SUITE);
    expect(first.stderr).toContain('2 files listed, 2 read, 2 parsed, 1 changed');
    const second = project.run(['replace-models']);
    expect(second.exitCode).toBe(0);
    expect(project.read('src/models.ts')).toBe(FIXED);
  });

  it('is found in whatever a module exports it as', () => {
    const load = (from: string, name: string): string =>
      SUITE.replace("{ MODEL } from '../src/models'", from).replace('(MODEL)', `(${name})`);
    const project = new Project({
      'test/a.test.ts': load("* as all from '../src/all.js'", 'all.ID'),
      'src/all.ts': `const id = '${DENIED}';\nexport { id as ID };\n`,
      'test/b.test.ts': load("ids from '../src/ids'", 'ids.big'),
      'src/ids/index.js': `module.exports = { big: '${DENIED}', other: '${DENIED}' };\n`,
      'test/c.test.ts': load("id from './helpers/id'", 'id'),
      'test/helpers/id.ts': `export default '${DENIED}';\n`,
    });
    expect(findings(project, '.').map((finding) => finding.split(' ')[0])).toEqual([
      'src/all.ts:1:12',
      'src/ids/index.js:1:25',
      'test/helpers/id.ts:1:16',
    ]);
  });

  it.each([
    ["const { MODEL } = require('../src/ids');", 'MODEL'],
    ["const { MODEL: id } = require('../src/ids');", 'id'],
    ["const ids = require('../src/ids');", 'ids.MODEL'],
    ["const { MODEL } = await import('../src/ids.js');", 'MODEL'],
  ])('is found where %s takes it out of a CommonJS module', (statement, name) => {
    const test = SUITE.replace(/import { MODEL.*/, '').replace('  expect(', `  ${statement}\n  expect(`);
    const project = new Project({
      'test/a.test.ts': test.replace('(MODEL)', `(${name})`),
      'src/ids.js': `module.exports = { MODEL: '${DENIED}' };\n`,
    });
    expect(findings(project, '.').map((finding) => finding.split(' ')[0])).toEqual(['src/ids.js:1:27']);
  });

  it('is found in the Python file that states it, and replaced there', () => {
    const test = 'from .names import BIG, SIZES\n\n\ndef test_a(M):\n    M.from_pretrained(BIG)\n    start(model=SIZES["big"])\n';
    const names = `BIG = "${DENIED}"\nSIZES = {"big": "${DENIED}-b", "small": "${DENIED}-c"}\nOTHER = "${DENIED}"\n`;
    const project = new Project({
      'pyproject.toml': `[tool.cogniverse.models]\ndeny = { "${DENIED}-*" = "acme/tiny" }\n`,
      'tests/__init__.py': '',
      'tests/names.py': names,
      'tests/test_a.py': test,
    });
    expect(findings(project, '.')).toEqual([
      `tests/names.py:1:7 Tests may not load '${DENIED}', which reaches \`M.from_pretrained()\` in tests/test_a.py`,
      `tests/names.py:2:17 Tests may not load '${DENIED}-b', which reaches \`model\` in tests/test_a.py`,
    ]);
    expect(project.run(['replace-models', '--unsafe']).exitCode).toBe(0);
    expect(project.read('tests/names.py')).toBe(
      names.replace(DENIED, REPLACEMENT).replace(`${DENIED}-b`, 'acme/tiny'),
    );
    expect(project.read('tests/test_a.py')).toBe(test);
  });

  it('is a suggestion where a test only hands it to a field', () => {
    const test = SUITE.replace('AutoModel.from_pretrained(MODEL)', 'start({ modelId: MODEL })');
    const project = new Project({ 'test/a.test.ts': test, 'src/models.ts': MODELS });
    expect(findings(project, '.')).toHaveLength(1);
    project.run(['replace-models']);
    expect(project.read('src/models.ts')).toBe(MODELS);
    project.run(['replace-models', '--unsafe']);
    expect(project.read('src/models.ts')).toBe(FIXED);
  });

  it('is silenced by a comment in its file', () => {
    const models = MODELS.replace(
      'export const MODEL',
      '// eslint-disable-next-line cogniverse/allowed-models\n$&',
    );
    const project = new Project({ 'test/a.test.ts': SUITE, 'src/models.ts': models });
    expect(findings(project, '.')).toEqual([]);
    project.run(['replace-models']);
    expect(project.read('src/models.ts')).toBe(models);
  });

  it('counts its file once, with its other findings', () => {
    const helper = `export const MODEL = '${DENIED}';\nexport const id = '${DENIED}';\n`;
    const test = SUITE.replace("{ MODEL } from '../src", "{ id } from '.").replace('(MODEL)', '(id)');
    const project = new Project({ 'test/a.test.ts': test, 'test/models.ts': helper });
    const places = findings(project, '.').map((finding) => finding.split(' ')[0]);
    expect(places).toEqual(['test/models.ts:1:22', 'test/models.ts:2:19']);
    const { stderr } = project.run(['replace-models']);
    expect(stderr).toContain('2 files listed, 2 read, 2 parsed, 1 changed');
    expect(project.read('test/models.ts')).toBe(helper.replaceAll(DENIED, REPLACEMENT));
  });
});

describe('a module that only holds the name of a model', () => {
  const inProduct = [
    "import { AutoModel } from '@huggingface/transformers';",
    "import { MODEL } from './models';",
    'export const model = await AutoModel.from_pretrained(MODEL);',
    '',
  ].join('\n');
  const other = "'hf-internal-testing/tiny-bert'";
  const mocked = `${SUITE.replace('{ expect', '{ vi, expect')}vi.mock('../src/models');\n`;

  it.each([
    ['no test imports it', { 'test/a.test.ts': SUITE.replace('../src/models', '../src/others') }],
    ['a test loads another', { 'test/a.test.ts': SUITE.replace('(MODEL)', `(${other})`) }],
    [
      'a test only compares it',
      { 'test/a.test.ts': SUITE.replace(/expect\(.*;/, "expect(MODEL).toBe('x');") },
    ],
    ['a test has a mock in its place', { 'test/a.test.ts': mocked }],
    ['the loader is no test', { 'src/load.ts': inProduct }],
  ])('stays silent where %s', (_, files) => {
    const project = new Project({ ...files, 'src/models.ts': MODELS });
    expect(findings(project, '.')).toEqual([]);
    project.run(['replace-models']);
    expect(project.read('src/models.ts')).toBe(MODELS);
  });

  it('stays silent where its file is not among those of the run', () => {
    const project = new Project({ 'test/a.test.ts': SUITE, 'src/models.ts': MODELS });
    expect(findings(project, 'test')).toEqual([]);
  });
});
