import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { GitRepository } from './git-repository.ts';
import { recipe } from './hook-recipes.ts';
import { expectExit, runWith } from './project.ts';
import { type Registry, startRegistry } from './registry.ts';

const TEST = `import { AutoModel } from '@huggingface/transformers';
import { expect, it } from 'vitest';

it('loads', async () => {
  expect(await AutoModel.from_pretrained('vidore/colsmol-500m')).toBeDefined();
}, 60_000);
`;
const BAD_TEST = TEST.replace('colsmol-500m', 'colpali-v1.2');
/** The same in a file that is no test. */
const PRODUCT = `import { AutoModel } from '@huggingface/transformers';

await AutoModel.from_pretrained('vidore/colpali-v1.2');
`;
const VERSIONS = ['husky@9.1.7', 'lint-staged@16.3.4', 'lefthook@2.2.2', 'cogniverse-codemod'];

let registry: Registry;
let installed: string;

beforeAll(async () => {
  registry = await startRegistry(inject('installed').tarballs);
  installed = await mkdtemp(path.join(tmpdir(), 'cogniverse-hooks-'));
  await writeFile(path.join(installed, 'package.json'), '{ "private": true }\n');
  const options = ['--save-dev', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  expectExit(await runWith(registry.environment, installed, 'npm', 'install', ...options, ...VERSIONS), 0);
});

afterAll(async () => {
  await registry.close();
  await rm(installed, { recursive: true, force: true });
});

/** A repository with a committed test, in which a recipe of the page has been followed. */
async function repositoryWith(heading: string): Promise<GitRepository> {
  const repository = await GitRepository.make(registry.environment, installed);
  await symlink(path.join(installed, 'node_modules'), path.join(repository.root, 'node_modules'), 'junction');
  await repository.write({ 'package.json': '{ "private": true }\n', '.gitignore': 'node_modules\n' });
  await repository.write({ 'a.test.ts': TEST, 'b.test.ts': TEST, 'product.ts': '' });
  await repository.commitAll('all');
  for (const step of recipe(heading)) {
    if (step.kind === 'write') await repository.write({ [step.file]: step.text });
    // What is installed is so for all of them.
    else expectExit(await repository.run('sh', '-ec', step.script.replaceAll(/^npm install .*$/gm, '')), 0);
  }
  await repository.commitAll('hook');
  return repository;
}

describe.concurrent('the recipe for', () => {
  it.each(['husky', 'husky with lint-staged', 'lefthook', 'git alone'])('%s', async (heading) => {
    const repository = await repositoryWith(heading);
    await repository.write({ 'a.test.ts': BAD_TEST, 'product.ts': PRODUCT });
    await repository.git('add', '.');
    // Mended, but not staged.
    await repository.write({ 'a.test.ts': TEST, 'b.test.ts': `${TEST}// unstaged\n` });
    const refused = await repository.run('git', 'commit', '-m', 'bad');
    expectExit(refused, 1);
    const said = refused.stdout + refused.stderr;
    expect(said).toContain('cogniverse/allowed-models');
    expect(said).not.toMatch(/product\.ts.*finding/);
    expect(await repository.git('log', '-1', '--format=%s')).toBe('hook\n');
    expect(await repository.read('a.test.ts')).toBe(TEST);
    expect(await repository.git('show', ':a.test.ts')).toBe(BAD_TEST);
    await repository.git('add', 'a.test.ts');
    await repository.write({ 'a.test.ts': BAD_TEST });
    expectExit(await repository.run('git', 'commit', '-m', 'good'), 0);
    expect(await repository.git('show', 'HEAD:product.ts')).toBe(PRODUCT);
    expect(await repository.read('a.test.ts')).toBe(BAD_TEST);
    expect(await repository.read('b.test.ts')).toBe(`${TEST}// unstaged\n`);
  });
});

describe.concurrent('mending in the hook of', () => {
  it.each([
    ['husky', '.husky/pre-commit', 'fix --staged'],
    ['husky with lint-staged', '.lintstagedrc.yaml', 'fix --force-exclude --allow-dirty'],
    ['lefthook', 'lefthook.yml', 'fix --staged'],
  ])('%s', async (heading, file, fix) => {
    const repository = await repositoryWith(heading);
    const before = await repository.read(file);
    await repository.write({ [file]: before.replace(/check --(?:staged|force-exclude)/, fix) });
    await repository.commitAll('fix');
    await repository.write({ 'a.test.ts': BAD_TEST, 'b.test.ts': BAD_TEST, 'c.txt': 'c' });
    await repository.git('add', '.');
    await repository.write({ 'a.test.ts': `// unstaged\n\n${BAD_TEST}` });
    expectExit(await repository.run('git', 'commit', '-m', 'mended'), 0);
    expect(await repository.git('show', 'HEAD:a.test.ts', 'HEAD:b.test.ts')).toBe(TEST + TEST);
    expect(await repository.git('diff', '--cached')).toBe('');
    expect(await repository.read('a.test.ts')).toBe(`// unstaged\n\n${TEST}`);
    expect(await repository.read('b.test.ts')).toBe(TEST);
  });
});
