import { lstatSync, readdirSync, renameSync, symlinkSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { openBaseline, type BaselinedReport } from '../src/baseline/apply-baseline.ts';
import { failure, lintResult, type FileResult, type RunReport } from '../src/engine/results.ts';
import { RULE_NAMES, type RuleName } from '../src/rule-names.ts';
import { Project } from './support/project.ts';

const BASELINE = 'cogniverse-baseline.json';
const TEST_A = 'def test_a():\n    import os\n    assert os.name\n';
const TEST_B = 'def test_b():\n    import json\n    assert json\n';

/** How a run is limited. */
interface Limits {
  readonly folder?: string;
  readonly rules?: readonly RuleName[];
}

/** A report of the imports in functions of a project's Python files, as `check` makes it. */
function reportOf(project: Project, folder: string, isOn: boolean): RunReport {
  const names = readdirSync(project.at(folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
  const results = names.map((name): FileResult => {
    const file = project.at(`${folder}${name}`);
    const text = project.read(`${folder}${name}`);
    if (text.includes('(:')) return { root: project.root, lint: lintResult(file, failure('Parsing error')) };
    const messages = text.split(/\r?\n/).flatMap((line, index) => {
      const finding = { ruleId: 'cogniverse/no-late-system-imports', severity: 2, message: 'late', column: 5 } as const;
      return isOn && line.startsWith('    import') ? [{ ...finding, line: index + 1 }] : [];
    });
    return { root: project.root, lint: lintResult(file, { messages, suppressedMessages: [] }) };
  });
  return { results, skipped: [], problems: [], counts: { listed: 0, read: 0, parsed: 0, changed: 0 } };
}

function apply(project: Project, isUpdate: boolean, { folder = '', rules = RULE_NAMES }: Limits): Promise<BaselinedReport> {
  const report = reportOf(project, folder, rules.includes('no-late-system-imports'));
  const job = { rules, preset: 'recommended', isDemanded: false } as const;
  return openBaseline({ file: project.at(BASELINE), update: isUpdate }, job)(report);
}

/** What is found beyond the baseline, as `test_a.py:2`, and what is said of the baseline. */
async function check(project: Project, limits: Limits = {}): Promise<{ found: string[]; said: string }> {
  const { report, note = '' } = await apply(project, false, limits);
  const found = report.results.flatMap(({ lint }) =>
    lint.messages.map(({ line }) => `${lint.filePath.slice(project.root.length + 1)}:${line}`),
  );
  return { found, said: note };
}

async function update(project: Project, limits: Limits = {}): Promise<string> {
  return (await apply(project, true, limits)).note ?? '';
}

describe('a baseline', () => {
  it('is sorted, and written only where it changes', async () => {
    const project = new Project({ 'tests/test_b.py': TEST_B, 'tests/test_a.py': TEST_A + TEST_A });
    expect(await update(project)).toContain('accepts 3 findings (3 added, 0 dropped)');
    const text = project.read(BASELINE);
    expect(JSON.parse(text)).toEqual({
      version: 1,
      findings: {
        'tests/test_a.py': { 'cogniverse/no-late-system-imports': { 'test_a > import os': 2 } },
        'tests/test_b.py': { 'cogniverse/no-late-system-imports': { 'test_b > import json': 1 } },
      },
    });
    expect(text.indexOf('test_a.py')).toBeLessThan(text.indexOf('test_b.py'));
    const { mtimeMs } = lstatSync(project.at(BASELINE));
    expect(await update(project)).toContain('accepts 3 findings (0 added, 0 dropped)');
    expect(lstatSync(project.at(BASELINE)).mtimeMs).toBe(mtimeMs);
  });

  it('keeps its line ends', async () => {
    const project = new Project({ 'test_a.py': TEST_A, 'test_b.py': TEST_B });
    await update(project);
    project.write({ [BASELINE]: project.read(BASELINE).replaceAll('\n', '\r\n'), 'test_b.py': '' });
    await update(project);
    expect(project.read(BASELINE)).toMatch(/^(?:[^\r\n]*\r\n)+$/);
  });

  it('knows findings whose lines moved, in whatever line ends', async () => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    project.write({ 'test_a.py': `"""Told."""\n\n\n${TEST_A}`.replaceAll('\n', '\r\n') });
    expect(await check(project)).toEqual({ found: [], said: '' });
  });

  it('reports a new finding of the same kind in the same file, be it in the place of a mended one', async () => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    project.write({ 'test_a.py': TEST_A + TEST_A.replace('test_a', 'test_new') });
    expect((await check(project)).found).toEqual(['test_a.py:5']);
    project.write({ 'test_a.py': TEST_A.replace('test_a', 'test_new') });
    expect((await check(project)).found).toEqual(['test_a.py:2']);
  });

  it('reports a second finding that looks like an accepted one', async () => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    project.write({ 'test_a.py': TEST_A.replace('    assert', '    import os\n    assert') });
    expect((await check(project)).found).toEqual(['test_a.py:3']);
  });

  it('tells what is stale, and drops it where it is brought up to date', async () => {
    const project = new Project({ 'test_a.py': TEST_A, 'test_b.py': TEST_B, 'test_c.py': TEST_B });
    await update(project);
    project.write({ 'test_b.py': 'import json\n', 'test_c.py': '' });
    expect((await check(project)).said).toMatch(
      /^2 entries of \S*cogniverse-baseline\.json are stale \(test_b\.py, test_c\.py\); --update-baseline drops them$/,
    );
    expect(await update(project)).toContain('accepts 1 finding (0 added, 2 dropped)');
    expect(project.read(BASELINE)).not.toContain('test_b.py');
    expect((await check(project)).said).toBe('');
  });

  it('keeps what a run does not look at', async () => {
    const project = new Project({ 'a/test_a.py': TEST_A, 'b/test_b.py': TEST_B });
    await update(project);
    const text = project.read(BASELINE);
    expect((await check(project, { folder: 'a/' })).said).toBe('');
    await update(project, { folder: 'a/' });
    await update(project, { rules: ['allowed-models'] });
    project.write({ 'b/test_b.py': 'def test_b(:\n' });
    await update(project);
    expect(project.read(BASELINE)).toBe(text);
  });

  it('does not accept a syntax error', async () => {
    const project = new Project({ 'test_a.py': 'def test_a(:\n' });
    await update(project);
    expect((await check(project)).found).toEqual(['test_a.py:0']);
  });
});

describe('files that are renamed', () => {
  it.each([
    ['in a commit', ['commit', '--quiet', '--all', '--message=renamed']],
    ['in the index', []],
  ])('keep their accepted findings where git tells: %s', async (_, commit) => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    project.commit().git('mv', 'test_a.py', 'test_renamed.py');
    if (commit.length > 0) project.git(...commit);
    expect(await check(project)).toEqual({ found: [], said: '' });
    expect(await update(project)).toContain('(1 added, 1 dropped)');
    expect(project.read(BASELINE)).toContain('test_renamed.py');
  });

  it('are new files where it does not', async () => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    renameSync(project.at('test_a.py'), project.at('test_renamed.py'));
    const { found, said } = await check(project);
    expect(found).toEqual(['test_renamed.py:2']);
    expect(said).toContain('stale');
  });
});

describe('baselines of two branches', () => {
  it('are merged by git where they are about other findings', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const project = new Project(
      Object.fromEntries(names.map((name) => [`test_${name}.py`, TEST_A.replace('test_a', `test_${name}`)])),
    );
    await update(project);
    project.commit().git('checkout', '--quiet', '-b', 'mended');
    project.write({ 'test_b.py': '' });
    await update(project);
    project.git('commit', '--quiet', '--all', '--message=mended');
    project.git('checkout', '--quiet', 'main');
    project.write({ 'test_e.py': `${project.read('test_e.py')}\n\n${TEST_B}` });
    await update(project);
    project.git('commit', '--quiet', '--all', '--message=adopted');
    project.git('merge', '--quiet', '--no-edit', 'mended');
    expect(await check(project)).toEqual({ found: [], said: '' });
    expect(await update(project)).toContain('(0 added, 0 dropped)');
  });

  it('that conflict are told, and mended from either side', async () => {
    const project = new Project({ 'test_a.py': TEST_A });
    await update(project);
    const text = project.read(BASELINE);
    project.write({ [BASELINE]: `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n` });
    await expect(check(project)).rejects.toThrow('take either side, then run --update-baseline');
  });
});

describe('a baseline that is none', () => {
  it.each([
    ['that does not exist', undefined, 'does not exist; --update-baseline makes it'],
    ['that is cut off', '{ "version": 1, "findings": {', 'is not valid'],
    ['of a later version', '{ "version": 2, "findings": {} }', 'version 2'],
    ['without a version', '{}', 'no version'],
    ['of another form', '{ "version": 1, "findings": { "a.py": [1] } }', '"a.py" is no object'],
    ['with odd numbers', '{ "version": 1, "findings": { "a.py": { "r": { "p": 0 } } } }', 'whole number from 1'],
  ])('is refused: one %s', async (_, text, why) => {
    const project = new Project({ 'test_a.py': TEST_A, ...(text !== undefined && { [BASELINE]: text }) });
    await expect(check(project)).rejects.toThrow(why);
    if (text === undefined) return;
    await expect(update(project)).rejects.toThrow(why);
    expect(project.read(BASELINE)).toBe(text);
  });

  it('is written where a link leads', async () => {
    const project = new Project({ 'test_a.py': TEST_A, 'kept/baseline.json': '{ "version": 1, "findings": {} }' });
    symlinkSync('kept/baseline.json', project.at(BASELINE));
    await update(project);
    expect(project.read('kept/baseline.json')).toContain('test_a.py');
    expect(lstatSync(project.at(BASELINE)).isSymbolicLink()).toBe(true);
  });
});

describe('on the command line', () => {
  it('a suite adopts the rules, and is clean until it has something new', () => {
    const project = new Project({ 'test_a.py': TEST_A });
    const adopted = project.run(['check', '--update-baseline']);
    expect(adopted).toMatchObject({ exitCode: 0, stdout: '' });
    expect(adopted.stderr).toContain(`${BASELINE} accepts 1 finding (1 added, 0 dropped)\n`);
    expect(project.run(['check', '--baseline']).stderr).toMatch(/^No new findings\. .*, 1 finding in the baseline in /);
    project.write({ 'test_b.py': TEST_B });
    const { exitCode, stdout } = project.run(['check', '--baseline', '--format', 'github']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error file=test_b\.py,line=2,[^\n]*\n$/);
  });

  it('a command that fixes takes no baseline: what is accepted is still a finding', () => {
    const { exitCode, stderr } = new Project({ 'test_a.py': TEST_A }).run(['fix', '--baseline']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--baseline');
  });

  it('a baseline that is not valid ends the run before it begins', () => {
    const project = new Project({ 'test_a.py': TEST_A, [BASELINE]: '[]' });
    expect(project.run(['check', '--baseline'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('a folder is not taken for a baseline', () => {
    const project = new Project({ 'tests/test_a.py': TEST_A });
    const { exitCode, stderr } = project.run(['check', '--baseline', 'tests']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('write it before the option: tests --baseline');
  });
});
