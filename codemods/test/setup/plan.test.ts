import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { Project } from '../support/project.ts';
import { changed, planOf, setUp } from './plan-of.ts';

const HAS = '"@cogniverse/test-setup": "1.0.0"';

/** A `package.json` that states the set-up package, so that plans are about the rest. */
function manifest(fields: string, dependencies = ''): string {
  return `{ "devDependencies": { ${HAS}${dependencies === '' ? '' : `, ${dependencies}`} }, ${fields} }`;
}

/** What `setup` changes in a project. */
async function change(files: Record<string, string>): Promise<Record<string, string>> {
  const project = new Project(files);
  return changed(project, await setUp(project));
}

describe('Vitest', () => {
  const CONFIG = 'export default { test: { globals: true } };\n';
  const DONE = "export default { test: { globals: true, setupFiles: ['@cogniverse/test-setup/vitest'] } };\n";

  it('takes vitest.config before vite.config', async () => {
    const files = { 'package.json': manifest('"scripts": { "test": "vitest" }'), 'vite.config.ts': CONFIG };
    expect(await change(files)).toEqual({ 'vite.config.ts': DONE });
    expect(await change({ ...files, 'vitest.config.ts': CONFIG })).toEqual({ 'vitest.config.ts': DONE });
  });

  it('takes the configurations that scripts name, and those beside the default one', async () => {
    const files = {
      'package.json': manifest('"scripts": { "test": "vitest", "e2e": "vitest -c conf/e2e.ts --run" }'),
      'vitest.config.ts': CONFIG,
      'conf/e2e.ts': CONFIG,
      'vitest.smoke.config.ts': CONFIG,
      'test/fixtures/x/vitest.config.ts': CONFIG,
    };
    expect(Object.keys(await change(files))).toEqual([
      'conf/e2e.ts',
      'vitest.config.ts',
      'vitest.smoke.config.ts',
    ]);
  });

  it.each([
    ['before version 5 a configuration above', '"vitest": "^4.0.0"', ['vitest.config.js']],
    ['from version 5 a new one', '"vitest": "^5.0.0"', ['packages/a/vitest.config.mjs']],
  ])('takes %s', async (_, vitest, expected) => {
    const project = new Project({
      'package.json': manifest('"workspaces": ["packages/*"]', vitest),
      'packages/a/package.json': '{ "name": "a", "scripts": { "test": "vitest run" } }',
      'vitest.config.js': CONFIG,
    });
    const plan = await planOf(project, { folders: [project.at('packages/a')], cwd: project.root });
    expect(Object.keys(changed(project, plan))).toEqual(expected);
  });

  it('takes the projects that a configuration names by paths', async () => {
    const files = {
      'package.json': manifest('"workspaces": ["packages/*"], "scripts": { "test": "vitest" }'),
      'vitest.config.ts':
        "export default { test: { projects: ['packages/*', './tools/vitest.tools.config.ts'] } };\n",
      'packages/a/package.json': '{ "name": "a" }',
      'packages/a/vitest.config.ts': CONFIG,
      'packages/b/package.json': '{ "name": "b", "type": "module" }',
      'packages/b/src/b.test.js': '',
      'packages/types/index.d.ts': '',
      'tools/vitest.tools.config.ts': CONFIG,
    };
    expect(await change(files)).toEqual({
      'packages/a/vitest.config.ts': DONE,
      'packages/b/vitest.config.js': `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['@cogniverse/test-setup/vitest'],
  },
});
`,
      'tools/vitest.tools.config.ts': DONE,
    });
  });

  it('takes the projects of a workspace file, and not the configuration beside it', async () => {
    const files = {
      'package.json': manifest('"scripts": { "test": "vitest" }', '"vitest": "^3.0.0"'),
      'vitest.workspace.json': '["packages/*"]',
      'vitest.config.ts': CONFIG,
      'packages/a/vitest.config.ts': CONFIG,
    };
    const written = await change(files);
    expect(Object.keys(written)).toContain('packages/a/vitest.config.ts');
    expect(Object.keys(written)).not.toContain('vitest.workspace.json');
  });

  it('registers in a base once, not in what is built on it', async () => {
    const files = {
      'package.json': manifest('"scripts": { "test": "vitest", "ci": "vitest -c vitest.ci.config.ts" }'),
      'vitest.config.ts': CONFIG,
      'vitest.ci.config.ts':
        "import { mergeConfig } from 'vitest/config';\nimport base from './vitest.config.ts';\nexport default mergeConfig(base, { test: { retry: 1 } });\n",
    };
    expect(Object.keys(await change(files))).toEqual(['vitest.config.ts']);
  });

  it('keeps out of a base that is there for others, of which some may run in a browser', async () => {
    const derived = (test: string): string =>
      `import { mergeConfig } from 'vitest/config';\nimport base from './vitest.base.config';\nexport default mergeConfig(base, { test: ${test} });\n`;
    const files = {
      'package.json': manifest('"scripts": { "test": "vitest" }'),
      'vitest.base.config.ts': CONFIG,
      'vitest.config.ts': derived('{}'),
      'vitest.page.config.ts': derived('{ browser: { enabled: true } }'),
    };
    expect(Object.keys(await change(files))).toEqual(['vitest.config.ts']);
  });

  it('makes a configuration in the language of the project', async () => {
    const scripts = '"scripts": { "test": "vitest" }';
    expect(Object.keys(await change({ 'package.json': manifest(scripts) }))).toEqual(['vitest.config.mjs']);
    expect(Object.keys(await change({ 'package.json': manifest(scripts), 'tsconfig.json': '{}' }))).toEqual([
      'vitest.config.mts',
    ]);
    const module = manifest(`"type": "module", ${scripts}`, '"typescript": "*"');
    expect(Object.keys(await change({ 'package.json': module }))).toEqual(['vitest.config.ts']);
  });

  it('keeps out of what scripts run in a browser', async () => {
    const project = new Project({
      'package.json': manifest(
        '"scripts": { "test": "vitest", "page": "vitest --browser.headless -c vitest.page.config.ts" }',
      ),
      'vitest.config.ts': CONFIG,
      'vitest.page.config.ts': CONFIG,
    });
    const plan = await setUp(project);
    expect(Object.keys(changed(project, plan))).toEqual(['vitest.config.ts']);
    expect(plan.packages[0]?.steps.map(({ kind }) => kind).sort()).toEqual(['edit', 'unneeded']);
    project.write({
      'package.json': manifest('"scripts": { "test": "vitest", "page": "vitest --browser=chrome" }'),
    });
    project.write({ 'vitest.config.ts': CONFIG });
    expect((await setUp(project)).packages[0]?.steps).toMatchObject([
      { kind: 'manual', reason: expect.stringContaining('in Node.js and in a browser') as string },
      { kind: 'edit', file: project.at('vitest.page.config.ts') },
    ]);
    project.write({ 'vitest.config.ts': DONE });
    expect((await setUp(project)).packages[0]?.steps).toMatchObject([
      { kind: 'present' },
      { kind: 'present' },
    ]);
  });

  it('is not used by a package that has it among its dependencies and no tests', async () => {
    const project = new Project({ 'package.json': manifest('"name": "a"', '"vitest": "^4.0.0"') });
    expect((await planOf(project)).packages).toEqual([]);
    project.write({ 'src/a.test.ts': '' });
    expect(changed(project, await planOf(project))).toHaveProperty(['vitest.config.mjs']);
  });
});

describe('Jest', () => {
  const DONE = "module.exports = { setupFilesAfterEnv: ['@cogniverse/test-setup/jest'], };\n";

  it('takes its field in package.json, or the file that this names', async () => {
    const before = manifest('"jest": { "testEnvironment": "node" }');
    expect(await change({ 'package.json': before })).toEqual({
      'package.json': before.replace(
        '"node" }',
        '"node", "setupFilesAfterEnv": ["@cogniverse/test-setup/jest"] }',
      ),
    });
    const files = { 'package.json': manifest('"jest": "./conf/jest.json"'), 'conf/jest.json': '{}' };
    expect(Object.keys(await change(files))).toEqual(['conf/jest.json']);
  });

  it('takes the configurations that scripts name', async () => {
    const files = {
      'package.json': manifest(
        '"jest": { "rootDir": "src" }, "scripts": { "e2e": "jest --config ./test/jest-e2e.json" }',
      ),
      'test/jest-e2e.json': '{ "rootDir": "." }',
    };
    expect(Object.keys(await change(files))).toEqual(['package.json', 'test/jest-e2e.json']);
  });

  it('takes the projects that a configuration names by paths, each of which takes nothing from it', async () => {
    const files = {
      'package.json': manifest('"scripts": { "test": "jest" }'),
      'jest.config.js': "module.exports = { projects: ['<rootDir>/packages/*'] };\n",
      'packages/a/jest.config.js': 'module.exports = {};\n',
      'packages/b/package.json': '{ "jest": {} }',
    };
    const written = await change(files);
    expect(Object.keys(written)).toEqual(['packages/a/jest.config.js', 'packages/b/package.json']);
  });

  it('gets a configuration in the modules of the package', async () => {
    const scripts = '"scripts": { "test": "jest" }';
    expect(await change({ 'package.json': manifest(scripts) })).toEqual({
      'jest.config.js':
        "/** @type {import('jest').Config} */\nmodule.exports = {\n  setupFilesAfterEnv: ['@cogniverse/test-setup/jest'],\n};\n",
    });
    expect(await change({ 'package.json': manifest(`"type": "module", ${scripts}`) })).toEqual({
      'jest.config.js': expect.stringContaining('export default {') as string,
    });
    expect(DONE).toContain('setupFilesAfterEnv');
  });

  it('of Create React App is left to the author', async () => {
    const project = new Project({ 'package.json': manifest('"scripts": { "test": "react-scripts test" }') });
    const { packages, changes } = await setUp(project);
    expect(changes).toEqual([]);
    expect(packages[0]?.steps).toMatchObject([
      { kind: 'manual', line: 1, snippet: expect.stringContaining('src/setupTests.js') as string },
    ]);
    project.write({ 'src/setupTests.ts': "import '@cogniverse/test-setup/jest';\n" });
    expect((await setUp(project)).packages[0]?.steps).toMatchObject([{ kind: 'present' }]);
  });
});

describe('Mocha', () => {
  it('takes the first of its files, its field, its scripts, or a new file', async () => {
    const scripts = '"scripts": { "test": "mocha" }';
    const files = { 'package.json': manifest(scripts), '.mocharc.yml': 'ui: bdd\n', '.mocharc.json': '{}' };
    expect(await change(files)).toEqual({
      '.mocharc.yml': "ui: bdd\nrequire:\n  - '@cogniverse/test-setup/mocha'\n",
    });
    const field = manifest(`${scripts}, "mocha": { "require": "tsx" }`);
    expect(await change({ 'package.json': field })).toEqual({
      'package.json': field.replace(
        '"require": "tsx"',
        '"require": [\n  "@cogniverse/test-setup/mocha",\n  "tsx"\n]',
      ),
    });
    const flagged = manifest('"scripts": { "test": "nyc mocha -r tsx test" }');
    expect(await change({ 'package.json': flagged })).toEqual({
      'package.json': flagged.replace('mocha -r', 'mocha --require @cogniverse/test-setup/mocha -r'),
    });
    expect(await change({ 'package.json': manifest(scripts) })).toEqual({
      '.mocharc.json': '{\n  "require": ["@cogniverse/test-setup/mocha"]\n}\n',
    });
  });

  it('before version 8 is left to the author', async () => {
    const project = new Project({
      'package.json': manifest('"scripts": { "test": "mocha" }', '"mocha": "^7.0.0"'),
      'test/mocha.opts': '--ui bdd\n',
    });
    const { packages } = await setUp(project);
    expect(packages[0]?.steps).toMatchObject([
      {
        kind: 'manual',
        file: project.at('test/mocha.opts'),
        snippet: '--require @cogniverse/test-setup/mocha',
      },
    ]);
  });
});

describe('node:test', () => {
  it('takes the flag in each script that runs it', async () => {
    const before = manifest(
      String.raw`"scripts": { "test": "node --test", "ci": "cross-env A=\"1\" c8 node --import tsx --test \"test/**\" && jest", "sub": "concurrently \"node --test a\"" }`,
    );
    const flag = '--import @cogniverse/test-setup/node';
    expect(
      (
        await change({
          'package.json': before,
          'jest.config.js': 'module.exports = { setupFilesAfterEnv: ["@cogniverse/test-setup/jest"] };',
        })
      )['package.json'],
    ).toBe(
      before
        .replace('"node --test"', `"node ${flag} --test"`)
        .replace('node --import tsx', `node ${flag} --import tsx`)
        .replace('node --test a', `node ${flag} --test a`),
    );
  });

  it.each([
    'node --import=@cogniverse/test-setup/node --test',
    "node --import '@cogniverse/test-setup/node' --test",
    'NODE_OPTIONS=--import=@cogniverse/test-setup/node node --test',
    'node --import ./test/setup.mjs --test',
    'node --import ./node_modules/@cogniverse/test-setup/dist/runners/node.js --test',
  ])('has it already: %s', async (script) => {
    const project = new Project({
      'package.json': manifest(`"scripts": { "test": ${JSON.stringify(script)} }`),
      'test/setup.mjs': 'import "@cogniverse/test-setup/node";\n',
    });
    expect((await planOf(project)).changes).toEqual([]);
  });

  it('under a program that starts Node.js itself is left to the author', async () => {
    const project = new Project({ 'package.json': manifest('"scripts": { "a": "borp", "b": "borp --x" }') });
    expect((await setUp(project)).packages[0]?.steps).toMatchObject([
      {
        kind: 'manual',
        reason: expect.stringContaining('2 scripts, the first of them "a", run borp') as string,
      },
    ]);
  });
});

describe('Playwright', () => {
  it('takes its configuration, wherever a script names it, or a new one', async () => {
    const files = {
      'package.json': manifest('"scripts": { "e2e": "playwright test -c e2e" }'),
      'e2e/playwright.config.ts':
        "import { defineConfig } from '@playwright/test';\nexport default defineConfig({});\n",
    };
    const { 'e2e/playwright.config.ts': text } = await change(files);
    expect(text).toMatch(/^import '@cogniverse\/test-setup\/playwright';\n/);
    expect(
      await change({ 'package.json': manifest('"scripts": { "e2e": "playwright test" }') }),
    ).toHaveProperty(['playwright.config.mjs']);
  });
});

it.each([
  ['vitest -c $CONFIG', '$CONFIG'],
  ['jest --config=dist/jest.config.js', 'dist/jest.config.js'],
  ['mocha --config conf/mocharc.json', 'conf/mocharc.json'],
  ['playwright test -c conf', 'conf'],
])('a configuration that is not there is told: %s', async (script, config) => {
  const reason = `the script "test" names the configuration ${config}, which is not there`;
  const project = new Project({ 'package.json': manifest(`"scripts": { "test": "${script}" }`) });
  expect((await setUp(project)).packages[0]?.steps).toMatchObject([
    { kind: 'manual', reason, isMissing: true },
  ]);
  // Beside another one it may be that of a script that nobody runs any more.
  const runner = script.split(' ')[0] ?? '';
  project.write({
    'package.json': manifest(`"scripts": { "test": "${script}", "other": "${script.replace(/ -.*/, '')}" }`),
  });
  const { steps } = (await setUp(project)).packages[0] ?? {};
  expect(steps?.find((step) => step.kind === 'manual')).toMatchObject({ runner, reason, isMissing: false });
});

describe('the packages of a project', () => {
  const MOCHA = '{ "scripts": { "test": "mocha" } }';

  async function packagesOf(files: Record<string, string>): Promise<readonly string[]> {
    const project = new Project(files);
    const { packages } = await planOf(project);
    return packages.map(({ owner }) => owner.directory.slice(project.root.length + 1));
  }

  it.each([
    ['npm', { 'package.json': '{ "workspaces": ["apps/*", "!apps/old"] }' }],
    ['yarn', { 'package.json': '{ "workspaces": { "packages": ["apps/*", "!apps/old"] } }' }],
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - "!apps/old"\n' }],
  ])('are the members of a workspace of %s', async (_, root) => {
    expect(
      await packagesOf({
        ...root,
        'apps/a/package.json': MOCHA,
        'apps/old/package.json': MOCHA,
        'b/package.json': MOCHA,
      }),
    ).toEqual(['apps/a']);
  });

  it('are nested packages too, but not examples and inputs of tests', async () => {
    expect(
      await packagesOf({
        'client/package.json': MOCHA,
        'server/api/package.json': MOCHA,
        'examples/a/package.json': MOCHA,
        'server/test/fixtures/package.json': MOCHA,
        'client/tests/inputs/package.json': MOCHA,
        'client/node_modules/x/package.json': MOCHA,
      }),
    ).toEqual(['client', 'server/api']);
  });

  it('are what was named, whatever it is called', async () => {
    const project = new Project({ 'package.json': '{}', 'examples/a/package.json': MOCHA });
    const { packages } = await planOf(project, { folders: [project.at('examples/a')] });
    expect(packages).toHaveLength(1);
  });

  it('are told where one is broken, and the others are set up', async () => {
    const project = new Project({ 'a/package.json': '{ "name": }', 'b/package.json': MOCHA });
    const { packages, problems } = await planOf(project);
    expect(packages).toHaveLength(1);
    expect(problems).toEqual([
      {
        path: project.at('a/package.json'),
        message: 'it is not valid JSON: value expected in line 1, column 11',
      },
    ]);
  });
});

describe('what is written', () => {
  const before = '\uFEFF{\r\n\t"scripts": { "test": "node --test" }\r\n}';
  const after =
    '\uFEFF{\r\n\t"scripts": { "test": "node --import @cogniverse/test-setup/node --test" },\r\n\t"devDependencies": {\r\n\t\t"@cogniverse/test-setup": "^1.2.3"\r\n\t}\r\n}';

  it('keeps byte order mark, line ends, indentation, mode and links', async () => {
    const project = new Project({ 'real/manifest.json': before });
    chmodSync(project.at('real/manifest.json'), 0o640);
    symlinkSync('real/manifest.json', project.at('package.json'));
    await setUp(project);
    expect(readFileSync(project.at('real/manifest.json'), 'utf8')).toBe(after);
    expect(statSync(project.at('real/manifest.json')).mode & 0o777).toBe(0o640);
  });

  it('does not leave the project through links', async () => {
    const outside = new Project({ 'vitest.config.ts': 'export default {};\n' });
    const project = new Project({ 'package.json': manifest('"scripts": { "test": "vitest" }') });
    symlinkSync(outside.at('vitest.config.ts'), project.at('vitest.config.ts'));
    const { changes, packages } = await setUp(project);
    expect(changes).toEqual([]);
    expect(packages[0]?.steps).toMatchObject([{ kind: 'manual', reason: 'it links out of the project' }]);
  });

  it('does not leave the project by a path that a script names', async () => {
    const outside = new Project({ 'vitest.config.ts': 'export default {};\n' });
    const script = `vitest -c ${outside.at('vitest.config.ts')}`;
    const project = new Project({ 'package.json': manifest(`"scripts": { "test": "${script}" }`) });
    expect((await setUp(project)).packages[0]?.steps).toMatchObject([
      { kind: 'manual', reason: 'it lies outside of the project', isMissing: true },
    ]);
  });

  it('is nothing for a folder that is only built later', async () => {
    const project = new Project({ 'package.json': manifest('"scripts": { "test": "cd dist && mocha" }') });
    expect((await planOf(project)).packages).toEqual([]);
  });

  it('is all or nothing', async () => {
    const project = new Project({
      'package.json': '{ "scripts": { "test": "vitest" } }',
      'vitest.config.js': 'export default {};\n',
    }).commit();
    project.write({ 'package.json': '{ "scripts": { "test": "vitest" }, "name": "a" }' });
    await expect(setUp(project)).rejects.toThrow('uncommitted changes');
    expect(project.read('vitest.config.js')).toBe('export default {};\n');
  });

  it('is written into folders that are not packages', async () => {
    const project = new Project({ 'package.json': manifest('"scripts": { "t": "cd sub && mocha" }') });
    mkdirSync(project.at('sub'));
    expect(Object.keys(changed(project, await setUp(project)))).toEqual(['sub/.mocharc.json']);
  });
});
