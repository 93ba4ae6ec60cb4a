import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { lintResult, type FileResult, type RunReport } from '../../src/engine/results.ts';
import { full } from '../../src/reporters/full/full.ts';
import type { ReportContext } from '../../src/reporters/reporter.ts';
import { BEFORE, Project } from '../support/project.ts';

const CONTEXT: ReportContext = { cwd: '/p', colour: false, width: undefined, most: 50 };

function report(results: readonly FileResult[]): RunReport {
  return { results, skipped: [], problems: [], counts: { listed: 1, read: 1, parsed: 1, changed: 0 } };
}

function message(rule: string, extra: Partial<Linter.LintMessage> = {}): Linter.LintMessage {
  return { ruleId: `cogniverse/${rule}`, severity: 2, message: 'Text.', line: 1, column: 1, ...extra };
}

function result(filePath: string, messages: readonly Linter.LintMessage[], source = 'code();'): FileResult {
  return { root: '/p', lint: lintResult(filePath, { messages, suppressedMessages: [] }, { source }) };
}

const FIX = { range: [0, 1], text: '' } as const;
const fixable = { fix: { range: [...FIX.range], text: FIX.text } } satisfies Partial<Linter.LintMessage>;
const suggested = { suggestions: [{ desc: 'Do it otherwise.', ...fixable }] } satisfies Partial<Linter.LintMessage>;

describe('the full report', () => {
  it('shows a finding with its place, code and remedy, then the sums', () => {
    const project = new Project({ 'sub/a.test.ts': `\uFEFF${BEFORE.replaceAll('\n', '\r\n')}` });
    expect(project.run(['check']).stdout).toBe(
      [
        'sub/a.test.ts (1 finding)',
        '',
        'sub/a.test.ts:5:42  error  cogniverse/allowed-models',
        "  Tests may not load 'vidore/colpali-v1.2', which reaches `AutoModel.from_pretrained()`: large models " +
          "hang or crash test runs. Use 'vidore/colsmol-500m' instead.",
        '',
        "    4 | it('loads', async () => {",
        "  > 5 |   expect(await AutoModel.from_pretrained('vidore/colpali-v1.2')).toBeDefined();",
        `      | ${' '.repeat(41)}${'^'.repeat(21)}`,
        '    6 | }, 60_000);',
        '',
        '  fix: cogniverse-codemod replace-models',
        '',
        '✖ 1 finding in 1 file',
        '',
        '  findings  rule            fixable  cogniverse-codemod …',
        '         1  allowed-models        1  replace-models',
        '',
        'cogniverse-codemod replace-models fixes 1 of them; with --diff it shows the changes first.',
        '',
      ].join('\n'),
    );
  });

  it('shows the text of standard input, which no file has', () => {
    const project = new Project({ 'a.test.ts': 'other();\n' });
    const { stdout } = project.run(['check', '--stdin-filename', 'a.test.ts'], { input: BEFORE });
    expect(stdout).toContain("  > 5 |   expect(await AutoModel.from_pretrained('vidore/colpali-v1.2'))");
  });

  it('shows what a fix leaves in the text that it made', () => {
    const late = BEFORE.replace('  expect', "  const worker = new Worker('x');\n  expect").replace(
      'import {',
      "import { Worker } from 'node:worker_threads';\nimport {",
    );
    const project = new Project({ 'a.test.ts': late });
    const { stdout } = project.run(['fix']);
    expect(stdout).toContain("  > 6 |   const worker = new Worker('x');");
    expect(stdout).toContain("    7 |   expect(await AutoModel.from_pretrained('vidore/colsmol-500m'))");
    expect(stdout).toContain('  codemod: cogniverse-codemod manage-threads\n');
    expect(stdout).toContain('\nfixed 1 finding in a.test.ts\n');
  });

  it('says of each finding what can be done, and by which command', () => {
    const python = result('/p/test_a.py', [
      message('no-manual-threads'),
      message('registered-markers', suggested),
      message('require-async-timeout', suggested),
    ]);
    const script = result('/p/a.test.ts', [
      message('no-manual-threads'),
      message('unique-tenant-ids', { message: 'Text. Left as it is: a reason.' }),
      message('thread-env-before-imports', fixable),
    ]);
    const around = result('/p/Dockerfile', [message('ci-time-limit')]);
    const text = full(report([python, script, around]), CONTEXT);
    expect(text.match(/^ {2}(?:fix|codemod|suggestion): .*/gm)).toEqual([
      '  suggestion: Do it otherwise. (cogniverse-codemod fix --rule registered-markers --unsafe, or in the editor)',
      '  suggestion: Do it otherwise. (cogniverse-codemod add-timeouts --unsafe, or in the editor)',
      '  codemod: cogniverse-codemod manage-threads',
      '  fix: cogniverse-codemod fix --rule thread-env-before-imports',
      '  codemod: cogniverse-codemod setup --ci',
    ]);
  });

  it('adds up by rule, the most frequent first', () => {
    const messages = [
      message('require-async-timeout', fixable),
      message('require-async-timeout', suggested),
      message('require-async-timeout'),
      message('no-late-system-imports', fixable),
      message('no-late-system-imports', { ...fixable, severity: 1 }),
      message('no-shared-test-state'),
    ];
    const text = full(report([result('/p/test_a.py', messages)]), CONTEXT);
    expect(text.slice(text.indexOf('✖'))).toBe(
      [
        '✖ 6 findings in 1 file (5 errors, 1 warning)',
        '',
        '  findings  rule                    fixable  with --unsafe  cogniverse-codemod …',
        '         3  require-async-timeout         1              1  add-timeouts',
        '         2  no-late-system-imports        2                 fix-imports',
        '         1  no-shared-test-state                            by hand',
        '',
        'cogniverse-codemod fix fixes 3 of them; with --diff it shows the changes first.',
        '',
      ].join('\n'),
    );
  });

  it('shows the first of many, and says what it leaves out and how to see it', () => {
    const many = Array.from({ length: 40 }, () => message('require-async-timeout'));
    const results = [result('/p/a.test.ts', many), result('/p/b.test.ts', many), result('/p/c.test.ts', many)];
    const text = full(report(results), CONTEXT);
    expect(text.match(/^[abc]\.test\.ts:1:1 {2}error/gm)).toHaveLength(50);
    expect(text).not.toContain('c.test.ts');
    expect(text).toContain('       120  require-async-timeout');
    expect(text).toMatch(/\nOnly the first 50 of 120 findings are shown above\. .*--max-findings all.*--format stylish/);
    expect(full(report(results), { ...CONTEXT, most: Number.POSITIVE_INFINITY })).not.toContain('Only the first');
  });

  it('shows as many as are asked for, and all of them in a file', () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}.test.ts`, BEFORE]));
    const project = new Project(files);
    const frames = (text: string): number => text.match(/^ {2}> 5 \|/gm)?.length ?? 0;
    expect(frames(project.run(['check']).stdout)).toBe(50);
    expect(frames(project.run(['check', '--max-findings', '3']).stdout)).toBe(3);
    expect(frames(project.run(['check', '--max-findings', 'all']).stdout)).toBe(60);
    project.run(['check', '--output', 'report.txt']);
    expect(frames(project.read('report.txt'))).toBe(60);
  });

  it('takes a moment for 50,000 findings', () => {
    const source = 'async function test() {\n  await run();\n}\n'.repeat(50);
    const messages = Array.from({ length: 50 }, (_, index) =>
      message('require-async-timeout', { line: index * 3 + 1, endLine: index * 3 + 1, endColumn: 20, ...fixable }),
    );
    const results = Array.from({ length: 1000 }, (_, index) => result(`/p/t${index}.test.ts`, messages, source));
    const started = performance.now();
    full(report(results), { ...CONTEXT, width: 80, colour: true });
    const cut = performance.now() - started;
    full(report(results), { ...CONTEXT, width: 80, colour: true, most: Number.POSITIVE_INFINITY });
    const whole = performance.now() - started - cut;
    expect(cut).toBeLessThan(2_000);
    expect(whole).toBeLessThan(15_000);
  });

  it('breaks lines at the width of the terminal', () => {
    const words = 'word '.repeat(60).trim();
    const text = full(report([result('/p/a.test.ts', [message('x', { message: words, ...suggested })])]), {
      ...CONTEXT,
      width: 60,
    });
    expect(text.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });

  it('shows no control character of a message or of a name', () => {
    const odd = result('/p/new\nline\u001B[31m.test.ts', [message('x', { message: 'a \u001B[2J b' })]);
    const text = full(report([odd]), CONTEXT);
    expect(text).not.toContain('\u001B');
    expect(text).toContain('new\\nline\\u001b[31m.test.ts:1:1  error  cogniverse/x\n  a ␛[2J b\n');
  });

  it('names a file that could not be processed, without a line', () => {
    const failed = result('/p/a.test.ts', [{ ...message('x'), ruleId: null, line: 0, column: 0 }]);
    expect(full(report([failed]), CONTEXT)).toContain('\na.test.ts  error\n  Text.\n\n✖');
  });

  it('is silent where nothing is found', () => {
    expect(full(report([result('/p/a.test.ts', [])]), CONTEXT)).toBe('');
  });
});

describe('colours', () => {
  const project = (): Project => new Project({ 'a.test.ts': BEFORE });

  it.each<[string, NodeJS.ProcessEnv, boolean]>([
    ['off a terminal: none', {}, false],
    ['FORCE_COLOR: some', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0: none', { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR before NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['NO_COLOR: none', { NO_COLOR: '1' }, false],
  ])('%s', (_, env, isColoured) => {
    const clean = { FORCE_COLOR: undefined, NO_COLOR: undefined };
    const { stdout } = project().run(['check'], { env: { ...clean, ...env } });
    expect(stdout.includes('\u001B[')).toBe(isColoured);
  });

  it('never in a file', () => {
    const own = project();
    own.run(['check', '--output', 'report.txt'], { env: { FORCE_COLOR: '1' } });
    expect(own.read('report.txt')).not.toContain('\u001B');
  });
});
