import { testFixes, testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { allowedModels } from './index.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';
import { mayHoldModel } from './prefilter.ts';

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

/** Code with one refused name in it, which gives way to its replacement. */
function refused(code: string, rest: object = {}): RuleCases<keyof typeof messages, [Options]>['invalid'][number] {
  return { code, output: code.replaceAll(/vidore\/colpali-v1\.2/gi, SMALL), errors: ['replaceable'], ...rest };
}

const transformers = 'import { pipeline } from "@huggingface/transformers";';

const cases: RuleCases<keyof typeof messages, [Options]> = {
  valid: [
    `await ColModel.from_pretrained('${SMALL}');`,
    'await ColModel.from_pretrained("hf-internal-testing/tiny-bert");',
    'await ColModel.from_pretrained();',
    'await ColModel.from_pretrained(...names);',
    'await ColModel.from_pretrained({ model });',
    // Names without an owner, paths and addresses are no ids of the Hub.
    'await Model.from_pretrained("bert-base-uncased");',
    'await Model.from_pretrained("./weights/bert");',
    'await Model.from_pretrained("/srv/weights/bert");',
    'await Model.from_pretrained("models/bert");',
    'await Model.from_pretrained("C:\\\\weights\\\\bert");',
    'await Model.from_pretrained("file:///srv/bert");',
    'await Model.from_pretrained("acme/bert.onnx");',
    { code: `await Model.from_pretrained("./${DENIED}");`, options: [{ deny: { '*colpali*': null } }] },
    // Not known before the test runs.
    'await Model.from_pretrained(`vidore/${size}`);',
    'await Model.from_pretrained(process.env.MODEL);',
    'import { BIG } from "./names"; await Model.from_pretrained(BIG);',
    // A tokenizer has no weights; its own name need not be on the list.
    'await AutoTokenizer.from_pretrained("acme/words");',
    'await WhisperProcessor.from_pretrained("acme/ears");',
    'await TOKENIZER_CLASS.from_pretrained("acme/words");',
    // `pipeline` of others.
    `import { pipeline } from "node:stream"; pipeline(source, "${DENIED}", done);`,
    `import { pipeline } from "./wrapper"; await pipeline("fill-mask", "${DENIED}");`,
    `await pipeline("fill-mask", "${DENIED}");`,
    `${transformers} await pipeline("fill-mask");`,
    `${transformers} await pipeline("fill-mask", "${SMALL}");`,
    `${transformers} { const pipeline = (task, id) => id; pipeline("fill-mask", "${DENIED}"); }`,
    // Ollama's own servers run these; the host is no model.
    'import ollama from "ollama"; await ollama.chat({ model: "gpt-oss:120b-cloud" });',
    'import { Ollama } from "ollama"; new Ollama({ host: "localhost:11434" });',
    'import ollama from "ollama"; await ollama.show({ model: "llama3:70b" }); await ollama.delete({ model: "llama3:70b" });',
    'import { ChatOllama } from "./fakes"; new ChatOllama({ model: "llama3:70b" });',
    // Remote models have names of their own.
    'import { ChatOpenAI } from "@langchain/openai"; new ChatOpenAI({ model: "gpt-4o" });',
    'const client = new Client({ model: "openai/gpt-4o" });',
    // Nothing is loaded.
    'vi.mocked(Model.from_pretrained).mockResolvedValue(fake);',
    'vi.spyOn(Model, "from_pretrained").mockResolvedValue(fake); await Model.from_pretrained("acme/huge");',
    `jest.spyOn(Model, 'from_pretrained'); await Model.from_pretrained('${DENIED}');`,
    'vi.mocked(Model).from_pretrained.mockResolvedValue(fake); await Model.from_pretrained("acme/huge");',
    'Model.from_pretrained = async () => fake; await Model.from_pretrained("acme/huge");',
    'const Model = { from_pretrained: async (id) => ({ id }) }; await Model.from_pretrained("acme/huge");',
    'class Model { static async from_pretrained(id) { return id; } } await Model.from_pretrained("acme/huge");',
    'import { AutoModel } from "@huggingface/transformers"; vi.mock("@huggingface/transformers"); await AutoModel.from_pretrained("acme/huge");',
    `${transformers} jest.mock("@huggingface/transformers", () => ({ pipeline: jest.fn() })); await pipeline("fill-mask", "acme/huge");`,
    'expect(Model.from_pretrained).toHaveBeenCalledWith("acme/huge");',
    // Refusing is what is tested.
    `await expect(Model.from_pretrained('${DENIED}')).rejects.toThrow("not allowed");`,
    'await assert.rejects(() => Model.from_pretrained("acme/huge"));',
    'await expect(async () => { await Model.from_pretrained("acme/none"); }).rejects.toThrow();',
    'const load = Model.from_pretrained("acme/none"); await expect(load).rejects.toThrow();',
  ],
  invalid: [
    refused(`await ColModel.from_pretrained('${DENIED}');`),
    refused(`await ColModel.from_pretrained("${DENIED}", { dtype: "q8" });`),
    refused(`await ColModel.from_pretrained(\`${DENIED}\`);`),
    refused('await ColModel.from_pretrained("Vidore/ColPali-V1.2");'),
    refused(`await ColModel?.from_pretrained?.('${DENIED}');`),
    refused(`await ColModel['from_pretrained']('${DENIED}');`),
    refused(`await (0, lib.ColModel).from_pretrained('${DENIED}');`),
    refused(`const { from_pretrained } = ColModel; await from_pretrained('${DENIED}');`),
    refused(`const { from_pretrained: load } = ColModel; await load('${DENIED}');`),
    refused(`const load = ColModel.from_pretrained.bind(ColModel); await load('${DENIED}');`),
    refused(`import { from_pretrained as load } from './loader'; await load('${DENIED}');`),
    // A processor goes with its model.
    refused(`await AutoProcessor.from_pretrained('${DENIED}');`),
    // Once for each literal, however many loads it reaches.
    refused(`const ID = '${DENIED}'; await AutoProcessor.from_pretrained(ID); await ColModel.from_pretrained(ID);`),
    refused(`const NAMES = { big: '${DENIED}' }; await ColModel.from_pretrained(NAMES.big);`),
    refused(`const { big } = { big: '${DENIED}' }; await ColModel.from_pretrained(big);`),
    refused(`const { id = '${DENIED}' } = settings; await ColModel.from_pretrained(id);`),
    refused(`await ColModel.from_pretrained(process.env.COLPALI ?? '${DENIED}');`),
    refused(`await ColModel.from_pretrained(big ? '${DENIED}' : '${SMALL}');`),
    refused(`for (const id of ['${DENIED}', '${SMALL}']) await ColModel.from_pretrained(id);`),
    refused(`const load = (id = '${DENIED}') => ColModel.from_pretrained(id);`),
    refused(`const load = (id) => ColModel.from_pretrained(id); await load('${DENIED}');`),
    refused(`test.each(['${DENIED}'])('%s', async (id) => { await ColModel.from_pretrained(id); });`),
    refused(`test.each([{ id: '${DENIED}' }])('$id', async ({ id }) => { await ColModel.from_pretrained(id); });`),
    refused(`test.each\`id\n\${'${DENIED}'}\`('$id', async ({ id }) => { await ColModel.from_pretrained(id); });`),
    refused(`const IDS = ['${SMALL}', '${DENIED}']; await Promise.all(IDS.map((id) => ColModel.from_pretrained(id)));`),
    refused(`enum Id { Big = '${DENIED}' } await ColModel.from_pretrained(Id.Big);`, typed),
    refused(`const IDS = { big: '${DENIED}' } as const; await ColModel.from_pretrained(IDS.big as string);`, typed),
    // However long the table.
    refused(`for (const id of ['${DENIED}', ${"'acme/tiny', ".repeat(80)}]) await ColModel.from_pretrained(id);`, {
      options: [{ allow: ['acme/tiny'] }],
    }),
    // The loaders of packages.
    refused(`${transformers} await pipeline('feature-extraction', '${DENIED}');`),
    refused(`${transformers} await pipeline('feature-extraction', '${DENIED}', { revision: 'main' });`),
    refused(`import { pipeline as load } from '@xenova/transformers'; await load('fill-mask', '${DENIED}');`),
    refused(`import * as hub from '@huggingface/transformers'; await hub.pipeline('fill-mask', '${DENIED}');`),
    refused(`const { pipeline } = await import('@huggingface/transformers'); await pipeline('fill-mask', '${DENIED}');`),
    refused(`let pipeline; beforeAll(async () => { ({ pipeline } = await import('@huggingface/transformers')); }); test('a', () => pipeline('fill-mask', '${DENIED}'));`),
    refused(`const { pipeline } = require('@xenova/transformers'); pipeline('fill-mask', '${DENIED}');`, { sourceType: 'commonjs' }),
    { code: 'await Model.from_pretrained("acme/huge");', errors: ['unlisted'] },
    { code: `${transformers} await pipeline("fill-mask", "acme/huge");`, errors: ['unlisted'] },
    { code: 'import ollama from "ollama"; await ollama.chat({ model: "llama3:70b", messages: [] });', errors: ['unlisted'] },
    { code: 'import { Ollama } from "ollama"; const client = new Ollama(); await client.generate({ model: "llama3" });', errors: ['unlisted'] },
    { code: 'import { Ollama } from "ollama"; let client; beforeEach(() => { client = new Ollama(); }); test("a", () => client.pull({ model: "llama3" }));', errors: ['unlisted'] },
    { code: 'import { ChatOllama } from "@langchain/ollama"; new ChatOllama({ model: "llama3" }); new ChatOllama("llava");', errors: ['unlisted', 'unlisted'] },
    { code: 'import { OllamaEmbeddings } from "@langchain/ollama"; const options = { model: "llama3" }; new OllamaEmbeddings(options);', errors: ['unlisted'] },
    { code: 'import { HuggingFaceTransformersEmbeddings } from "@langchain/community/embeddings/huggingface_transformers"; new HuggingFaceTransformersEmbeddings({ model: "acme/huge" });', errors: ['unlisted'] },
    { code: 'import { FlagEmbedding } from "fastembed"; await FlagEmbedding.init({ model: "fast-bge-base-en" });', errors: ['unlisted'] },
    { code: 'import { resolveModelFile } from "node-llama-cpp"; await resolveModelFile("hf:acme/huge/weights.gguf");', errors: [{ messageId: 'unlisted', data: { name: 'acme/huge', place: 'reaches `resolveModelFile()`', allowed: `'${SMALL}' or another model of models.allow`, policy: "the project's cogniverse.config.js" } }] },
    // What looks like a mock, and is none.
    { code: 'vi.mock("./other"); await Model.from_pretrained("acme/huge");', errors: ['unlisted'] },
    { code: 'expect(Model).toBeDefined(); await Model.from_pretrained("acme/huge");', errors: ['unlisted'] },
    { code: 'vi.spyOn(Model, "dispose"); await Model.from_pretrained("acme/huge");', errors: ['unlisted'] },
    { code: 'class Model extends Base { static from_pretrained(id) { return super.from_pretrained(id); } } await Model.from_pretrained("acme/huge");', errors: ['unlisted'] },
    { code: 'await expect(Model.from_pretrained("acme/huge")).resolves.toBeDefined();', errors: ['unlisted'] },
    { code: 'await expect(() => Model.from_pretrained("acme/huge")).not.toThrow();', errors: ['unlisted'] },
  ],
};

testRule('allowed-models: loads', allowedModels, cases);
testFixes(allowedModels, cases);
testPrefilter(mayHoldModel, cases);
