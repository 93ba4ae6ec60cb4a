import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { requireCapabilityMarker } from './index.ts';
import { mayNeedCapability } from './prefilter.ts';

const project = mkdtempSync(path.join(tmpdir(), 'require-capability-marker-'));
const policy = {
  capabilities: {
    vespa: { url: 'http://localhost:8080/state/v1/health' },
    minilm: { model: '*/all-MiniLM-*' },
  },
};
writeFileSync(path.join(project, 'cogniverse.config.json'), JSON.stringify(policy));
writeFileSync(path.join(project, 'urls.js'), 'export const OLLAMA = "http://localhost:11434";');
afterAll(() => {
  rmSync(project, { recursive: true });
});
const inProject = { filename: path.join(project, 'case.test.js') };

const runner = 'import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";';
const ollama = `${runner} import ollama, { Ollama } from "ollama";`;
const hub = `${runner} import { AutoModel, AutoProcessor, pipeline } from "@huggingface/transformers";`;
const set = `${ollama} import { requires } from "@cogniverse/test-setup";`;
const CHAT = 'expect(await ollama.chat({ model: "llama3" })).toBeDefined();';

const cases: RuleCases<'ungated' | 'addMarker', []> = {
  valid: [
    // A client that nobody asks.
    `${ollama} test("a", () => { expect(new Ollama().config).toBeDefined(); });`,
    // Gates.
    `${set} test("a", async () => { await requires("ollama"); ${CHAT} });`,
    `${set} test("a", async () => { await requires("gpu", "requires_ollama"); ${CHAT} });`,
    `${set} test("a", async () => { await requires("ollama:llama3"); ${CHAT} });`,
    `${set} beforeAll(async () => { await requires("ollama"); }); test("a", async () => { ${CHAT} });`,
    `${set} describe("a", () => { beforeEach(async () => { await requires("ollama"); }); test("b", async () => { ${CHAT} }); });`,
    `${set} const server = await requires("ollama"); describe.skipIf(!server.available)("a", () => { test("b", async () => { ${CHAT} }); });`,
    `${ollama} test.skipIf(!process.env.OLLAMA)("a", async () => { ${CHAT} });`,
    `${ollama} it.runIf(process.env.OLLAMA)("a", async () => { ${CHAT} });`,
    `${ollama} test.skip("a", async () => { ${CHAT} });`,
    `${ollama} test.todo("a", async () => { ${CHAT} });`,
    `${ollama} test("a", { skip: !process.env.OLLAMA }, async () => { ${CHAT} });`,
    `${ollama} test("a", { tags: ["requires_ollama"] }, async () => { ${CHAT} });`,
    `${ollama} test("a", { tags: ["requires_models"] }, async () => { ${CHAT} });`,
    `${ollama} test("a", options, async () => { ${CHAT} });`,
    `${ollama} test("a @requires_ollama", async () => { ${CHAT} });`,
    `${ollama} test("a", async (context) => { if (!up) context.skip(); ${CHAT} });`,
    `${ollama} test("a", async () => { if (!up) return; ${CHAT} });`,
    `${ollama} test("a", async () => { await skipWithoutOllama(); ${CHAT} });`,
    `${ollama} if (process.env.OLLAMA) { test("a", async () => { ${CHAT} }); }`,
    `${ollama} (process.env.OLLAMA ? test : test.skip)("a", async () => { ${CHAT} });`,
    `${ollama} const online = process.env.OLLAMA ? test : test.skip; online("a", async () => { ${CHAT} });`,
    'import { test } from "node:test"; import ollama from "ollama"; test("a", async (t) => { if (!up) return t.skip(); await ollama.list(); });',
    'import ollama from "ollama"; it("a", async function () { if (!up) this.skip(); await ollama.list(); });',
    'import { test } from "@playwright/test"; test.skip(!process.env.OLLAMA); test("a", async () => { await fetch("http://localhost:11434"); });',
    'import { test } from "@playwright/test"; test("a", { tag: "@requires_ollama" }, async () => { await fetch("http://localhost:11434"); });',
    // Not for certain, or caught.
    `${ollama} test("a", async () => { if (up) { ${CHAT} } });`,
    `${ollama} test("a", async () => { try { ${CHAT} } catch { expect(1).toBe(1); } });`,
    `${ollama} test("a", async () => { await expect(ollama.chat({ model: "none" })).rejects.toThrow(); });`,
    `${ollama} export async function ask() { ${CHAT} }`,
    // Something else answers.
    `${ollama} vi.mock("ollama"); test("a", async () => { ${CHAT} });`,
    `${ollama} test("a", async () => { vi.spyOn(ollama, "chat").mockResolvedValue({}); ${CHAT} });`,
    `${runner} import nock from "nock"; test("a", async () => { nock("http://localhost:11434").get("/").reply(200); await fetch("http://localhost:11434/"); });`,
    `${runner} import { setupServer } from "msw/node"; test("a", async () => { await fetch("http://localhost:11434/"); });`,
    `${runner} test("a", async () => { vi.stubGlobal("fetch", fake); await fetch("http://localhost:11434/"); });`,
    `${runner} test("a", async () => { globalThis.fetch = fake; await fetch("http://localhost:11434/"); });`,
    `${runner} import { createServer } from "node:http"; test("a", async () => { createServer(f).listen(11434); await fetch("http://localhost:11434/"); });`,
    `${runner} import { GenericContainer } from "testcontainers"; test("a", async () => { await fetch("http://localhost:11434/"); });`,
    `${ollama} test("a", async () => { const client = new Ollama({ fetch: fake }); await client.list(); });`,
    // Another address, or who knows which.
    `${runner} test("a", async () => { await fetch("http://localhost:11435/api"); await fetch("https://example.com:11434"); await fetch("/api"); await fetch(url); });`,
    `${runner} test("a", async () => { await fetch(\`http://localhost:\${port}/api\`); });`,
    `${ollama} test("a", async () => { await new Ollama({ host: "https://ollama.com" }).list(); await new Ollama({ host }).list(); });`,
    'import { ollama } from "./ollama"; test("a", async () => { await ollama.chat({}); });',
    // Another model, or what is light.
    `${hub} test("a", async () => { const model = await AutoModel.from_pretrained("Xenova/bert"); await model.run(); });`,
    `${hub} test("a", async () => { const model = await AutoProcessor.from_pretrained("vidore/colsmol-500m"); });`,
    // Files that are run apart.
    { code: `${ollama} test("a", async () => { ${CHAT} });`, filename: 'chat.int.test.ts' },
    { code: `${ollama} async function a() { ${CHAT} }`, filename: 'src/chat.js', settings: { cogniverse: { scope: 'tests' } } },
    // A policy that knows of other things.
    { ...inProject, code: `${runner} test("a", async () => { await fetch("http://localhost:9090/search"); });` },
  ],
  invalid: [
    {
      code: `${ollama} test("a", async () => { ${CHAT} });`,
      errors: [
        {
          messageId: 'ungated',
          data: {
            test: 'Test "a"',
            capability: 'ollama',
            what: 'ollama.chat() asks the Ollama server',
            where: 'in line 1',
            remedy: "Begin it with `await requires('ollama')` of @cogniverse/test-setup",
          },
        },
      ],
    },
    { code: `${set} test("a", async () => { await requires("gpu"); ${CHAT} });`, errors: ['ungated'] },
    { code: `${ollama} test("a", { tags: ["requires_gpu"] }, async () => { ${CHAT} });`, errors: ['ungated'] },
    { code: `${ollama} test("a", { timeout: 5000 }, async () => { ${CHAT} });`, errors: ['ungated'] },
    { code: `${ollama} describe("a", () => { it("b", async () => { ${CHAT} }); it("c", () => {}); });`, errors: ['ungated'] },
    { code: `${ollama} beforeAll(async () => { await ollama.pull({ model: "llama3" }); }); test("a", () => {});`, errors: ['ungated'] },
    { code: `${ollama} const client = new Ollama(); test("a", async () => { await client.generate({ model: "a" }); });`, errors: ['ungated'] },
    { code: `${ollama} test("a", async () => { const client = new Ollama({ host: "http://127.0.0.1:11434" }); await client.list(); });`, errors: ['ungated'] },
    { code: `${ollama} async function ask() { return ollama.chat({}); } test("a", async () => { await ask(); });`, errors: ['ungated'] },
    { code: `${ollama} test("a", async () => { try { ${CHAT} } finally { done(); } });`, errors: ['ungated'] },
    { code: `${ollama} test("a", async () => { try { ${CHAT} } catch (error) { console.log(error); throw error; } });`, errors: ['ungated'] },
    { code: `${runner} test("a", async () => { await fetch("http://localhost:11434/api/tags"); });`, errors: ['ungated'] },
    { code: `${runner} const BASE = process.env.OLLAMA_HOST ?? "http://localhost:11434"; test("a", async () => { const answer = await fetch(\`\${BASE}/api/tags\`); expect(answer.ok).toBe(true); });`, errors: ['ungated'] },
    { code: `${runner} import axios from "axios"; test("a", async () => { await axios.post("http://localhost:11434/api/chat", {}); });`, errors: ['ungated'] },
    { code: `${runner} import axios from "axios"; const api = axios.create({ baseURL: "http://localhost:11434" }); test("a", async () => { await api.get("/api/tags"); });`, errors: ['ungated'] },
    { code: `${runner} import OpenAI from "openai"; test("a", async () => { const client = new OpenAI({ baseURL: "http://localhost:11434/v1", apiKey: "a" }); await client.chat.completions.create({}); });`, errors: ['ungated'] },
    { code: `${runner} import { ChatOllama } from "@langchain/ollama"; test("a", async () => { const llm = new ChatOllama({ model: "llama3" }); await llm.invoke("hi"); });`, errors: ['ungated'] },
    { code: `${runner} import { generateText } from "ai"; import { ollama } from "ollama-ai-provider"; test("a", async () => { const { text } = await generateText({ model: ollama("llama3"), prompt: "hi" }); });`, errors: ['ungated'] },
    { code: `${hub} test("a", async () => { const model = await AutoModel.from_pretrained("vidore/colsmol-500m"); await model.run(); });`, errors: ['ungated'] },
    { code: 'test("a", { timeout: 1000 }, async () => { await load(ID, { device: "cuda" }); });', errors: ['ungated'] },
    { code: `${hub} test("a", async () => { const embed = await pipeline("feature-extraction", "Xenova/bert", { device: "cuda" }); await embed("a"); });`, errors: ['ungated'] },
    { code: 'import { test } from "node:test"; import ollama from "ollama"; test("a", async () => { await ollama.list(); });', errors: ['ungated'] },
    { code: 'const ollama = require("ollama").default; it("a", async () => { await ollama.list(); });', errors: ['ungated'] },
    { ...typed, code: `${ollama} test("a", async () => { const answer = (await ollama.chat({ model: "a" })) as Answer; });`, errors: ['ungated'] },
    { ...inProject, code: `${runner} test("a", async () => { await fetch("http://127.0.0.1:8080/search"); });`, errors: ['ungated'] },
    { ...inProject, code: `${runner} import { OLLAMA } from "./urls.js"; test("a", async () => { await fetch(OLLAMA + "/api/tags"); });`, errors: ['ungated'] },
    { ...inProject, code: `${hub} test("a", async () => { const embed = await pipeline("feature-extraction", "Xenova/all-MiniLM-L6-v2"); });`, errors: ['ungated'] },
  ],
};

testRule('require-capability-marker', requireCapabilityMarker, cases);
testPrefilter(mayNeedCapability, cases);
