import { chmodSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { Project } from '../support/project.ts';

const BEFORE = [
  "import { Worker } from 'node:worker_threads';",
  "import { it } from 'vitest';",
  '',
  "it('runs', async () => {",
  "\tconst worker = new Worker('./a.js');",
  '\tawait worker.terminate();',
  '});',
  '',
].join('\r\n');
const AFTER = BEFORE.replace(
  "{ Worker } from 'node:worker_threads'",
  "{ managedWorker } from '@cogniverse/test-setup'",
).replace('new Worker', 'managedWorker');
const LEFT = `${BEFORE}export const stray = new Worker('./b.js');\r\n`;
const HAS_SETUP = { 'package.json': '{ "devDependencies": { "@cogniverse/test-setup": "*" } }' };

describe('manage-threads', () => {
  it('leaves a worker alone where the project has a runner without a set-up', () => {
    const text = BEFORE.replace("import { it } from 'vitest';\r\n", '');
    const project = new Project({ 'package.json': '{ "devDependencies": { "jasmine": "5" } }', 'a.test.ts': text });
    const { exitCode, stdout } = project.run(['manage-threads']);
    expect(stdout).toContain('Left as it is: the set-up is not made for Jasmine.');
    expect(exitCode).toBe(1);
    expect(project.read('a.test.ts')).toBe(text);
  });

  it('writes what it changes, and no other file', () => {
    const project = new Project({
      ...HAS_SETUP,
      'a.test.ts': BEFORE,
      'b.test.py': 'import threading\nthreading.Thread()\n',
    });
    chmodSync(project.at('a.test.ts'), 0o755);
    const { exitCode, stdout, stderr } = project.run(['manage-threads']);
    expect(stdout).toBe('fixed 1 finding in a.test.ts\n');
    expect(stderr).toMatch(/^2 files listed, 2 read, 1 parsed, 1 changed, 0 skipped/);
    expect(exitCode).toBe(0);
    expect(project.read('a.test.ts')).toBe(AFTER);
    expect(statSync(project.at('a.test.ts')).mode & 0o777).toBe(0o755);
    expect(project.run(['manage-threads'])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('writes nothing when asked not to', () => {
    const project = new Project({ ...HAS_SETUP, 'a.test.ts': BEFORE });
    const listed = project.run(['manage-threads', '--dry-run']);
    expect(listed).toMatchObject({ exitCode: 1, stdout: 'would fix 1 finding in a.test.ts\n' });
    const { exitCode, stdout } = project.run(['manage-threads', '--diff']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("\n-import { Worker } from 'node:worker_threads';\r\n+import { managedWorker }");
    expect(project.read('a.test.ts')).toBe(BEFORE);
  });

  it('lists what it leaves, with the reason, in every form', () => {
    const project = new Project({ ...HAS_SETUP, 'a.test.ts': LEFT });
    const { exitCode, stdout } = project.run(['manage-threads', '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        errorCount: 1,
        messages: [
          {
            ruleId: 'cogniverse/no-manual-threads',
            line: 9,
            message: expect.stringMatching(/Left as it is: it is exported\.$/) as string,
          },
        ],
      },
    ]);
    const { 0: first, length } = project.read('a.test.ts').split('\r\n');
    expect({ first, length }).toEqual({
      first: BEFORE.split('\r\n')[0],
      length: LEFT.split('\r\n').length + 1,
    });
  });

  it('says where the package is missing that the tests import then', () => {
    const project = new Project({ 'package.json': '{}', 'test/a.test.ts': BEFORE });
    const hint = 'This project does not have @cogniverse/test-setup yet';
    expect(project.run(['manage-threads', '--dry-run']).stderr).toContain(hint);
    project.write({ 'node_modules/@cogniverse/test-setup/package.json': '{}' });
    expect(project.run(['manage-threads', '--dry-run']).stderr).not.toContain(hint);
  });

  it('changes with --unsafe what may make a difference', () => {
    const text = BEFORE.replace('\tawait worker.terminate();\r\n', '');
    const project = new Project({ ...HAS_SETUP, 'a.test.ts': text });
    expect(project.run(['manage-threads']).stdout).toContain('the test does not wait for it');
    expect(project.run(['manage-threads', '--unsafe'])).toMatchObject({ exitCode: 0 });
    expect(project.read('a.test.ts')).toBe(AFTER.replace('\tawait worker.terminate();\r\n', ''));
  });

  it('fixes the text on standard input', () => {
    const project = new Project(HAS_SETUP);
    const { stdout } = project.run(['manage-threads', '--stdin-filename', 'a.test.ts'], { input: BEFORE });
    expect(stdout).toBe(AFTER);
  });

  it('leaves a file with uncommitted changes alone', () => {
    const project = new Project({ ...HAS_SETUP, 'a.test.ts': '' }).commit().write({ 'a.test.ts': BEFORE });
    const { exitCode, stderr } = project.run(['manage-threads']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a.test.ts: not written');
    expect(project.read('a.test.ts')).toBe(BEFORE);
  });

  it('tells of code that cannot be read', () => {
    const project = new Project({ ...HAS_SETUP, 'a.test.ts': `${BEFORE}let a = ;\n` });
    const { exitCode, stdout } = project.run(['manage-threads']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Parsing error');
  });

  it('alone loads jscodeshift, and only for files with findings', () => {
    const hook = fileURLToPath(new URL('../support/log-requires.cjs', import.meta.url));
    const loads = (command: string, text: string): boolean => {
      const project = new Project({ ...HAS_SETUP, 'a.test.ts': text, 'requires.txt': '' });
      project.run([command, '--dry-run'], {
        env: { NODE_OPTIONS: `--require=${hook}`, LOG_REQUIRES: project.at('requires.txt') },
      });
      return /^jscodeshift/m.test(readFileSync(project.at('requires.txt'), 'utf8'));
    };
    expect(loads('manage-threads', BEFORE)).toBe(true);
    expect(loads('manage-threads', AFTER)).toBe(false);
    expect(loads('fix', BEFORE)).toBe(false);
  });
});
