import { testFixes, testPrefilter, testRule, typed, type RuleCases } from '../../test/rule-tester.ts';
import { allowedModels } from './index.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';
import { mayHoldModel } from './prefilter.ts';

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

function refused(code: string, rest: object = {}): RuleCases<keyof typeof messages, [Options]>['invalid'][number] {
  return { code, output: code.replaceAll(DENIED, SMALL), errors: ['replaceable'], ...rest };
}

const cases: RuleCases<keyof typeof messages, [Options]> = {
  valid: [
    `const config = { model: '${SMALL}' };`,
    // A name on no list may be that of a remote model.
    'const config = { model: "acme/huge", modelName: "gpt-4o", checkpoint: "anthropic/claude-sonnet" };',
    // Only the whole name counts.
    `const config = { model: '${DENIED}-merged', modelId: 'my-${DENIED}' };`,
    // Other fields, free text, keys.
    `const page = { title: '${DENIED}', modelTitle: '${DENIED}', remodel: '${DENIED}', modelProvider: '${DENIED}' };`,
    `const prices = { '${DENIED}': 3 };`,
    `test('refuses ${DENIED}', () => {}); // ${DENIED}`,
    `console.log('${DENIED}');`,
    `const model = /${DENIED.replace('/', '\\/')}/;`,
    `import model from '${DENIED}';`,
    `export * from '${DENIED}';`,
    // Beside a field that says which model it is, others only describe it.
    { code: `const models = [{ model: 'acme/tiny', note: '${DENIED}' }];` },
    // Only compared.
    `expect(config).toEqual({ model: '${DENIED}' });`,
    `expect(fetch).toHaveBeenCalledWith(expect.objectContaining({ model: '${DENIED}' }));`,
    `assert.deepEqual(config, { model: '${DENIED}' });`,
    `config.should.deep.equal({ model: '${DENIED}' });`,
    `const wanted = { model: '${DENIED}' }; expect(config).toEqual(wanted);`,
    `send({ body, expected: { model: '${DENIED}' } });`,
    `const expectedModel = '${DENIED}'; check(expectedModel);`,
    `const result = parse({ model: '${DENIED}' }); expect(result.success).toBe(true); if (result.success) expect(result.data.role).toBe('a');`,
    // What a mock answers.
    `vi.mocked(list).mockResolvedValue({ models: ['${DENIED}'] });`,
    `const models = [{ name: '${DENIED}' }]; client.get.mockReturnValueOnce({ data: models }); expect(await load()).toEqual(models);`,
    `sinon.stub(client, 'get').resolves({ model: '${DENIED}' });`,
    // What a server that is played answers.
    `server.use(http.post('/chat', () => HttpResponse.json({ model: '${DENIED}' })));`,
    `http.get('/', async () => { const body = { model: '${DENIED}' }; return new Response(JSON.stringify(body)); });`,
    `nock('http://a').post('/chat', { model: '${DENIED}' }).reply(200, { model: '${DENIED}' });`,
    `await page.route('**/chat', (route) => route.fulfill({ json: { model: '${DENIED}' } }));`,
    `app.get('/', (request, response) => { response.status(200).json({ model: '${DENIED}' }); });`,
    `const chat = vi.fn(async () => ({ model: '${DENIED}' })); start(chat);`,
    `vi.spyOn(client, 'chat').mockImplementation(() => { return Promise.resolve({ model: '${DENIED}' }); });`,
    `const fakeClient = { chat: async () => ({ model: '${DENIED}' }) }; start(fakeClient);`,
    `handle(() => ({ object: 'chat.completion', model: '${DENIED}', choices: [] }));`,
    `respond({ id: 1, 'model': '${DENIED}', finishReason: 'stop', ...rest });`,
    // The name itself is what is tested.
    `test('a', () => { client.model = '${DENIED}'; expect(client.isLarge()).toBe(true); client.model = 'tiny'; expect(client.isLarge()).toBe(false); }); let client;`,
    `expect(priceOf({ model: '${DENIED}' })).toBe(3);`,
    `const model = '${DENIED}'; expect(ownerOf(model)).toBe('vidore');`,
    `const price = priceOf({ model: '${DENIED}' }); expect(price.cents).toBe(3);`,
    `test.each([{ model: '${DENIED}', price: 3 }])('$model', ({ model, price }) => { expect(priceOf(model)).toBe(price); });`,
    `test.each([['${DENIED}', 3]])('%s', (model, price) => { const found = priceOf(model); expect(found).toBe(price); });`,
    `[['${DENIED}', 3]].forEach(([model, price]) => { test(\`price of \${model}\`, () => { expect(priceOf(model)).toBe(price); }); });`,
    { ...typed, code: `type Model = '${DENIED}' | 'other'; let model: '${DENIED}';` },
    { ...typed, code: `interface Config { model: '${DENIED}' }` },
    { ...typed, code: `declare const model: '${DENIED}';` },
  ],
  invalid: [
    refused(`const config = { model: '${DENIED}' };`),
    refused(`const config = { 'model_name': '${DENIED}' };`),
    refused(`const config = { ['modelId']: \`${DENIED}\` };`),
    refused(`const config = { embeddingModel: "${DENIED}", dims: 128 };`),
    refused(`const config = { checkpoint: '${DENIED}', COLPALI_MODEL: '${DENIED}' };`, { errors: 2 }),
    refused(`const config = { models: ['${SMALL}', '${DENIED}'] };`),
    refused(`const config = { models: [{ id: '${DENIED}', dims: 128 }] };`),
    refused(`const config = { model: { modelId: '${DENIED}', name: 'ColPali' } };`),
    refused(`const BIG = '${DENIED}'; start({ model: BIG });`),
    refused(`start({ model: env.MODEL || '${DENIED}' });`),
    refused(`config.model = '${DENIED}';`),
    refused(`config['model-name'] = '${DENIED}';`),
    refused(`process.env.EMBEDDING_MODEL = '${DENIED}';`),
    refused(`vi.stubEnv('EMBEDDING_MODEL', '${DENIED}');`),
    refused(`class Search { model = '${DENIED}'; }`),
    refused(`class Search { static MODEL = '${DENIED}'; }`),
    refused(`<Search model="${DENIED}" />;`, { filename: 'case.test.tsx' }),
    refused(`<Search model={'${DENIED}'} />;`, { filename: 'case.test.tsx' }),
    // Behind the prefix of what runs it here.
    {
      code: "start({ model: 'ollama/llama3:70b' });",
      options: [{ deny: { 'llama3:70b': 'llama3.2:1b' } }],
      errors: [{ messageId: 'replaceable', data: { name: 'llama3:70b', place: 'stands in `model`', replacement: 'llama3.2:1b' }, suggestions: [] }],
    },
    // Constants, defaults and tables whose name tells.
    refused(`export const COLPALI_MODEL = '${DENIED}';`),
    refused(`export const MODELS = { big: '${DENIED}', small: '${SMALL}' };`),
    refused(`let model; beforeEach(() => { model = '${DENIED}'; });`),
    refused(`function embed(modelName = '${DENIED}') {}`),
    refused(`function embed({ model = '${DENIED}' }) {}`),
    refused(`function embed({ model: id = '${DENIED}' }) {}`),
    refused(`const { model: id = '${DENIED}' } = options;`),
    refused(`test.each([['${DENIED}', 1]])('%s', async (model, n) => { await embed(model, n); });`),
    refused(`test.each\`model | n\n\${'${DENIED}'} | \${1}\`('$model', async ({ model }) => { await embed(model); });`),
    refused(`for (const model of ['${DENIED}']) test('a', () => embed(model));`),
    refused(`enum Model { Big = '${DENIED}' }`, typed),
    refused(`enum Names { BIG_MODEL = '${DENIED}' }`, typed),
    refused(`class Search { constructor(private model = '${DENIED}') {} }`, typed),
    refused(`const model = '${DENIED}' satisfies string;`, typed),
    // What happens in a function that others call is not known.
    refused(`const { result } = renderHook(() => useEmbedder({ model: '${DENIED}' })); expect(result).toBeTruthy();`),
    // A table of tests is no title.
    refused(`const MODELS = ['${DENIED}']; test.each(MODELS)('%s', (id) => embed(id)); expect(names).toEqual(MODELS);`),
    refused(`const embedder = create({ model: '${DENIED}' }); if (embedder.isReady) start(embedder);`),
    refused(`list.mockResolvedValue(await load({ model: '${DENIED}' }));`),
    refused(`const chat = vi.fn(async () => load({ model: '${DENIED}' })); start(chat);`),
    refused(`const fakeConfig = { model: '${DENIED}' }; start(fakeConfig);`),
    refused(`request(app).post('/chat').send({ model: '${DENIED}' });`),
    refused(`reply({ model: '${DENIED}' }); bot.reply({ model: '${DENIED}' }, 5);`, { errors: ['replaceable', 'replaceable'] }),
    refused(`start({ model: '${DENIED}', [choices]: [], ...rest });`),
    // What is waited for is loaded.
    refused(`test('a', async () => { client.model = '${DENIED}'; expect(await client.embed('a')).toBeTruthy(); }); let client;`),
    refused(`test('a', () => { client.model = '${DENIED}'; start(client); expect(client.isLarge()).toBe(true); }); let client;`),
    refused(`expect(await embed({ model: '${DENIED}' })).toHaveLength(128);`),
    refused(`await expect(embed({ model: '${DENIED}' })).resolves.toHaveLength(128);`),
    refused(`const model = '${DENIED}'; expect(await embed(model)).toHaveLength(128);`),
    refused(`test.each([{ model: '${DENIED}' }])('$model', async ({ model }) => { expect(await embed(model)).toBeTruthy(); });`),
    refused(`const embedder = create({ model: '${DENIED}' }); const vector = await embedder.embed('a'); expect(vector).toBeTruthy();`),
  ],
};

testRule('allowed-models: fields', allowedModels, cases);
testFixes(allowedModels, cases);
testPrefilter(mayHoldModel, cases);
