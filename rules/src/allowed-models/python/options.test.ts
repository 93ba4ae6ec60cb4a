import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { testPythonRule } from '../../../test/python-rule-tester.ts';
import type { RuleCases } from '../../../test/rule-tester.ts';
import { allowedModels } from '../index.ts';
import type { messages } from '../messages.ts';
import type { Options } from '../options.ts';

type Cases = RuleCases<keyof typeof messages, [Options]>;

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

const directory = mkdtempSync(path.join(tmpdir(), 'allowed-models-'));
writeFileSync(
  path.join(directory, 'pyproject.toml'),
  '[project]\nname = "a"\n\n[tool.cogniverse.models]\nallow = ["acme/small"]\ndeny = { "acme/huge*" = "acme/small" }\n',
);
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const filename = path.join(directory, 'tests', 'test_a.py');
const POLICY = path.relative(process.cwd(), path.join(directory, 'pyproject.toml')).replaceAll(path.sep, '/');
const load = `M.from_pretrained("${DENIED}")`;
const allowed = `'${SMALL}' or another model of models.allow`;
const tests = { cogniverse: { scope: 'tests' } };

const cases: Cases = {
  valid: [
    { filename, code: 'M.from_pretrained("acme/small")' },
    { options: [{ allow: [DENIED.toUpperCase()] }], code: load },
    { options: [{ deny: { 'acme/huge': 'acme/other' } }], code: 'M.from_pretrained("acme/other")' },
    { code: `load_model("${DENIED}")\nEmbedder("${DENIED}")` },
    { options: [{ loaders: ['load_model'] }], code: 'load_model("./weights", model=name)\nload_model()' },
    // The files that a preset is about.
    { settings: tests, filename: 'src/models.py', code: `MODEL = "${DENIED}"` },
    // Off unless asked for.
    'def test_a(size):\n    M.from_pretrained(f"vidore/{size}")',
    'from transformers import pipeline\npipeline("fill-mask")',
    `get("https://huggingface.co/${DENIED}/resolve/main/config.json")`,
    // Asked for, and nothing to say.
    { options: [{ reportDynamic: true }], code: 'AutoTokenizer.from_pretrained(name)' },
    { options: [{ reportDynamic: true }], code: `for name in ["${SMALL}"]:\n    M.from_pretrained(name)` },
    { options: [{ reportImplicit: true }], code: `from transformers import pipeline\npipeline("fill-mask", "${SMALL}")\npipeline("fill-mask", model=name)\npipeline(*args)` },
    { options: [{ checkUrls: true }], code: 'get("https://huggingface.co/datasets/acme/images/resolve/main/cat.jpg")' },
    { options: [{ checkUrls: true }], code: `assert url == "https://huggingface.co/${DENIED}/resolve/main/config.json"` },
    { options: [{ checkUrls: true }], code: `"""https://huggingface.co/${DENIED}/resolve/main/config.json"""` },
  ],
  invalid: [
    {
      filename,
      code: 'M.from_pretrained("acme/huge-v2")',
      output: 'M.from_pretrained("acme/small")',
      errors: [{ messageId: 'replaceable', data: { name: 'acme/huge-v2', place: 'reaches `M.from_pretrained()`', replacement: 'acme/small' } }],
    },
    {
      filename,
      code: 'M.from_pretrained("acme/other")',
      errors: [{ messageId: 'unlisted', data: { name: 'acme/other', place: 'reaches `M.from_pretrained()`', allowed: `'${SMALL}', 'acme/small' or another model of models.allow`, policy: POLICY } }],
    },
    {
      code: 'M.from_pretrained("acme/other")',
      errors: [{ messageId: 'unlisted', data: { name: 'acme/other', place: 'reaches `M.from_pretrained()`', allowed, policy: "the project's pyproject.toml, under tool.cogniverse" } }],
    },
    {
      code: 'M.from_pretrained("sentence-transformers/all-MiniLM-L6-v2")',
      errors: [{ messageId: 'unlisted', data: { name: 'sentence-transformers/all-MiniLM-L6-v2', place: 'reaches `M.from_pretrained()`', allowed: `'sentence-transformers-testing/*', '${SMALL}' or another model of models.allow`, policy: "the project's pyproject.toml, under tool.cogniverse" } }],
    },
    {
      options: [{ deny: { 'vidore/colpali-*': null } }],
      code: 'M.from_pretrained("vidore/colpali-v1.3")',
      errors: ['refused'],
    },
    {
      options: [{ loaders: ['load_model', 'Embedder'] }],
      code: `load_model("${DENIED}")\ncache.load_model(name="a", model_id="${DENIED}")\nEmbedder("${DENIED}")`,
      output: `load_model("${SMALL}")\ncache.load_model(name="a", model_id="${SMALL}")\nEmbedder("${SMALL}")`,
      errors: 3,
    },
    { options: [{ loaders: ['load_model'] }], code: 'load_model("qwen2:72b")', errors: ['unlisted'] },
    {
      options: [{ fields: ['encoder', 'ENCODER'] }],
      code: `ENCODER = "${DENIED}"\nconfig = {"encoder": "${DENIED}"}`,
      output: `ENCODER = "${SMALL}"\nconfig = {"encoder": "${SMALL}"}`,
      errors: 2,
    },
    { settings: tests, filename: 'tests/helpers/models.py', code: `MODEL = "${DENIED}"`, output: `MODEL = "${SMALL}"`, errors: 1 },
    {
      options: [{ reportDynamic: true }],
      code: 'def test_a(size):\n    M.from_pretrained(f"vidore/{size}")',
      errors: [{ messageId: 'dynamic', data: { loader: 'M.from_pretrained()', allowed }, line: 2, column: 23, endColumn: 39 }],
    },
    { options: [{ reportDynamic: true }], code: 'def load(name):\n    return M.from_pretrained(name)', errors: ['dynamic'] },
    { options: [{ reportDynamic: true }], code: `import os\nM.from_pretrained(os.environ.get("M", "${SMALL}"))`, errors: ['dynamic'] },
    {
      options: [{ reportImplicit: true }],
      code: 'from transformers import pipeline\npipeline("fill-mask")',
      errors: [{ messageId: 'implicit', data: { loader: 'pipeline()', allowed }, line: 2 }],
    },
    {
      options: [{ checkUrls: true }],
      code: `get("https://huggingface.co/${DENIED}/resolve/main/config.json")`,
      errors: [{ messageId: 'replaceable', suggestions: [] }],
    },
    { options: [{ checkUrls: true }], code: 'get(f"https://huggingface.co/acme/huge/resolve/main/config.json")', errors: ['unlisted'] },
  ],
};

testPythonRule('allowed-models: options', allowedModels, cases);
