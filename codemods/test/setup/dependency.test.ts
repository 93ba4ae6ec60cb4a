import { describe, expect, it } from 'vitest';

import { Project } from '../support/project.ts';
import { changed, setUp } from './plan-of.ts';

const MOCHA = { '.mocharc.json': '{ "require": ["@cogniverse/test-setup/mocha"] }' };
const NAME = '@cogniverse/test-setup';

async function stated(manifest: string, files: Record<string, string> = {}): Promise<string> {
  const project = new Project({ ...MOCHA, 'package.json': manifest, ...files });
  return changed(project, await setUp(project))['package.json'] ?? '';
}

describe('the dependency is stated', () => {
  it('in order, with tabs and without a final line end', async () => {
    const before = '{\n\t"devDependencies": {\n\t\t"@a/b": "^1.0.0",\n\t\t"mocha": "^11.0.0"\n\t}\n}';
    expect(await stated(before)).toBe(before.replace('\t\t"mocha"', `\t\t"${NAME}": "^1.2.3",\n\t\t"mocha"`));
  });

  it('at the end where the others are in no order', async () => {
    const before =
      '{\r\n    "devDependencies": {\r\n        "mocha": "^11.0.0",\r\n        "a": "^1.0.0"\r\n    }\r\n}\r\n';
    expect(await stated(before)).toBe(before.replace('"^1.0.0"', `"^1.0.0",\r\n        "${NAME}": "^1.2.3"`));
  });

  it.each([
    ['~', '"a": "~1.0.0", "b": "~2.0.0", "mocha": "^11.0.0"', {}],
    ['', '"a": "1.0.0", "b": "2.0.0", "mocha": "^11.0.0"', {}],
    ['^', '"a": "*", "mocha": "latest"', {}],
    ['', '"a": "^1.0.0", "mocha": "^11.0.0"', { '.npmrc': 'save-exact=true\n' }],
    ['~', '"a": "^1.0.0", "mocha": "^11.0.0"', { '.npmrc': 'save-prefix="~"\n' }],
    [
      '~',
      '"a": "^1.0.0", "mocha": "^11.0.0"',
      { 'yarn.lock': '', '.yarnrc.yml': 'defaultSemverRangePrefix: "~"\n' },
    ],
  ])('with the prefix %j that the project uses: %s', async (prefix, dependencies, files) => {
    const after = await stated(`{ "devDependencies": { ${dependencies} } }`, files);
    expect(JSON.parse(after)).toMatchObject({ devDependencies: { [NAME]: `${prefix}1.2.3` } });
  });

  it('behind the dependencies where there are none for development', async () => {
    const before = '{\n  "dependencies": {\n    "mocha": "^11.0.0"\n  },\n  "license": "MIT"\n}\n';
    expect(await stated(before)).toBe(
      before.replace('  "license"', `  "devDependencies": {\n    "${NAME}": "^1.2.3"\n  },\n  "license"`),
    );
  });

  it('in the last of two fields of the same name, which is the one that counts', async () => {
    const before = '{ "devDependencies": { "a": "1.0.0" }, "devDependencies": { "mocha": "11.0.0" } }';
    expect(await stated(before)).toBe(before.replace('{ "mocha"', `{ "${NAME}": "1.2.3", "mocha"`));
  });

  it.each([['dependencies'], ['devDependencies'], ['optionalDependencies']])(
    'not where it stands in %s',
    async (field) => {
      expect(await stated(`{ "${field}": { "${NAME}": "^1.0.0", "mocha": "^11.0.0" } }`)).toBe('');
    },
  );
});

describe('in a workspace, the dependency is stated', () => {
  const members = {
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/a/package.json': '{ "name": "a", "devDependencies": { "mocha": "^11.0.0" } }',
    'packages/a/.mocharc.json': MOCHA['.mocharc.json'],
    'packages/b/package.json': '{ "name": "b", "scripts": { "test": "mocha" } }',
    'packages/b/.mocharc.json': MOCHA['.mocharc.json'],
  };

  it('where the runner is: by the member, and by the root for those that do not state it', async () => {
    const project = new Project({
      ...members,
      'package.json': '{ "devDependencies": { "mocha": "^11.0.0" } }',
    });
    const plan = await setUp(project);
    expect(Object.keys(changed(project, plan))).toEqual(['package.json', 'packages/a/package.json']);
    expect(plan.managers).toMatchObject([{ name: 'pnpm', root: project.root }]);
  });

  it('by each member of one that has nothing at its root', async () => {
    const project = new Project({ ...members, 'package.json': '{ "private": true }' });
    expect(Object.keys(changed(project, await setUp(project)))).toEqual([
      'packages/a/package.json',
      'packages/b/package.json',
    ]);
  });

  it('by each member where a package sees its own dependencies only', async () => {
    const project = new Project({
      ...members,
      'package.json': '{ "devDependencies": { "mocha": "^11.0.0" } }',
      'yarn.lock': '',
      '.pnp.cjs': '',
    });
    expect(Object.keys(changed(project, await setUp(project)))).toContain('packages/b/package.json');
  });

  it('not by a root that only names the configurations of its members', async () => {
    const project = new Project({
      'package.json': '{ "workspaces": ["packages/*"], "scripts": { "test": "vitest" } }',
      'vitest.config.js': "export default { test: { projects: ['packages/*'] } };\n",
      'packages/a/package.json': '{ "name": "a", "devDependencies": { "vitest": "^4.0.0" } }',
      'packages/a/vitest.config.js': 'export default {};\n',
    });
    expect(Object.keys(changed(project, await setUp(project)))).toEqual([
      'packages/a/package.json',
      'packages/a/vitest.config.js',
    ]);
  });

  it('as the root states its own, where a member has none to compare with', async () => {
    const project = new Project({
      ...members,
      'package.json': '{ "devDependencies": { "a": "1.0.0" } }',
    });
    const { 'packages/b/package.json': text } = changed(project, await setUp(project));
    expect(text).toContain('"@cogniverse/test-setup": "1.2.3"');
  });

  it("in pnpm's catalog, where the runner is in one", async () => {
    const project = new Project({
      'pnpm-workspace.yaml':
        "packages:\n  - packages/*\ncatalog:\n  # runs\n  mocha: ^11.0.0\n  '@types/node': ^20.0.0\n",
      'packages/a/package.json': '{ "name": "a", "devDependencies": { "mocha": "catalog:" } }',
      'packages/a/.mocharc.json': MOCHA['.mocharc.json'],
    });
    expect(changed(project, await setUp(project))).toEqual({
      'packages/a/package.json': `{ "name": "a", "devDependencies": { "${NAME}": "catalog:", "mocha": "catalog:" } }`,
      'pnpm-workspace.yaml': `packages:\n  - packages/*\ncatalog:\n  # runs\n  mocha: ^11.0.0\n  '@types/node': ^20.0.0\n  '${NAME}': ^1.2.3\n`,
    });
  });

  it('in no catalog, where the runner is in none', async () => {
    const project = new Project({
      'pnpm-workspace.yaml': 'packages: ["."]\ncatalog:\n  a: 1.0.0\n  b: 1.0.0\n',
      'package.json': '{ "devDependencies": { "a": "catalog:", "b": "catalog:", "mocha": "~11.0.0" } }',
      ...MOCHA,
    });
    const written = changed(project, await setUp(project));
    expect(Object.keys(written)).toEqual(['package.json']);
    expect(written['package.json']).toContain(`"${NAME}": "~1.2.3"`);
  });

  it('in the named catalog that the runner is in, in order', async () => {
    const project = new Project({
      'pnpm-workspace.yaml':
        'packages: ["."]\ncatalogs:\n  build:\n    tsx: 4.0.0\n  test:\n    "@a/a": 1.0.0\n    mocha: 11.0.0\n',
      'package.json': '{ "name": "a", "devDependencies": { "mocha": "catalog:test" } }',
      ...MOCHA,
    });
    expect(changed(project, await setUp(project))).toEqual({
      'package.json': `{ "name": "a", "devDependencies": { "${NAME}": "catalog:test", "mocha": "catalog:test" } }`,
      'pnpm-workspace.yaml': `packages: ["."]\ncatalogs:\n  build:\n    tsx: 4.0.0\n  test:\n    "@a/a": 1.0.0\n    "${NAME}": 1.2.3\n    mocha: 11.0.0\n`,
    });
  });
});

it.each([
  ['npm', 'npm', { 'package-lock.json': '{}' }],
  ['pnpm', 'pnpm', { 'pnpm-lock.yaml': '' }],
  ['yarn', 'yarn', { 'yarn.lock': '' }],
  ['bun', 'bun', { 'bun.lock': '' }],
  ['npm where nothing says', 'npm', {}],
])('the package manager is %s', async (_, name, files) => {
  const project = new Project({
    ...MOCHA,
    'package.json': '{ "devDependencies": { "mocha": "^11.0.0" } }',
    ...files,
  });
  expect((await setUp(project)).managers).toMatchObject([{ name }]);
});

it('the package manager is the one that package.json names', async () => {
  const project = new Project({
    ...MOCHA,
    'package.json': '{ "packageManager": "bun@1.2.0", "devDependencies": { "mocha": "1.0.0" } }',
  });
  expect((await setUp(project, { runners: ['mocha'] })).managers).toMatchObject([{ name: 'bun' }]);
});
