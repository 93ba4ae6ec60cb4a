import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { testFixes, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { allowedModels } from './index.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

const directory = mkdtempSync(path.join(tmpdir(), 'allowed-models-'));
writeFileSync(path.join(directory, 'package.json'), '{}');
writeFileSync(
  path.join(directory, 'cogniverse.config.json'),
  JSON.stringify({ models: { allow: ['acme/small'], deny: { 'acme/huge*': 'acme/small', 'acme/banned': null } } }),
);
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const filename = path.join(directory, 'a.test.ts');
const POLICY = path.relative(process.cwd(), path.join(directory, 'cogniverse.config.json')).replaceAll(path.sep, '/');

const load = `await ColModel.from_pretrained('${DENIED}');`;
const transformers = 'import { pipeline } from "@huggingface/transformers";';
const allowed = `'${SMALL}' or another model of models.allow`;

type Cases = RuleCases<keyof typeof messages, [Options]>;

/** The project's policy, and options over it. */
const policies: Cases = {
  valid: [
    { filename, code: 'await Model.from_pretrained("acme/small");' },
    { filename, options: [{ allow: ['acme/banned', 'other/*'] }], code: 'await Model.from_pretrained("acme/banned"); await Model.from_pretrained("other/model");' },
  ],
  invalid: [
    {
      filename,
      code: 'await Model.from_pretrained("acme/huge-v2");',
      output: 'await Model.from_pretrained("acme/small");',
      errors: [{ messageId: 'replaceable', data: { name: 'acme/huge-v2', place: 'reaches `Model.from_pretrained()`', replacement: 'acme/small' } }],
    },
    {
      filename,
      code: 'start({ model: "acme/banned" });',
      errors: [{ messageId: 'refused', data: { name: 'acme/banned', place: 'stands in `model`', allowed: `'${SMALL}', 'acme/small' or another model of models.allow`, policy: POLICY } }],
    },
    { filename, options: [{ deny: { 'acme/small': null } }], code: 'await Model.from_pretrained("acme/small");', errors: ['refused'] },
  ],
};

const cases: Cases = {
  valid: [
    { options: [{ allow: [DENIED.toUpperCase()] }], code: load },
    { options: [{ allow: ['llama3:*'] }], code: 'import ollama from "ollama"; await ollama.chat({ model: "llama3:70b" });' },
    { options: [{ deny: { 'acme/huge': 'acme/other' } }], code: 'await Model.from_pretrained("acme/other");' },
    { code: `await loadModel('${DENIED}'); new Embedder('${DENIED}');` },
    { code: `const config = { encoder: '${DENIED}' };` },
    { options: [{ loaders: ['loadModel'] }], code: 'await loadModel("./weights", { model: name }); await loadModel();' },
    // The files that a preset is about.
    { settings: { cogniverse: { scope: 'tests' } }, filename: 'src/models.ts', code: `export const MODEL = '${DENIED}';` },
    // Off unless asked for.
    `await ColModel.from_pretrained(\`vidore/\${size}\`);`,
    `${transformers} await pipeline('fill-mask');`,
    `await fetch('https://huggingface.co/${DENIED}/resolve/main/config.json');`,
    // Asked for, and nothing to say.
    { options: [{ reportDynamic: true }], code: `import { MODEL } from './models'; import * as names from './names'; await ColModel.from_pretrained(MODEL); await ColModel.from_pretrained(names.BIG);` },
    { options: [{ reportDynamic: true }], code: `for (const id of ['${SMALL}']) await ColModel.from_pretrained(id);` },
    { options: [{ reportDynamic: true }], code: 'await AutoTokenizer.from_pretrained(name);' },
    { options: [{ reportImplicit: true }], code: `${transformers} await pipeline('fill-mask', '${SMALL}'); await pipeline('fill-mask', name); await pipeline(...args);` },
    { options: [{ reportImplicit: true }], code: 'import { OllamaEmbeddings } from "@langchain/ollama"; new OllamaEmbeddings(options); new OllamaEmbeddings({ ...options });' },
    { options: [{ checkUrls: true }], code: 'await fetch("https://huggingface.co/datasets/acme/images/resolve/main/cat.jpg");' },
    { options: [{ checkUrls: true }], code: `await fetch('https://huggingface.co/${SMALL}/resolve/main/config.json');` },
    { options: [{ checkUrls: true }], code: `await fetch('https://huggingface.co/${DENIED}');` },
    { options: [{ checkUrls: true }], code: `expect(url).toBe('https://huggingface.co/${DENIED}/resolve/main/config.json');` },
    { ...typed, options: [{ checkUrls: true }], code: `type Url = 'https://huggingface.co/${DENIED}/resolve/main/config.json';` },
  ],
  invalid: [
    { options: [{ allow: ['vidore/*'] }], code: load, output: load.replace(DENIED, SMALL), errors: ['replaceable'] },
    // Two names that are to give way to each other give way to neither for ever.
    { options: [{ deny: { 'acme/a': 'acme/b', 'acme/b': null } }], code: 'start({ model: "acme/a" });', errors: ['refused'] },
    {
      options: [{ loaders: ['loadModel', 'Embedder'] }],
      code: `await loadModel('${DENIED}'); await cache.loadModel({ name: 'a', modelId: '${DENIED}' }); new Embedder('${DENIED}');`,
      output: `await loadModel('${SMALL}'); await cache.loadModel({ name: 'a', modelId: '${SMALL}' }); new Embedder('${SMALL}');`,
      errors: 3,
    },
    { options: [{ loaders: ['loadModel'] }], code: 'await loadModel("qwen2:72b");', errors: ['unlisted'] },
    { options: [{ loaders: ['pipeline'] }], code: 'import { pipeline } from "../src/index.js"; await pipeline("acme/huge");', errors: ['unlisted'] },
    {
      options: [{ fields: ['encoder', 'ENCODER'] }],
      code: `const ENCODER = '${DENIED}'; const config = { encoder: '${DENIED}' };`,
      output: `const ENCODER = '${SMALL}'; const config = { encoder: '${SMALL}' };`,
      errors: 2,
    },
    {
      settings: { cogniverse: { scope: 'tests' } },
      filename: 'test/models.ts',
      code: `export const MODEL = '${DENIED}';`,
      output: `export const MODEL = '${SMALL}';`,
      errors: 1,
    },
    {
      options: [{ reportDynamic: true }],
      code: `await ColModel.from_pretrained(\`vidore/\${size}\`);`,
      errors: [{ messageId: 'dynamic', data: { loader: 'ColModel.from_pretrained()', allowed }, column: 32, endColumn: 48 }],
    },
    { options: [{ reportDynamic: true }], code: 'const load = (id) => ColModel.from_pretrained(id);', errors: ['dynamic'] },
    { options: [{ reportDynamic: true }], code: `await ColModel.from_pretrained(process.env.MODEL ?? '${SMALL}');`, errors: ['dynamic'] },
    { options: [{ reportDynamic: true }], code: 'await ColModel.from_pretrained(...args);', errors: ['dynamic'] },
    {
      options: [{ reportImplicit: true }],
      code: `${transformers} await pipeline('fill-mask'); await pipeline('fill-mask', undefined, { dtype: 'q8' });`,
      errors: [{ messageId: 'implicit', data: { loader: 'pipeline()', allowed } }, 'implicit'],
    },
    { options: [{ reportImplicit: true }], code: 'import { OllamaEmbeddings } from "@langchain/ollama"; new OllamaEmbeddings(); new OllamaEmbeddings({ baseUrl });', errors: 2 },
    {
      options: [{ checkUrls: true }],
      code: `await fetch('https://huggingface.co/${DENIED}/resolve/main/config.json');`,
      errors: [{ messageId: 'replaceable', data: { name: DENIED, place: 'is read from the Hugging Face Hub', replacement: SMALL }, suggestions: [] }],
    },
    { options: [{ checkUrls: true }], code: 'const name = "acme/huge"; await fetch(`https://hf.co/${name}/raw/main/config.json`);', errors: ['unlisted'] },
  ],
};

testRule('allowed-models: policies', allowedModels, policies);
testRule('allowed-models: options', allowedModels, cases);
testFixes(allowedModels, cases);
