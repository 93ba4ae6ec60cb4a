import { describe, expect, it } from 'vitest';

import { mendText } from '../support/mend.ts';

const HUB = "import { AutoModel, pipeline } from '@huggingface/transformers';\n";
const RUNNER = "import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';\n";
const CACHE = "import { getOrLoadModel } from '@cogniverse/test-setup';\n";

const before = (body: string): string => HUB + RUNNER + body;
const after = (body: string): string => HUB + RUNNER + CACHE + body;

/** Bodies before and after. */
const CHANGED: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'a load in a test': [
    "it('a', async () => { const fill = await pipeline('fill-mask', 'Xenova/bert'); await fill('b'); });",
    "it('a', async () => { const fill = await getOrLoadModel('Xenova/bert', (name) => pipeline('fill-mask', name)); await fill('b'); });",
  ],
  'a load before each test': [
    "let model;\nbeforeEach(async () => { model = await AutoModel.from_pretrained('Xenova/bert'); });",
    "let model;\nbeforeEach(async () => { model = await getOrLoadModel('Xenova/bert', (name) => AutoModel.from_pretrained(name)); });",
  ],
  'two loads of one model': [
    "describe('a', () => { beforeAll(async () => { use(await AutoModel.from_pretrained('Xenova/bert')); }); });\n" +
      "describe('b', () => { beforeAll(async () => { use(await AutoModel.from_pretrained( \"Xenova/bert\" )); }); });",
    "describe('a', () => { beforeAll(async () => { use(await getOrLoadModel('Xenova/bert', (name) => AutoModel.from_pretrained(name))); }); });\n" +
      "describe('b', () => { beforeAll(async () => { use(await getOrLoadModel(\"Xenova/bert\", (name) => AutoModel.from_pretrained( name ))); }); });",
  ],
  'options, with their comments and lines': [
    "it('a', async () => {\n  const fill = await pipeline('fill-mask', 'Xenova/bert', {\n    dtype: 'q8', // small\n    device: DEVICE,\n  });\n  await fill('b');\n});\nconst DEVICE = 'cpu';\n",
    "it('a', async () => {\n  const fill = await getOrLoadModel('Xenova/bert', (name) => pipeline('fill-mask', name, {\n    dtype: 'q8', // small\n    device: DEVICE,\n  }));\n  await fill('b');\n});\nconst DEVICE = 'cpu';\n",
  ],
  'a name from a constant': [
    "const MODEL = 'Xenova/bert';\nit('a', async () => { const model = await AutoModel.from_pretrained(MODEL); await model({}); });",
    "const MODEL = 'Xenova/bert';\nit('a', async () => { const model = await getOrLoadModel(MODEL, (name) => AutoModel.from_pretrained(name)); await model({}); });",
  ],
  'a name from the environment': [
    "const MODEL = process.env.MODEL ?? 'Xenova/bert';\nit('a', async () => { const model = await AutoModel.from_pretrained(MODEL); await model({}); });",
    "const MODEL = process.env.MODEL ?? 'Xenova/bert';\nit('a', async () => { const model = await getOrLoadModel(MODEL, (name) => AutoModel.from_pretrained(name)); await model({}); });",
  ],
  'a promise': [
    "it('a', () => pipeline('fill-mask', 'Xenova/bert').then((fill) => fill('b')));",
    "it('a', () => getOrLoadModel('Xenova/bert', (name) => pipeline('fill-mask', name)).then((fill) => fill('b')));",
  ],
  'a load in a helper': [
    "const load = () => pipeline('fill-mask', 'Xenova/bert');\nit('a', async () => { await (await load())('b'); });",
    "const load = () => getOrLoadModel('Xenova/bert', (name) => pipeline('fill-mask', name));\nit('a', async () => { await (await load())('b'); });",
  ],
  'models of fastembed, each by its name': [
    "import { EmbeddingModel, FlagEmbedding } from 'fastembed';\nit('a', async () => { const model = await FlagEmbedding.init({ model: EmbeddingModel.BGESmallEN, maxLength: 512 }); await model.queryEmbed('b'); });\nit('c', async () => { const model = await FlagEmbedding.init({ model: EmbeddingModel.BGEBaseEN }); await model.queryEmbed('b'); });",
    "import { EmbeddingModel, FlagEmbedding } from 'fastembed';\nimport { getOrLoadModel } from '@cogniverse/test-setup';\nit('a', async () => { const model = await getOrLoadModel(EmbeddingModel.BGESmallEN, () => FlagEmbedding.init({ model: EmbeddingModel.BGESmallEN, maxLength: 512 })); await model.queryEmbed('b'); });\nit('c', async () => { const model = await getOrLoadModel(EmbeddingModel.BGEBaseEN, () => FlagEmbedding.init({ model: EmbeddingModel.BGEBaseEN })); await model.queryEmbed('b'); });",
  ],
  'a load that uses `name` for something else': [
    "const name = 'q8';\nit('a', async () => { const fill = await pipeline('fill-mask', 'Xenova/bert', { dtype: name }); await fill('b'); });",
    "const name = 'q8';\nit('a', async () => { const fill = await getOrLoadModel('Xenova/bert', (modelName) => pipeline('fill-mask', modelName, { dtype: name })); await fill('b'); });",
  ],
};

describe('cache-models keeps', () => {
  it.each(Object.entries(CHANGED))('%s', async (_, [given, expected]) => {
    const { text, left } = await mendText('cache-models', before(given));
    expect(left).toEqual([]);
    expect(text).toBe(expected.includes(CACHE) ? before(expected) : after(expected));
    expect(await mendText('cache-models', text)).toEqual({ text, left: [], count: 0 });
  });

  it('sessions of CommonJS files, and instances that are made at once', async () => {
    const head = "'use strict';\nconst ort = require('onnxruntime-node');\n";
    const given = "it('a', async () => { const session = await ort.InferenceSession.create('./a.onnx'); await session.run({}); });\n";
    const { text } = await mendText('cache-models', head + given, '/project/test/a.test.cjs');
    expect(text).toBe(
      `${head}const { getOrLoadModel } = require('@cogniverse/test-setup');\n` +
        "it('a', async () => { const session = await getOrLoadModel('./a.onnx', (name) => ort.InferenceSession.create(name)); await session.run({}); });\n",
    );
    const langchain = "import { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers';\n";
    const made = await mendText('cache-models', `${langchain}it('a', async () => { const model = new HuggingFaceTransformersEmbeddings({ model: 'Xenova/bert' }); await model.embedQuery('b'); });\n`);
    expect(made.text).toContain(
      "const model = await getOrLoadModel('Xenova/bert', (name) => new HuggingFaceTransformersEmbeddings({ model: name }));",
    );
  });

  it.each([
    ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string): string => `\uFEFF${text}`],
    ['tabs', (text: string): string => text.replaceAll('  ', '\t')],
    ['a shebang', (text: string): string => `#!/usr/bin/env node\n${text}`],
    ['no final line end', (text: string): string => text.trimEnd()],
  ])('bytes outside of its edits: %s', async (_, change) => {
    const [given, expected] = CHANGED['options, with their comments and lines'] ?? ['', ''];
    const { text } = await mendText('cache-models', change(before(given)));
    expect(text).toBe(change(after(expected)));
  });
});

/** What stays, with a part of the reason. */
const LEFT: readonly (readonly [reason: string, body: string])[] = [
  ['freed in line 3', "it('a', async () => { const model = await AutoModel.from_pretrained('Xenova/bert'); await model({}); await model.dispose(); });"],
  ['freed in line 4', "let model; beforeEach(async () => { model = await AutoModel.from_pretrained('Xenova/bert'); });\nafterEach(() => model.dispose());"],
  ['freed in line 3', "const load = async () => { const model = await AutoModel.from_pretrained('Xenova/bert'); return model; }; it('a', async () => { const m = await load(); await m({}); await release(m); });"],
  ['freed in line 3', "it('a', async () => { await using model = await AutoModel.from_pretrained('Xenova/bert'); await model({}); });"],
  ['freed in line 4', "const models = []; it('a', async () => { models.push(await AutoModel.from_pretrained('Xenova/bert')); });\nafterAll(async () => { for (const model of models) await model.dispose(); });"],
  ['freed in line 4', "it('a', async () => { const all = { model: await AutoModel.from_pretrained('Xenova/bert') }; await all.model({});\n await all.model.dispose(); });"],
  ['freed in line 3', "it('a', () => AutoModel.from_pretrained('Xenova/bert').then((model) => model.dispose()));"],
  ['changed in line 3', "it('a', async () => { const model = await AutoModel.from_pretrained('Xenova/bert'); model.config.cache = false; await model({}); });"],
  ['line 4 loads the same model in another way', "it('a', async () => { const model = await AutoModel.from_pretrained('Xenova/bert'); await model({}); });\nbeforeAll(async () => { use(await AutoModel.from_pretrained('Xenova/bert', { dtype: 'q8' })); });"],
  ['line 4 loads the same model in another way', "import { getOrLoadModel } from '@cogniverse/test-setup'; it('a', async () => { const model = await AutoModel.from_pretrained('Xenova/bert'); await model({}); });\nit('b', async () => { const fill = await getOrLoadModel('Xenova/bert', (id) => pipeline('fill-mask', id)); await fill('c'); });"],
  ['does not name the model', "it('a', async () => { const fill = await pipeline('fill-mask'); await fill('b'); });"],
  ['not known to be text', "import { MODEL } from './names'; it('a', async () => { const model = await AutoModel.from_pretrained(MODEL); await model({}); });"],
  ['options are not known', "it('a', async () => { const dtype = pick(); const model = await AutoModel.from_pretrained('Xenova/bert', { dtype }); await model({}); });"],
  ['options are not known', "it.each(['q4', 'q8'])('%s', async (dtype) => { const model = await AutoModel.from_pretrained('Xenova/bert', { dtype }); await model({}); });"],
  ['policy refuses', "it('a', async () => { const model = await AutoModel.from_pretrained('vidore/colpali-v1.2'); await model({}); });"],
  ['has to be waited for', "import { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers'; it('a', () => { const model = new HuggingFaceTransformersEmbeddings({ model: 'Xenova/bert' }); return model.embedQuery('b'); });"],
  ['not known to be the same', "import { getLlama } from 'node-llama-cpp'; it('a', async () => { const llama = await getLlama(); const model = await llama.loadModel({ modelPath: './a.gguf' }); await model.createContext(); });"],
];

describe('cache-models lists', () => {
  it.each(LEFT)('%s: %s', async (reason, body) => {
    const given = before(`${body}\n`);
    const { text, left, count } = await mendText('cache-models', given);
    expect(text).toBe(given);
    expect(count).toBe(0);
    expect(left.map(([, why]) => why).join('\n')).toContain(reason);
  });

  it('what stays, and changes the rest', async () => {
    const { text, left, count } = await mendText(
      'cache-models',
      before(
        "it('a', async () => { const model = await AutoModel.from_pretrained('Xenova/a'); await model({}); });\n" +
          "it('b', async () => { const model = await AutoModel.from_pretrained('Xenova/b'); await model.dispose(await model({})); });\n",
      ),
    );
    expect(count).toBe(1);
    expect(left).toHaveLength(1);
    expect(text).toContain("getOrLoadModel('Xenova/a', (name) => AutoModel.from_pretrained(name))");
    expect(text).toContain("await AutoModel.from_pretrained('Xenova/b')");
  });
});
