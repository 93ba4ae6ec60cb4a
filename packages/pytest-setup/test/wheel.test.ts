import { readdirSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { makeProject, plugin, pytestWithPlugin, runProgram } from './run-pytest.ts';

it('what pip installs is all of the plugin, and nothing else', async (context) => {
  const environment = await pytestWithPlugin();
  if ('absent' in environment) {
    context.skip(environment.absent);
    return;
  }
  const folder = makeProject({});
  // The environment has no pip of its own.
  const base = { python: 'python3', env: { ...environment.env, PATH: process.env['PATH'] } };
  const build = ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--disable-pip-version-check', plugin];
  expect(await runProgram(base, folder, build)).toMatchObject({ status: 0 });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
  const list = 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep="\\n")';
  const { output } = await runProgram(base, folder, ['-c', list, wheel]);
  const packed = output.trim().split('\n');
  const source = path.join(plugin, 'src');
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:py|json|typed)$/.test(entry.name))
    .map((entry) => path.relative(source, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const [own, others] = [packed.filter((name) => files.includes(name)), packed.filter((name) => !files.includes(name))];
  expect(own.toSorted()).toEqual(files.toSorted());
  expect(others.map((name) => path.posix.dirname(name))).toSatisfy((folders: string[]) =>
    folders.every((name) => name.startsWith('pytest_cogniverse-') && name.includes('.dist-info')),
  );
  expect(packed).toContain('pytest_cogniverse/guide.json');
});
