import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { PROGRAM } from './support/project.ts';

/** Runs the program in a Node.js that says it is of another version. */
function runIn(version: string): { readonly status: number | null; readonly said: string } {
  const script = `
    Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });
    await import(${JSON.stringify(pathToFileURL(PROGRAM))});
  `;
  const args = ['--input-type=module', '--eval', script];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, said: stderr };
}

it.each(['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1'])('says that Node.js %s does not do', (version) => {
  const { status, said } = runIn(version);
  expect(said).toBe(
    'cogniverse-codemod needs Node.js ^20.19.0 || ^22.13.0 || >=24.0.0; ' +
      `${process.execPath} is ${version}\n`,
  );
  expect(status).toBe(2);
});

it.each(['20.19.0', '22.13.0', '24.0.0', '26.1.0'])('runs in Node.js %s', (version) => {
  expect(runIn(version).said).toContain('Name a command');
});
