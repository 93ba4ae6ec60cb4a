import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, Project } from './support/project.ts';

const args = (command: string, ...more: string[]): string[] => [
  command,
  '--stdin-filename',
  'src/a.test.ts',
  ...more,
];

describe('--stdin-filename', () => {
  it('check reports on the text as the file that it names', () => {
    const { exitCode, stdout } = new Project().run(args('check', '--format', 'json'), { input: BEFORE });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('src/a.test.ts');
  });

  it('a codemod prints the fixed text and reports elsewhere', () => {
    const project = new Project({ 'src/a.test.ts': 'on disk' });
    expect(project.run(args('replace-models'), { input: BEFORE })).toMatchObject({
      exitCode: 0,
      stdout: AFTER,
    });
    expect(project.read('src/a.test.ts')).toBe('on disk');
  });

  it('a codemod prints what it can not fix as it is', () => {
    const broken = `\uFEFF${BEFORE}const a = ;`;
    const { exitCode, stdout, stderr } = new Project().run(args('replace-models'), { input: broken });
    expect(stdout).toBe(broken);
    expect(stderr).toContain('Parsing error');
    expect(exitCode).toBe(1);
    expect(new Project().run(args('replace-models'), { input: AFTER })).toMatchObject({
      exitCode: 0,
      stdout: AFTER,
    });
  });

  it('--diff prints a patch, --dry-run a report', () => {
    const project = new Project();
    expect(project.run(args('replace-models', '--diff'), { input: BEFORE }).stdout).toContain(
      '+++ b/src/a.test.ts\n',
    );
    expect(project.run(args('replace-models', '--dry-run'), { input: BEFORE }).stdout).toContain(
      'would fix 1 finding',
    );
  });

  it('tells why it can not take a text', () => {
    const project = new Project();
    const latin1 = Buffer.from(`${BEFORE}// caf\xe9`, 'latin1');
    expect(project.run(args('replace-models'), { input: latin1 }).stderr).toContain(
      'skipped: not valid UTF-8',
    );
    const { exitCode, stderr } = project.run(['check', '--stdin-filename', 'a.rb'], { input: '' });
    expect(stderr).toContain('"a.rb": not JavaScript, TypeScript or Python');
    expect(exitCode).toBe(2);
  });
});
