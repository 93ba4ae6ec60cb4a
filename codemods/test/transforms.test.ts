import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { BEFORE, Project } from './support/project.ts';

const require = createRequire(import.meta.url);
const JSCODESHIFT = require.resolve('jscodeshift/bin/jscodeshift.js');
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

const SUITE = [
  "import { Worker } from 'node:worker_threads';",
  "import { AutoModel } from '@huggingface/transformers';",
  "import { it } from 'vitest';",
  '',
  "it('loads', async () => {",
  "  const { readFile } = await import('node:fs/promises');",
  "  await AutoModel.from_pretrained('vidore/colpali-v1.2', await readFile('a'));",
  '});',
  '',
  "it('works', async () => {",
  "\tconst worker = new Worker('./a.js');",
  '\tawait worker.terminate();',
  '});',
  '',
].join('\n');

const FILES: Record<string, string> = {
  'a.test.ts': SUITE,
  'clean.test.ts': 'export {};\n',
  'crlf.test.ts': SUITE.replaceAll('\n', '\r\n'),
  'mark.test.ts': `\uFEFF${SUITE}`,
  'shebang.test.ts': `#!/usr/bin/env node\n${SUITE}`,
  'broken.test.ts': `${SUITE}const a = ;\n`,
  'separator.test.ts': `const s = 'a\u2028b';\n${SUITE}`,
  'types.test.ts': `const a = <string>b;\n${SUITE}`,
};

/** The files of a project after the stock jscodeshift has run one of the transforms on it. */
function jscodeshift(command: string, ...args: string[]): { said: string; files: Record<string, string> } {
  const project = new Project(FILES);
  mkdirSync(project.at('node_modules'));
  symlinkSync(PACKAGE, project.at('node_modules/cogniverse-codemod'));
  const transform = path.join('node_modules', 'cogniverse-codemod', 'transforms', `${command}.cjs`);
  const names = Object.keys(FILES);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [JSCODESHIFT, '--transform', transform, ...args, ...names],
    {
      cwd: project.root,
      encoding: 'utf8',
    },
  );
  return { said: stdout + stderr, files: read(project) };
}

/** The same, after the program's own command. */
function codemod(command: string): Record<string, string> {
  const project = new Project(FILES);
  project.run([command]);
  return read(project);
}

function read(project: Project): Record<string, string> {
  return Object.fromEntries(Object.keys(FILES).map((name) => [name, project.read(name)]));
}

describe('the stock jscodeshift', () => {
  it.each(['fix-imports', 'add-timeouts', 'replace-models', 'manage-threads'])(
    'writes with %s what the command writes, to the byte',
    (command) => {
      const { said, files } = jscodeshift(command);
      expect(said).toContain('0 errors');
      expect(said).toContain('6 ok');
      expect(files).toEqual(codemod(command));
      expect(files['a.test.ts']).not.toBe(SUITE);
    },
  );

  it('works without Babel too, and with a parser that would not take the files', () => {
    expect(jscodeshift('replace-models', '--no-babel', '--parser', 'flow').files).toEqual(
      codemod('replace-models'),
    );
  });

  it('leaves bytes alone that are not UTF-8', () => {
    const bytes = Buffer.from(`${BEFORE}// caf\xe9\n`, 'latin1');
    const project = new Project({ 'a.test.ts': bytes });
    const transform = path.join(PACKAGE, 'transforms/replace-models.cjs');
    spawnSync(process.execPath, [JSCODESHIFT, '--transform', transform, 'a.test.ts'], { cwd: project.root });
    expect(Buffer.from(project.read('a.test.ts'), 'utf8').length).toBeGreaterThan(bytes.length);
    expect(project.read('a.test.ts')).toContain('colpali-v1.2');
  });

  it('tells of a policy that is not valid', () => {
    const project = new Project({ 'a.test.ts': BEFORE, 'cogniverse.config.json': '{ "modles": {} }' });
    const transform = path.join(PACKAGE, 'transforms/replace-models.cjs');
    const { stdout } = spawnSync(process.execPath, [JSCODESHIFT, '--transform', transform, 'a.test.ts'], {
      cwd: project.root,
      encoding: 'utf8',
    });
    expect(stdout).toContain('1 errors');
    expect(project.read('a.test.ts')).toBe(BEFORE);
  });
});
