import { describe, expect, it } from 'vitest';

import { mendText } from '../support/mend.ts';
import { Project } from '../support/project.ts';

const RUNNER = "import { beforeEach, describe, expect, it } from 'vitest';\n";
const STORE = "import { store } from '../src/store.js';\n";
const UNIQUE = "import { uniqueId } from '@cogniverse/test-setup';\n";

const before = (body: string): string => RUNNER + STORE + body;
const after = (body: string): string => RUNNER + UNIQUE + STORE + body;

const OTHER = "it('other', async () => {\n  await store.add({ tenantId: 'acme' });\n});\n";
const OTHER_AFTER =
  "it('other', async () => {\n  const tenantId = uniqueId('acme');\n  await store.add({ tenantId });\n});\n";

/** Bodies before and after. */
const CHANGED: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'a literal in each test': [
    `it('a', async () => {\n  await store.add({ tenantId: 'acme', text: 'b' });\n});\n${OTHER}`,
    `it('a', async () => {\n  const tenantId = uniqueId('acme');\n  await store.add({ tenantId, text: 'b' });\n});\n${OTHER_AFTER}`,
  ],
  'all that means the same in a test': [
    "it('a', async () => {\n  // For acme.\n  await store.add({ tenant_id: 'acme' }, ['acme']);\n" +
      "  expect((await store.list(`acme`))[0].tenantId).toBe(\"acme\");\n});\n" +
      OTHER,
    "it('a', async () => {\n  const tenantId = uniqueId('acme');\n  // For acme.\n  await store.add({ tenant_id: tenantId }, [tenantId]);\n" +
      '  expect((await store.list(tenantId))[0].tenantId).toBe(tenantId);\n});\n' +
      OTHER_AFTER,
  ],
  'a constant of a test': [
    `it('a', async () => {\n  const id = 'acme';\n  await store.add({ tenantId: id });\n  expect(await store.owner()).toBe('acme');\n});\n${OTHER}`,
    `it('a', async () => {\n  const id = uniqueId('acme');\n  await store.add({ tenantId: id });\n  expect(await store.owner()).toBe(id);\n});\n${OTHER_AFTER}`,
  ],
  'a constant of the file': [
    "const TENANT = 'tenant-1';\nit('a', async () => { await store.add({ tenantId: TENANT }); });\nit('b', async () => { await store.put(TENANT, { tenantId: 'tenant-1' }); });\n",
    "const TENANT = uniqueId('tenant');\nit('a', async () => { await store.add({ tenantId: TENANT }); });\nit('b', async () => { await store.put(TENANT, { tenantId: TENANT }); });\n",
  ],
  'a constant of a suite': [
    "describe('a', () => {\n  const userId = 'alice';\n  beforeEach(async () => { await store.add({ userId }); });\n  it('b', () => {});\n  it('c', () => {});\n});\n",
    "describe('a', () => {\n  const userId = uniqueId('alice');\n  beforeEach(async () => { await store.add({ userId }); });\n  it('b', () => {});\n  it('c', () => {});\n});\n",
  ],
  'several ids in a test': [
    "it('a', async () => {\n  await store.add({ userId: 'user-1' });\n  await store.add({ userId: 'user-2' });\n});\nit('b', async () => {\n  await store.add({ userId: 'user-2' });\n  await store.add({ userId: 'user-1' });\n});\n",
    "it('a', async () => {\n  const userId = uniqueId('user_1');\n  const otherUserId = uniqueId('user_2');\n  await store.add({ userId });\n  await store.add({ userId: otherUserId });\n});\nit('b', async () => {\n  const userId = uniqueId('user_1');\n  const otherUserId = uniqueId('user_2');\n  await store.add({ userId: otherUserId });\n  await store.add({ userId });\n});\n",
  ],
  'tests on one line': [
    "it('a', async () => { await store.add({ tenantId: 'acme' }); });\nit('b', () => store.add({ tenantId: 'acme' }));\n",
    "it('a', async () => { const tenantId = uniqueId('acme'); await store.add({ tenantId }); });\nit('b', () => store.add({ tenantId: uniqueId('acme') }));\n",
  ],
  'a test in which the name is taken': [
    `it('a', async () => {\n  const { tenantId } = await store.add({ tenantId: 'acme' });\n  expect(tenantId).toBe('acme');\n});\n${OTHER}`,
    `it('a', async () => {\n  const otherTenantId = uniqueId('acme');\n  const { tenantId } = await store.add({ tenantId: otherTenantId });\n  expect(tenantId).toBe(otherTenantId);\n});\n${OTHER_AFTER}`,
  ],
  'the place of comments that tell a checker what to do': [
    `it('a', async () => { // First.\n  'use strict';\n  // @ts-expect-error: no text\n  await store.add({ tenantId: 'acme' });\n});\n${OTHER}`,
    `it('a', async () => { // First.\n  'use strict';\n  const tenantId = uniqueId('acme');\n  // @ts-expect-error: no text\n  await store.add({ tenantId });\n});\n${OTHER_AFTER}`,
  ],
  'tests with a title that has the id': [
    `it('stores for acme', async () => {\n  await store.add({ tenantId: 'acme' });\n});\n${OTHER}`,
    `it('stores for acme', async () => {\n  const tenantId = uniqueId('acme');\n  await store.add({ tenantId });\n});\n${OTHER_AFTER}`,
  ],
};

describe('unique-ids replaces', () => {
  it.each(Object.entries(CHANGED))('%s', async (_, [given, expected]) => {
    const { text, left } = await mendText('unique-ids', before(given));
    expect(left).toEqual([]);
    expect(text).toBe(after(expected));
    expect(await mendText('unique-ids', text)).toEqual({ text, left: [], count: 0 });
  });

  it('ids of CommonJS files', async () => {
    const head = "'use strict';\nconst { store } = require('../src/store.js');\n";
    const { text } = await mendText('unique-ids', head + OTHER + OTHER, '/project/test/a.test.cjs');
    expect(text).toBe(
      `${head}const { uniqueId } = require('@cogniverse/test-setup');\n${OTHER_AFTER}${OTHER_AFTER}`,
    );
  });

  it.each([
    ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string): string => `\uFEFF${text}`],
    ['tabs', (text: string): string => text.replaceAll('  ', '\t')],
    ['no semicolons', (text: string): string => text.replaceAll(';', '')],
    ['double quotes', (text: string): string => text.replaceAll("'", '"')],
    ['no final line end', (text: string): string => text.trimEnd()],
  ])('nothing but the ids: %s', async (_, change) => {
    const { text } = await mendText('unique-ids', change(before(OTHER + OTHER)));
    expect(text).toBe(change(after(OTHER_AFTER + OTHER_AFTER)));
  });
});

const ADD = "it('add', async () => { await store.add({ tenantId: 'acme' }); });\n";

/** What stays, with a part of the reason. */
const LEFT: readonly (readonly [reason: string, body: string])[] = [
  ['looks for it before it writes', `${ADD}it('a', async () => { expect(await store.list({ tenantId: 'acme' })).toEqual([]); });`],
  ['line 4 has it inside of another text', `${ADD}it('a', async () => { await store.add({ tenantId: 'acme' }); await store.get('/tenants/acme/items'); });`],
  ['line 4 has it inside of another text', `${ADD}it('a', async () => { await store.add({ tenantId: 'acme' }); await store.get(\`acme/\${id}\`); });`],
  ['line 4 has it inside of another text', `${ADD}it('a', async () => { await store.add({ tenantId: 'acme' }); expect(await store.key()).toMatch(/^acme:/); });`],
  ["default of the test's parameters", `${ADD}it('a', async ({ tenantId = 'acme' }) => { await store.add({ tenantId }); await store.add({ tenantId: 'acme' }); });`],
  ['line 4 has it in another test', `${ADD}it('a', () => { expect(store.find('acme')).toBeDefined(); });\n${ADD}`],
  ['compares with a snapshot', `${ADD}it('a', async () => { expect(await store.add({ tenantId: 'acme' })).toMatchSnapshot(); });`],
  ['line 4 has it as a key', `${ADD}it('a', async () => { await store.add({ tenantId: 'acme' }); expect((await store.all()).acme).toBe(1); });`],
  ['line 4 has it as a key', `${ADD}it('a', async () => { await store.add({ tenantId: 'acme' }); expect(await store.all()).toEqual({ 'acme': 1 }); });`],
  ['has it outside of the tests', `${ADD}${ADD}const items = [{ tenantId: 'acme' }];`],
  ['line 3 has it outside of the tests', "beforeEach(async () => { await store.add({ tenantId: 'acme' }); }); it('a', () => {}); it('b', () => {});"],
  ['the file exports it', "export const TENANT = 'acme';\nit('a', async () => { await store.add({ tenantId: TENANT }); });\nit('b', async () => { await store.add({ tenantId: TENANT }); });"],
  ['a type of its own', "const TENANT = 'acme' as const;\nit('a', async () => { await store.add({ tenantId: TENANT }); });\nit('b', async () => { await store.add({ tenantId: TENANT }); });"],
  ['a form that uniqueId() does not give', "it('a', async () => { await store.add({ userId: '42' }); });\nit('b', async () => { await store.add({ userId: '42' }); });"],
  ['ids of two kinds', "it('a', async () => { await store.add({ userId: 'acme', tenantId: 'acme' }); });\nit('b', async () => { await store.add({ userId: 'acme', tenantId: 'acme' }); });"],
  ['a comment keeps it in other tests', `${ADD}// eslint-disable-next-line cogniverse/unique-tenant-ids\n${ADD}`],
];

describe('unique-ids lists', () => {
  it.each(LEFT)('%s: %s', async (reason, body) => {
    const given = before(`${body}\n`);
    const { text, left, count } = await mendText('unique-ids', given);
    expect(text).toBe(given);
    expect(count).toBe(0);
    expect(left.map(([, why]) => why).join('\n')).toContain(reason);
  });

  it('an id that a file has which the test imports', () => {
    const project = new Project({
      'src/store.js': "export const store = open('acme');\n",
      'test/a.test.js': before(OTHER + OTHER),
    });
    expect(project.run(['unique-ids']).stdout).toContain('Left as it is: store.js has it too.');
    expect(project.read('test/a.test.js')).toBe(before(OTHER + OTHER));
  });
});
