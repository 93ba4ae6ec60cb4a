import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { preferCachedModels } from './index.ts';
import type { Options } from './options.ts';
import { mayLoadWeights } from './prefilter.ts';

type MessageIds = 'inTest' | 'eachTest' | 'again';

const runner = 'import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";';
const hub = `${runner} import { AutoModel, AutoTokenizer, pipeline } from "@huggingface/transformers";`;
const ort = `${runner} import * as ort from "onnxruntime-node";`;
const LOAD = 'await pipeline("feature-extraction", "Xenova/all-MiniLM-L6-v2")';
const KEEP = 'Keep it with getOrLoadModel() of @cogniverse/test-setup: one load serves every test of the process.';
const USE = `const embed = ${LOAD}; expect(await embed("a")).toBeDefined();`;
const karmaDirectory = mkdtempSync(path.join(tmpdir(), 'prefer-cached-models-'));
writeFileSync(path.join(karmaDirectory, 'karma.conf.js'), '');
afterAll(() => {
  rmSync(karmaDirectory, { recursive: true });
});

const cases: RuleCases<MessageIds, [Options]> = {
  valid: [
    // Loaded once.
    `${hub} const embed = ${LOAD}; test("a", async () => { await embed("a"); });`,
    `${hub} let embed; beforeAll(async () => { embed = ${LOAD}; }); test("a", async () => { await embed("a"); });`,
    `${hub} describe("a", async () => { const embed = ${LOAD}; test("b", async () => { await embed("a"); }); });`,
    'import assert from "node:assert"; import { before, test } from "node:test"; import { pipeline } from "@xenova/transformers"; let embed;' +
      ` before(async () => { embed = ${LOAD}; }); test("a", async () => { assert.ok(await embed("a")); });`,
    `${hub} beforeAll(async () => { const embed = ${LOAD}; const fill = await pipeline("fill-mask", "Xenova/bert"); use(embed, fill); });`,
    // Kept already.
    `${hub} import { getOrLoadModel } from "@cogniverse/test-setup"; test("a", async () => { const embed = await getOrLoadModel("Xenova/all-MiniLM-L6-v2", (name) => pipeline("feature-extraction", name)); await embed("a"); });`,
    `${hub} import { cached } from "./cache"; test("a", async () => { const embed = await cached("m", async () => ${LOAD}); await embed("a"); });`,
    `${hub} let embed; async function get() { embed ??= ${LOAD}; return embed; } test("a", async () => { await (await get())("a"); });`,
    `${hub} let embed; async function get() { if (!embed) { embed = ${LOAD}; } return embed; } test("a", async () => { await (await get())("a"); });`,
    `${hub} let embed; async function get() { if (embed) return embed; embed = ${LOAD}; return embed; } test("a", async () => { await (await get())("a"); });`,
    `${hub} const models = new Map(); async function get(id) { if (!models.has(id)) models.set(id, await pipeline("fill-mask", "Xenova/bert")); return models.get(id); } test("a", async () => { await get("b"); });`,
    `${hub} const models = {}; const get = async (id) => models[id] ?? (models[id] = ${LOAD}); test("a", async () => { await get("b"); });`,
    `${hub} let embed; beforeEach(async () => { if (embed === undefined) embed = ${LOAD}; });`,
    `${hub} let embed; beforeEach(async () => { embed = embed || ${LOAD}; });`,
    `${hub} let embed; beforeEach(async () => { embed ||= ${LOAD}; });`,
    `${hub} const get = memoize(async () => ${LOAD}); test("a", async () => { await (await get())("a"); });`,
    // Mocks.
    `${hub} vi.mock("@huggingface/transformers"); test("a", async () => { ${USE} });`,
    `${hub} test("a", async () => { vi.spyOn(AutoModel, "from_pretrained").mockResolvedValue({}); const model = await AutoModel.from_pretrained("Xenova/bert"); await model.run(); });`,
    `${ort} const { InferenceSession } = ort; beforeEach(() => { vi.spyOn(InferenceSession, "create").mockResolvedValue(fake); }); test("a", async () => { const session = await InferenceSession.create("a.onnx"); await session.run({}); });`,
    // The load itself is what the test is about.
    `${hub} test("a", async () => { await expect(pipeline("fill-mask", "Xenova/none")).rejects.toThrow(); });`,
    `${hub} test("a", async () => { expect(await AutoModel.from_pretrained("Xenova/bert")).toBeDefined(); });`,
    `${hub} test("a", async () => { const model = await AutoModel.from_pretrained("Xenova/bert"); expect(model).toBeInstanceOf(AutoModel); expect(model.config.type).toBe("bert"); });`,
    `${hub} test("a", async () => { await pipeline("fill-mask", "Xenova/bert"); });`,
    `${hub} test("a", async () => { const seen = []; const embed = await pipeline("fill-mask", "Xenova/bert", { progress_callback: (info) => seen.push(info) }); await embed("a"); });`,
    `${hub} test("is freed by dispose()", async () => { const model = await AutoModel.from_pretrained("Xenova/bert"); await model.dispose(); });`,
    `${hub} test("uses the cache", async () => { ${USE} });`,
    `${hub} test("a", async () => { const one = ${LOAD}; const two = ${LOAD}; expect(await one("a")).toEqual(await two("a")); });`,
    `${hub} test("a", async () => { vi.resetModules(); ${USE} });`,
    // Not a load of weights.
    `${hub} beforeEach(async () => { tokenizer = await AutoTokenizer.from_pretrained("Xenova/bert"); });`,
    'import { ChatOllama } from "@langchain/ollama"; test("a", async () => { const model = new ChatOllama({ model: "llama3" }); await model.invoke("a"); });',
    'import { pipeline } from "node:stream/promises"; test("a", async () => { await pipeline(from, to); });',
    'import { AutoModel } from "../src/transformers.js"; test("a", async () => { const model = await AutoModel.from_pretrained("Xenova/bert"); await model.run(); });',
    // Another model in each run.
    `${hub} test.each(["Xenova/a", "Xenova/b"])("%s", async (name) => { const model = await AutoModel.from_pretrained(name); await model.run(); });`,
    `${hub} test("a", async () => { const model = await AutoModel.from_pretrained(await writeModel()); await model.run(); });`,
    // Who knows how often it runs.
    `${hub} export async function load() { return ${LOAD}; }`,
    `${hub} class Embedder { async load() { this.embed = ${LOAD}; } }`,
    `${hub} test.skip("a", async () => { ${USE} });`,
    `${hub} test("a", async ({ page }) => { await page.evaluate(async () => { const embed = ${LOAD}; return embed("a"); }); });`,
    {
      name: 'a page of Karma',
      code: `import { pipeline } from "@huggingface/transformers"; it("a", async () => { ${USE} });`,
      filename: path.join(karmaDirectory, 'case.test.js'),
    },
    // Loads that make room for each other.
    `${hub} describe("a", () => { let embed; beforeAll(async () => { embed = ${LOAD}; }); afterAll(async () => { await embed.dispose(); }); });` +
      ` describe("b", () => { let embed; beforeAll(async () => { embed = ${LOAD}; }); afterAll(async () => { await embed.dispose(); }); });`,
    // The same model for other tasks.
    `${hub} const embed = ${LOAD}; const fill = await pipeline("fill-mask", "Xenova/all-MiniLM-L6-v2");`,
    // A file that holds no tests.
    { code: `${hub} async function load() { return ${LOAD}; }`, filename: 'src/load.js', settings: { cogniverse: { scope: 'tests' } } },
  ],
  invalid: [
    {
      code: `${hub} test("a", async () => { ${USE} });`,
      errors: [{ messageId: 'inTest', data: { loader: 'pipeline()', model: '"Xenova/all-MiniLM-L6-v2"', count: 1, use: KEEP }, column: 211, endColumn: 219 }],
    },
    { code: `${hub} let embed; beforeEach(async () => { embed = ${LOAD}; }); test("a", async () => { await embed("a"); });`, errors: ['eachTest'] },
    { code: `${hub} let model; beforeEach(async () => { model = await AutoModel.from_pretrained("Xenova/bert"); });`, errors: ['eachTest'] },
    {
      code: `${hub} describe("a", () => { let embed; beforeAll(async () => { embed = ${LOAD}; }); }); describe("b", () => { let embed; beforeAll(async () => { embed = ${LOAD}; }); });`,
      errors: [{ messageId: 'again', data: { loader: 'pipeline()', model: '"Xenova/all-MiniLM-L6-v2"', count: 2, use: KEEP } }, 'again'],
    },
    { code: `${hub} const embed = ${LOAD}; test("a", async () => { ${USE} });`, errors: ['inTest'] },
    // Through helpers of the file.
    { code: `${hub} async function load() { return ${LOAD}; } test("a", async () => { const embed = await load(); await embed("a"); });`, errors: ['inTest'] },
    { code: `${hub} const load = () => pipeline("fill-mask", "Xenova/bert"); beforeEach(async () => { fill = await load(); });`, errors: ['eachTest'] },
    { code: `${hub} test("a", async () => { const [a, b] = await Promise.all(["x", "y"].map(async (text) => { ${USE} })); });`, errors: ['inTest'] },
    { code: `${hub} test("a", () => pipeline("fill-mask", "Xenova/bert").then((fill) => fill("a")));`, errors: ['inTest'] },
    { code: `${hub} import { withLogs } from "./logs"; test("a", withLogs(async () => { ${USE} }));`, errors: ['inTest'] },
    // Loaders.
    { code: `${ort} test("a", async () => { const session = await ort.InferenceSession.create("./model.onnx"); await session.run(feeds); });`, errors: ['inTest'] },
    { code: 'const { InferenceSession } = require("onnxruntime-node"); const MODEL = path.join(__dirname, "a.onnx"); beforeEach(async () => { session = await InferenceSession.create(MODEL); });', errors: ['eachTest'] },
    { code: 'import * as tf from "@tensorflow/tfjs-node"; beforeEach(async () => { model = await tf.loadGraphModel("file://model.json"); });', errors: ['eachTest'] },
    {
      code: 'import { getLlama } from "node-llama-cpp"; const llama = await getLlama(); test("a", async () => { const model = await llama.loadModel({ modelPath: "./a.gguf" }); await model.createContext(); });',
      errors: ['inTest'],
    },
    { code: 'import { FlagEmbedding, EmbeddingModel } from "fastembed"; beforeEach(async () => { model = await FlagEmbedding.init({ model: EmbeddingModel.BGESmallENV15 }); });', errors: ['eachTest'] },
    { code: 'import { HuggingFaceTransformersEmbeddings } from "@langchain/community/embeddings/huggingface_transformers"; test("a", async () => { const model = new HuggingFaceTransformersEmbeddings({ model: "Xenova/bert" }); await model.embedQuery("a"); });', errors: ['inTest'] },
    { code: 'import { KokoroTTS } from "kokoro-js"; test("a", async () => { const tts = await KokoroTTS.from_pretrained("onnx-community/Kokoro-82M"); await tts.generate("a"); });', errors: ['inTest'] },
    { code: 'test("a", async () => { const { pipeline } = await import("@huggingface/transformers"); const fill = await pipeline("fill-mask"); await fill("a"); });', errors: [{ messageId: 'inTest', data: { loader: 'pipeline()', model: 'its model', count: 1, use: KEEP } }] },
    { code: 'import { loadModel } from "../src/models"; beforeEach(async () => { model = await loadModel("Xenova/bert"); });', options: [{ loaders: ['loadModel'] }], errors: ['eachTest'] },
    // Names.
    { code: `${hub} const MODEL = process.env.MODEL ?? "Xenova/bert"; test("a", async () => { const model = await AutoModel.from_pretrained(MODEL); await model.run(); });`, errors: ['inTest'] },
    { code: `${hub} import { MODEL } from "./constants"; test("a", async () => { const model = await AutoModel.from_pretrained(MODEL); await model.run(); });`, errors: ['inTest'] },
    // Looks like a memo, and keeps nothing.
    { code: `${hub} let embed; async function get() { embed = ${LOAD}; return embed; } test("a", async () => { await (await get())("a"); });`, errors: ['inTest'] },
    // Other runners.
    { code: `import { test } from "node:test"; import { pipeline } from "@xenova/transformers"; test("a", async () => { const fill = ${LOAD}; await fill("a"); });`, errors: ['inTest'] },
    { code: `const { pipeline } = require("@xenova/transformers"); describe("a", () => { let fill; beforeEach(async function () { this.timeout(5000); fill = ${LOAD}; }); });`, errors: ['eachTest'] },
    { ...typed, code: `${hub} let model: AutoModel; beforeEach(async () => { model = (await AutoModel.from_pretrained("Xenova/bert")) as AutoModel; });`, errors: ['eachTest'] },
  ],
};

testRule('prefer-cached-models', preferCachedModels, cases);
testPrefilter(mayLoadWeights, { ...cases, invalid: cases.invalid.filter(({ options }) => options === undefined) });
