import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { pythonEnvironment } from '../../../../test/python/environment.ts';
import { Project } from '../../support/project.ts';
import { setUp } from '../plan-of.ts';
import { type Layout, layouts } from './layouts.ts';

const PLUGIN = path.resolve(import.meta.dirname, '../../../../packages/pytest-setup');
const environment = await pythonEnvironment([
  'pytest==9.2.0',
  'pytest-asyncio==1.5.0',
  'pytest-timeout==2.4.0',
  PLUGIN,
]);
const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

/** Exit code, number of tests and output of pytest in each folder, strict about all that is configured. */
function collectIn(folders: readonly string[]): readonly [code: number, count: number, output: string][] {
  if ('absent' in environment) throw new Error(environment.absent);
  const script = path.join(import.meta.dirname, 'collect_all.py');
  const { python, env } = environment;
  const { stdout, stderr } = spawnSync(python, [script], {
    input: JSON.stringify(folders),
    env,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as [number, number, string][];
}

/** A project of a layout, set up; a second run has nothing to change. */
async function projectOf({ files }: Layout): Promise<Project> {
  const project = new Project(files).commit();
  const { problems } = await setUp(project);
  expect(problems).toEqual([]);
  return project;
}

describe('a layout is set up as it is written, and once', () => {
  it.each(layouts)('$name', async (layout) => {
    const project = await projectOf(layout);
    for (const [name, texts] of Object.entries(layout.after)) {
      const text = project.read(name);
      for (const expected of texts) expect(text).toContain(expected);
      // Nothing of what was there is gone, and a line end is what it was.
      const before = layout.files[name] ?? '';
      expect(text.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
      if (before.includes('\r\n')) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      expect(withoutNew(before, text)).toBe(before);
    }
  });
});

/** A text as far as another one holds it, in its order. */
function withoutNew(before: string, after: string): string {
  let found = 0;
  for (const character of after) if (before.startsWith(character, found)) found += character.length;
  return before.slice(0, found);
}

describe.skipIf('absent' in environment)(`all layouts${reason}`, () => {
  it('are collected by pytest, strict about markers and options', async () => {
    const expected: (readonly [name: string, folder: string, count: number])[] = [];
    const folders: string[] = [];
    for (const layout of layouts) {
      const project = await projectOf(layout);
      for (const [folder, count] of Object.entries(layout.collected)) {
        expected.push([layout.name, folder, count]);
        folders.push(project.at(folder));
      }
    }
    const found = collectIn(folders).map(([code, count, output], index) => {
      const [name = '', folder = ''] = expected[index] ?? [];
      return code === 0 ? [name, folder, count] : [name, folder, output];
    });
    expect(found).toEqual(expected);
    expect(new Set(expected.map(([name]) => name)).size).toBeGreaterThanOrEqual(20);
  });
});
