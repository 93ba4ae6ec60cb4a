import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, DENIED, Project, REPLACEMENT } from './support/project.ts';

interface Message {
  readonly message: string;
  readonly fatal?: boolean;
  readonly line: number;
  readonly column: number;
}

/** What a run of `check` reports of each file. */
function check(project: Project): Record<string, readonly Message[]> {
  const { stdout } = project.run(['check', '--rule', 'allowed-models', '--format', 'json']);
  const results = JSON.parse(stdout) as { filePath: string; messages: Message[] }[];
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [filePath.slice(project.root.length + 1), messages]),
  );
}

describe('syntax that is read, whatever the extension', () => {
  const before: Record<string, string> = {
    'jsx.test.js': `const a = <div title="x">{1}</div>;\n${BEFORE}`,
    'typescript.test.js': `const a: number = 1;\nenum B { C }\n${BEFORE}`,
    'flow.test.js': `// @flow\nimport type { A } from './a';\nconst a = (b: ?string): void => {};\n${BEFORE}`,
    'assertion.test.js': `const a = <any>b;\n${BEFORE}`,
    'assertion.test.ts': `const a = <any>b;\n${BEFORE}`,
    'generic.test.tsx': `const a = <T,>(b: T) => <div>{b}</div>;\n${BEFORE}`,
    'new-syntax.test.ts': [
      'const a = { b: 1 } satisfies object, c = [1] as const, d = a!.b;',
      'class E { accessor f = 1; @dec() g() {} }',
      'async () => { using h = i; await using j = k; };',
      "import defer * as l from 'l';",
      "import source m from 'm';",
      "import n from './n.json' with { type: 'json' };",
      "import o from './o.json' assert { type: 'json' };",
      "type P = typeof import('p', { with: { 'resolution-mode': 'import' } });",
      BEFORE,
    ].join('\n'),
    'modules.test.ts': [
      "import x = require('x');",
      'namespace N { export const a = 1 }',
      "declare module 'm' { const a: string }",
      BEFORE,
    ].join('\n'),
    'sloppy.test.js': [
      "var a = 010, b = '\\251', await = 1;",
      'with (a) { b }',
      'function f(a, a) {}',
      'if (a) return;',
      script(),
    ].join('\n'),
    'html.test.js': `<!-- comment\nvar await = 1;\n${script()}`,
    'sloppy.test.cjs': `delete a;\n${script()}`,
    'module.test.cjs': BEFORE,
    'asi.test.js': `const r = c => ({ a: 1 })\n{ f() }\n${BEFORE}`,
    'asi.test.ts': `const r = (c: number) => ({ a: 1 })\n{ f() }\n${BEFORE}`,
  };

  /** The suite as CommonJS, since `import` would make a module of it. */
  function script(): string {
    return BEFORE.replace(/import (.*) from (.*);/g, 'const $1 = require($2);');
  }

  it('is fixed in all these files', () => {
    const project = new Project(before);
    expect(project.run(['replace-models'])).toMatchObject({ exitCode: 0 });
    const after = Object.keys(before).map((name) => [name, project.read(name)]);
    const expected = Object.entries(before).map(([name, text]) => [name, text.replace(DENIED, REPLACEMENT)]);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(expected));
  });
});

describe('syntax errors', () => {
  it('are reported at their place, and the file is left alone', () => {
    const files = {
      'native.test.js': `${BEFORE}%DebugPrint(x);\n`,
      'at.test.js': `${BEFORE}@@iterator\n`,
      'far.test.ts': `${BEFORE}\nconst a = ;\n`,
      'crlf.test.ts': `${BEFORE}\nconst a = ;\n`.replaceAll('\n', '\r\n'),
      'tsx-only.test.ts': `const a = <div>1</div>;\n${BEFORE}`,
    };
    const project = new Project({ ...files, 'good.test.ts': BEFORE });
    const { exitCode, stdout } = project.run(['replace-models']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Parsing error: Unexpected token');
    for (const [name, text] of Object.entries(files)) expect(project.read(name)).toBe(text);
    expect(project.read('good.test.ts')).toBe(AFTER);

    const messages = check(project);
    const lines = BEFORE.split('\n').length;
    expect(messages['native.test.js']).toMatchObject([{ fatal: true, line: lines, column: 1 }]);
    expect(messages['far.test.ts']).toMatchObject([{ fatal: true, line: lines + 1, column: 11 }]);
    expect(messages['crlf.test.ts']).toMatchObject([{ fatal: true, line: lines + 1, column: 11 }]);
    expect(messages['good.test.ts']).toEqual([]);
  });
});

describe('code without measure', () => {
  const deep = (depth: number): string => `${'[\n'.repeat(depth)}${']\n'.repeat(depth)};\n${BEFORE}`;

  it('that is nested too deeply costs its own file only', () => {
    const project = new Project({
      'a.test.ts': BEFORE,
      'deep.test.ts': deep(2_500),
      'deeper.test.ts': deep(400_000),
      'chain.test.ts': `a${'\n.b()'.repeat(5_000)};\n${BEFORE}`,
      'z.test.ts': BEFORE,
    });
    const { exitCode, stdout, stderr } = project.run(['replace-models']);
    expect(stderr).toMatch(
      /^deeper\.test\.ts: the process that read it crashed \(its code may be nested too deeply/m,
    );
    expect(exitCode).toBe(2);
    expect(project.read('a.test.ts')).toBe(AFTER);
    expect(project.read('z.test.ts')).toBe(AFTER);
    expect(project.read('deeper.test.ts')).toBe(deep(400_000));
    expect(project.read('deep.test.ts')).toBe(deep(2_500).replace(DENIED, REPLACEMENT));
    expect(stdout).toContain(
      'chain.test.ts:1:1  error\n  Parsing error: the code is nested too deeply to be analysed\n',
    );
  });

  it('with thousands of findings is fixed in one pass', () => {
    const calls = `AutoModel.from_pretrained('${DENIED}');\n`.repeat(1_999);
    const project = new Project({ 'a.test.ts': BEFORE + calls });
    expect(project.run(['replace-models'])).toMatchObject({
      exitCode: 0,
      stdout: 'fixed 2,000 findings in a.test.ts\n',
    });
    expect(project.read('a.test.ts')).toBe((BEFORE + calls).replaceAll(DENIED, REPLACEMENT));
  });

  it('of a megabyte in one line is left alone', () => {
    const project = new Project({ 'a.test.ts': BEFORE.replaceAll('\n', ' ') + '0;'.repeat(500_000) });
    expect(project.run(['replace-models']).stderr).toContain('1 skipped (1 minified)');
  });
});
