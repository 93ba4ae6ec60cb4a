import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { ESLint, type Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { lintResult } from '../src/engine/results.ts';
import { unifiedDiff } from '../src/reporters/diff.ts';
import { AFTER, BEFORE, DENIED, Project } from './support/project.ts';

/** ESLint with the preset as a user has it. */
function eslint(project: Project, options: ESLint.Options = {}): ESLint {
  const config: Linter.Config[] = [
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
    ...plugin.configs.recommended,
  ];
  return new ESLint({ cwd: project.root, overrideConfigFile: true, overrideConfig: config, ...options });
}

/** What ESLint's own formatter prints for the project. */
async function eslintJson(project: Project, options: ESLint.Options = {}): Promise<unknown> {
  const linter = eslint(project, options);
  const formatter = await linter.loadFormatter('json');
  return JSON.parse(await formatter.format(await linter.lintFiles('.')));
}

const FILES = {
  'a.test.ts': BEFORE,
  'b.test.ts': AFTER,
  'c.test.ts': BEFORE.replace(
    '\n  expect',
    '\n  // eslint-disable-next-line cogniverse/allowed-models -- on purpose\n  expect',
  ),
  'd.test.ts': BEFORE.replace('60_000', 'undefined'),
  'sub/e.test.ts': `\uFEFF${BEFORE.replace("'loads'", "'loads 🦙'")}`.replaceAll('\n', '\r\n'),
};

describe('json', () => {
  it("is ESLint's own, to the letter", async () => {
    const project = new Project(FILES);
    expect(JSON.parse(project.run(['check', '--format', 'json']).stdout)).toEqual(await eslintJson(project));
  });

  it("is ESLint's own of a fix that is not written", async () => {
    const project = new Project(FILES);
    const { stdout } = project.run(['fix', '--dry-run', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual(await eslintJson(project, { fix: true }));
  });

  it('is written to a file, with the folders it needs', () => {
    const project = new Project(FILES);
    const { stdout } = project.run(['check', '--format', 'json']);
    const silent = project.run(['check', '--format', 'json', '--output', 'reports/deep/report.json']);
    expect(silent.stdout).toBe('');
    expect(`${project.read('reports/deep/report.json')}\n`).toBe(stdout);
  });
});

describe('stylish', () => {
  it('names files, places and rules, and adds up', () => {
    const { stdout } = new Project(FILES).run(['check', '--rule', 'allowed-models', '--format', 'stylish']);
    expect(stdout).toMatch(
      /^a\.test\.ts\n {2}5:42 {2}error {2}.*vidore\/colpali-v1\.2.* {2}cogniverse\/allowed-models\n/,
    );
    expect(stdout).toMatch(/\n✖ 3 problems \(3 errors, 0 warnings\), 3 of which a fix command can fix\n$/);
  });

  it('is coloured only where it is asked for', () => {
    expect(new Project(FILES).run(['check', '--format', 'stylish']).stdout).not.toContain('\u001B');
  });

  it('shows odd names on one line', () => {
    const { stdout } = new Project({ 'new\nline\u001B[31m.test.ts': BEFORE }).run(['check', '--format', 'stylish']);
    expect(stdout).toMatch(/^new\\nline\\u001b\[31m\.test\.ts\n/);
  });
});

describe('github', () => {
  it('names places from the root of the repository, and escapes', () => {
    const project = new Project({ 'sub/a,b:c%.test.ts': BEFORE }).commit();
    const { stdout } = project.run(['check', '--format', 'github'], { cwd: project.at('sub') });
    const place = 'file=sub/a%2Cb%3Ac%25.test.ts,line=5,col=42,endLine=5,endColumn=63';
    const message = 'sub/a,b:c%25.test.ts:5:42: Tests may not load';
    expect(stdout.startsWith(`::error ${place},title=cogniverse/allowed-models::${message}`)).toBe(true);
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
  });

  it('shows a finding of several lines where it begins', () => {
    const call = `require(\n    'node:os',\n  )`;
    const project = new Project({
      'a.test.ts': `import { it } from 'vitest';\n\nit('a', () => {\n  ${call}.tmpdir();\n});\n`,
    });
    const { stdout } = project.run(['check', '--format', 'github']);
    expect(stdout).toMatch(/^::error file=a\.test\.ts,line=4,col=3,title=/);
  });
});

describe('gitlab', () => {
  const report = (project: Project, cwd = project.root): unknown[] =>
    JSON.parse(project.run(['check', '--format', 'gitlab'], { cwd }).stdout) as unknown[];

  it('names places from the root of the repository', () => {
    const project = new Project({ 'sub/a.test.ts': BEFORE }).commit();
    expect(report(project, project.at('sub'))).toEqual([
      {
        description: expect.stringContaining('Tests may not load') as string,
        check_name: 'cogniverse/allowed-models',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}:1$/) as string,
        severity: 'major',
        location: { path: 'sub/a.test.ts', lines: { begin: 5, end: 5 } },
      },
    ]);
  });

  it('is an empty list where nothing is found', () => {
    expect(report(new Project({ 'a.test.ts': AFTER }))).toEqual([]);
  });

  it('knows findings again when lines move, and tells like ones apart', () => {
    const line = "  expect(require('node:os').tmpdir()).toBeDefined();\n";
    const twice = `import { expect, it } from 'vitest';\n\nit('a', () => {\n${line}${line}});\n`;
    const fingerprints = (text: string): unknown[] =>
      report(new Project({ 'a.test.ts': text })).map((issue) => (issue as { fingerprint: string }).fingerprint);
    const known = fingerprints(twice);
    expect(new Set(known).size).toBe(2);
    expect(fingerprints(`// Moved down.\n\n${twice}`)).toEqual(known);
    expect(fingerprints(twice.replace("'a'", "'b'"))).not.toContain(known[0]);
  });
});

describe('sarif', () => {
  interface Log {
    runs: {
      tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } };
      invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[];
      results: {
        ruleId: string;
        ruleIndex: number;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: unknown } }[];
        fixes: {
          artifactChanges: {
            replacements: {
              deletedRegion: { charOffset: number; charLength: number };
              insertedContent: { text: string };
            }[];
          }[];
        }[];
      }[];
    }[];
  }

  it('describes rules, places from the root, and fixes', () => {
    const project = new Project({ 'sub dir/ä.test.ts': BEFORE }).commit();
    const { stdout } = project.run(['check', '--format', 'sarif'], { cwd: project.at('sub dir') });
    const [run] = (JSON.parse(stdout) as Log).runs;
    const [result] = run?.results ?? [];
    expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe('cogniverse/allowed-models');
    expect(run?.tool.driver.rules.every(({ shortDescription }) => shortDescription.text !== '')).toBe(true);
    const place = result?.locations[0]?.physicalLocation;
    expect(place?.artifactLocation.uri).toBe('sub%20dir/%C3%A4.test.ts');
    expect(place?.region).toEqual({ startLine: 5, startColumn: 42, endLine: 5, endColumn: 63 });
    const replacement = result?.fixes[0]?.artifactChanges[0]?.replacements[0];
    const { charOffset = 0, charLength = 0 } = replacement?.deletedRegion ?? {};
    const inserted = replacement?.insertedContent.text ?? '';
    const fixed = BEFORE.slice(0, charOffset) + inserted + BEFORE.slice(charOffset + charLength);
    expect(fixed).toBe(AFTER);
  });

  it('tells that something could not be carried out', () => {
    const { stdout } = new Project({ 'a.test.ts': AFTER }).run([
      'check',
      'a.test.ts',
      'none.ts',
      '--format',
      'sarif',
    ]);
    const [invocation] = (JSON.parse(stdout) as Log).runs[0]?.invocations ?? [];
    expect(invocation).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: '"none.ts" does not exist' } }],
    });
  });
});

describe('a patch', () => {
  const files: Record<string, string> = {
    'a.test.ts': BEFORE,
    'crlf.test.ts': BEFORE.replaceAll('\n', '\r\n'),
    'no final newline.test.ts': BEFORE.trimEnd(),
    'edit at the end.test.ts': `${BEFORE}AutoModel.from_pretrained('${DENIED}')`,
    'carriage returns.test.ts': `// a\rb\n${BEFORE}`,
    'mark.test.ts': `\uFEFF${BEFORE}`,
    'sub/two hunks.test.ts': `${BEFORE}${'// line\n'.repeat(20)}AutoModel.from_pretrained('${DENIED}');\n`,
    'quote".test.ts': BEFORE,
    'new\nline.test.ts': BEFORE,
    'caf\u00e9 🦙.test.ts': BEFORE,
    'tab\t.test.ts': BEFORE,
    'back\\slash.test.ts': BEFORE,
  };

  it('is one that git applies, and does what the codemod does', () => {
    const project = new Project(files).commit();
    const { stdout, exitCode } = project.run(['replace-models', '--diff']);
    expect(exitCode).toBe(1);
    expect(Object.keys(files).map((name) => project.read(name))).toEqual(Object.values(files));
    execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: project.root, input: stdout });
    const gits = project
      .git('diff', '--no-color')
      .replace(/^index .*\n/gm, '')
      .replace(/^(@@ .* @@).*/gm, '$1');
    expect(stdout).toBe(gits);
    const expected = Object.values(files).map((text) => text.replaceAll('colpali-v1.2', 'colsmol-500m'));
    expect(Object.keys(files).map((name) => project.read(name))).toEqual(expected);
    expect(project.run(['replace-models', '--diff'])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('says beside it what it would leave', () => {
    const project = new Project({ ...files, 'broken.test.ts': `${BEFORE}(`, 'same.test.ts': AFTER });
    const { stdout, stderr } = project.run(['replace-models', '--diff']);
    expect(stdout).not.toContain('broken');
    expect(stderr).toContain('1 finding in 1 file would be left; --dry-run instead of --diff shows what\n');
    expect(new Project(files).run(['replace-models', '--diff']).stderr).not.toContain('left');
  });

  it('of a hundred thousand lines is made in good time, if not the shortest', () => {
    const before = "load('a');\n// stays\n".repeat(50_000);
    const output = before.replaceAll("'a'", "'b'");
    const project = new Project({ 'a.ts': before });
    const lint = lintResult(project.at('a.ts'), { messages: [], suppressedMessages: [] });
    const change = { fixes: 1, state: 'proposed', output, source: before } as const;
    const counts = { listed: 1, read: 1, parsed: 1, changed: 1 };
    const report = { results: [{ root: project.root, lint, change }], skipped: [], problems: [], counts };
    execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: project.root, input: unifiedDiff(report) });
    expect(project.read('a.ts')).toBe(output);
  });

  it('leaves the report to --output', () => {
    const project = new Project({ 'a.test.ts': BEFORE });
    const { stdout } = project.run([
      'replace-models',
      '--diff',
      '--format',
      'json',
      '--output',
      'report.json',
    ]);
    expect(stdout).toMatch(
      /^diff --git a\/a\.test\.ts b\/a\.test\.ts\n--- a\/a\.test\.ts\n\+\+\+ b\/a\.test\.ts\n@@ -2,5 \+2,5 @@\n/,
    );
    expect(JSON.parse(readFileSync(project.at('report.json'), 'utf8'))).toMatchObject([{ output: AFTER }]);
  });
});

describe('the closing line', () => {
  it('counts, and tells why files were left alone', () => {
    const project = new Project({ ...FILES, 'dist/x.js': '', 'b.d.ts': '', 'src/none.ts': 'export {};' });
    const { stderr } = project.run(['replace-models']);
    expect(stderr).toMatch(
      /^8 files listed, 6 read, 5 parsed, 3 changed, 2 skipped \(1 build output, 1 type declarations\) in \d+\.\d s\n$/,
    );
  });
});
