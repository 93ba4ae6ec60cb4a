import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { expect, inject, test } from 'vitest';

import { expectExit, Project } from './project.ts';
import { runTests, tinyModel } from './test-setup-run.ts';

const { eslint10 } = inject('installed');

const CONFIGURATION = {
  'package.json': '{ "type": "module", "devDependencies": { "@cogniverse/test-setup": "*" } }\n',
  'vitest.config.js':
    "export default { test: { include: ['test/*.test.js'], setupFiles: ['@cogniverse/test-setup/vitest'] } };\n",
};

/** Loads one model in three tests, with a library that runs it. */
const MODELS = `
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeEach, describe, expect, test } from 'vitest';

const MODEL = './test/tiny.onnx';
const sessions = new Set();

async function run(session, value) {
  sessions.add(session);
  const [name] = session.inputNames;
  const output = await session.run({ [name]: new Tensor('float32', [value], [1]) });
  return Number(Object.values(output)[0].data[0]);
}

test('runs', async () => {
  const session = await InferenceSession.create(MODEL, { logSeverityLevel: 3 });
  expect(await run(session, 1)).toEqual(expect.any(Number));
});

test('runs again', async () => {
  const session = await InferenceSession.create(MODEL, {
    logSeverityLevel: 3, // Quiet.
  });
  expect(await run(session, 2)).toEqual(expect.any(Number));
});

describe('with a hook', () => {
  let session;
  beforeEach(async () => {
    session = await InferenceSession.create(MODEL, { logSeverityLevel: 3 });
  });

  test('runs too', async () => {
    expect(await run(session, 3)).toEqual(expect.any(Number));
    console.log(\`\${sessions.size} sessions\`);
  });
});
`;

/** A store that outlives its tests, which see each other's items in it. */
const STORE = `
const items = [];
export const store = {
  async add(item) {
    items.push(item);
  },
  async list(userId) {
    return items.filter((item) => item.userId === userId);
  },
};
`;

const IDS = `
import { expect, test } from 'vitest';
import { store } from '../src/store.js';

test('keeps one', async () => {
  await store.add({ userId: 'alice', text: 'a' });
  expect(await store.list('alice')).toEqual([{ userId: 'alice', text: 'a' }]);
});

test('keeps another', async () => {
  await store.add({ userId: 'alice', text: 'b' });
  expect(await store.list('alice')).toEqual([{ userId: 'alice', text: 'b' }]);
});
`;

const TRANSFORMS = 'node_modules/cogniverse-codemod/transforms';

async function suite(): Promise<Project> {
  const project = await Project.of(eslint10, {
    ...CONFIGURATION,
    'src/store.js': STORE,
    'test/ids.test.js': IDS,
    'test/models.test.js': MODELS,
  });
  await writeFile(path.join(project.directory, 'test/tiny.onnx'), Buffer.from(tinyModel(), 'base64'));
  return project;
}

test('models are loaded once and ids are of one test, after the codemods', async () => {
  const [project, shifted] = await Promise.all([suite(), suite()]);
  const before = await runTests(project, 'vitest/vitest.mjs', ['run', '--root', '.']);
  expect(before.code, before.said).toBe(1);
  expect(before.said).toContain('3 sessions');
  expect(before.said).toMatch(/Tests +1 failed \| 4 passed/);

  for (const codemod of ['cache-models', 'unique-ids']) {
    expectExit(await project.codemod(codemod), 0);
    const transform = `${eslint10}/${TRANSFORMS}/${codemod}.cjs`;
    const ended = await shifted.node('jscodeshift/bin/jscodeshift.js', '--transform', transform, 'test');
    expectExit(ended, 0);
    expect(ended.stdout).toMatch(/^0 errors$/m);
  }
  const changed = await project.read();
  expect(await shifted.read()).toEqual(changed);

  const after = await runTests(project, 'vitest/vitest.mjs', ['run', '--root', '.']);
  expect(after.code, after.said).toBe(0);
  expect(after.said).toContain('1 sessions');
  for (const codemod of ['cache-models', 'unique-ids']) expectExit(await project.codemod(codemod), 0);
  expect(await project.read()).toEqual(changed);
});
