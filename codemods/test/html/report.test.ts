import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { UsageError } from '../../src/errors.ts';
import { finding, pageOf, result, runOf } from './report.ts';

const TEXT = "it('a', async () => {});\nit('b', async () => {});\nit('c', async () => {});\n";
const DAY = 86_400;

beforeEach(() => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A file that is gone when the test ends. */
function fileWith(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cogniverse-report-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, 'report.html');
  writeFileSync(file, text);
  return file;
}

describe('the page', () => {
  const report = runOf([result('a.test.ts', TEXT, [finding(1), finding(2)]), result('b.test.ts', TEXT, [])]);

  it('has the figures of the run', () => {
    expect(pageOf(report).data.figures).toEqual({
      made: '2023-11-14T22:13:20.000Z',
      findings: 2,
      errors: 2,
      files: 1,
      read: 2,
      mendable: 0,
      held: 5,
      seen: 6,
      rules: { 'require-async-timeout': 2 },
    });
  });

  it('is the same to the byte for the same run', () => {
    expect(pageOf(report).html).toBe(pageOf(report).html);
  });

  it('is made now, or when SOURCE_DATE_EPOCH says', () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '');
    expect(Date.now() - Date.parse(pageOf(report).data.figures.made)).toBeLessThan(60_000);
    vi.stubEnv('SOURCE_DATE_EPOCH', 'yesterday');
    expect(() => pageOf(report)).toThrow(UsageError);
  });

  it('runs and shows only what its policy has the hashes of', () => {
    const { html } = pageOf(report);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    for (const element of ['script', 'style']) {
      const text = new RegExp(`<${element}>([^]*?)</${element}>`).exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${element}-src 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="(?!data:)/);
    expect(html).not.toMatch(/<[^>]*\son\w+=/);
  });

  it('tells of no place outside of the folder of the run', () => {
    expect(pageOf(report).html).not.toContain('/nowhere');
    const problems = [{ path: '/nowhere/suite/x.py', message: 'broken' }];
    expect(pageOf(runOf([], { problems })).data.problems).toEqual(['x.py: broken']);
  });

  it('lets nothing of a file end a script or a line', () => {
    const evil = '</script><script>alert(1)</script><!--\u2028\u2029\uD800\u202E';
    const message = finding(1, { message: evil, fix: { range: [0, 0], text: `// ${evil}\n` } });
    const { html, data, parts } = pageOf(runOf([result(`${evil}.test.ts`, `'${evil}'\n`, [message])]));
    expect(html).not.toContain('alert(1)</script>');
    expect(html).not.toMatch(/[\u2028\u2029]/);
    expect(Buffer.from(html).toString()).toBe(html);
    expect([data.messages, data.files.path]).toEqual([[evil], [`${evil}.test.ts`]]);
    expect(parts[0]?.proposals[0]?.[0]?.edits[0]?.join('')).toContain('</script>');
  });

  it('knows the section, the language and the way to mend of each finding', () => {
    const of = (rule: string, more = {}): ReturnType<typeof finding> =>
      finding(1, { ruleId: `cogniverse/${rule}`, ...more });
    const suggestions = [{ desc: 'Do it.', fix: { range: [0, 0] as [number, number], text: 'x' } }];
    const { data } = pageOf(
      runOf([
        result('.github/workflows/ci.yml', 'jobs:\n', [of('ci-thread-environment', { suggestions })]),
        result('Dockerfile', 'FROM x\n', [of('ci-thread-environment')]),
        result('a.test.ts', TEXT, [of('no-manual-threads'), of('allowed-models', { suggestions })]),
        result('b_test.py', 'x\n', [of('no-manual-threads'), of('no-late-system-imports', suggestions[0])]),
        result('c.test.js', 'x\n', [finding(0, { ruleId: null })]),
      ]),
      { project: true },
    );
    const { findings, sections, languages, files } = data;
    expect(findings.section.map((section) => sections[section]?.title)).toEqual([
      'GitHub Actions and other CI',
      'Docker testing',
      'Threads beside async tests',
      'Model loading errors',
      'Threads beside async tests',
      'Import timing',
      undefined,
    ]);
    expect(findings.mending).toEqual([3, 3, 3, 2, 0, 1, 0]);
    expect(files.language.map((language) => languages[language])).toEqual([
      'CI workflow',
      'Image',
      'TypeScript',
      'Python',
      'JavaScript',
    ]);
    expect(data.rules.find(({ name }) => name === 'no-late-system-imports')?.fixCommand).toBe('fix-imports');
  });

  it('holds nothing for held that was not looked at', () => {
    const states = (request: Parameters<typeof pageOf>[1]): readonly string[] =>
      pageOf(runOf([result('a.test.ts', TEXT, [])]), request).data.sections.map(({ isSeen, seenBy }) =>
        isSeen ? 'seen' : (seenBy ?? ''),
      );
    const plain = states({});
    expect(new Set(plain)).toEqual(new Set(['seen', 'doctor', 'check --project', 'check --preset strict']));
    expect(new Set(states({ preset: 'strict', project: true }))).toEqual(new Set(['seen', 'doctor']));
    expect(pageOf(runOf([])).data.figures).toMatchObject({ held: 0, seen: 0 });
  });
});

describe('history', () => {
  const ids = (names: readonly string[]): string =>
    names.map((name) => `it('${name}', async () => {});\n`).join('');
  const run = (names: readonly string[], file = 'a.test.ts'): ReturnType<typeof runOf> =>
    runOf([
      result(
        file,
        ids(names),
        names.map((_, index) => finding(index + 1)),
      ),
    ]);

  it('tells new findings from those that remain, wherever they moved, and counts the fixed ones', () => {
    const former = fileWith(pageOf(run(['a', 'b', 'c'])).html);
    vi.stubEnv('SOURCE_DATE_EPOCH', String(1_700_000_000 + DAY));
    const { data } = pageOf(run(['c', 'x', 'a']), { history: [former] });
    expect(data.findings.isNew).toEqual([0, 1, 0]);
    expect(data.fixed).toMatchObject([{ path: 'a.test.ts', rule: 'require-async-timeout', line: 2 }]);
    expect(data.figures).toMatchObject({ added: 1, fixed: 1 });
    expect(data.history).toMatchObject([{ findings: 3, made: '2023-11-14T22:13:20.000Z' }]);
  });

  it('is carried on, so that the last report has all of it', () => {
    let files: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      vi.stubEnv('SOURCE_DATE_EPOCH', String(1_700_000_000 + day * DAY));
      files = [
        ...files,
        fileWith(pageOf(run(['a', 'b', 'c'].slice(0, day)), { history: files.slice(-1) }).html),
      ];
    }
    vi.stubEnv('SOURCE_DATE_EPOCH', String(1_700_000_000 + 9 * DAY));
    const last = pageOf(run(['a']), { history: files.slice(-1) }).data;
    expect(last.history.map(({ findings }) => findings)).toEqual([0, 1, 2, 2 + 1]);
    expect(pageOf(run(['a']), { history: [...files].reverse() }).data.history).toEqual(last.history);
  });

  it('takes for fixed only what the run looked at', () => {
    const former = fileWith(pageOf(run(['a'])).html);
    const { data } = pageOf(run(['a'], 'b.test.ts'), { history: [former], rules: ['allowed-models'] });
    expect(data.fixed).toEqual([]);
    expect(pageOf(run([], 'b.test.ts'), { history: [former] }).data.fixed).toHaveLength(1);
  });

  it('takes nothing for fixed in a file that can not be read', () => {
    const folder = path.dirname(fileWith(''));
    writeFileSync(path.join(folder, 'a.test.ts'), 'it(');
    const before = runOf([result('a.test.ts', TEXT, [finding(1)], folder)]);
    const former = fileWith(pageOf(before, {}, folder).html);
    const broken = result('a.test.ts', 'it(', [finding(1, { ruleId: null, fatal: true })], folder);
    expect(pageOf(runOf([broken]), { history: [former] }, folder).data.fixed).toEqual([]);
    const clean = result('a.test.ts', 'it(', [], folder);
    expect(pageOf(runOf([clean]), { history: [former] }, folder).data.fixed).toHaveLength(1);
  });

  it('begins where a former report is not there, and refuses what is none', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(pageOf(run(['a']), { history: ['/nowhere/former.html'] }).data.history).toEqual([]);
    expect(said.mock.calls.join()).toMatch(/former\.html is not there/);
    said.mockRestore();
    const other = fileWith('<!doctype html><p>A page.</p>');
    expect(() => pageOf(run(['a']), { history: [other] })).toThrow(/is no report/);
  });
});
