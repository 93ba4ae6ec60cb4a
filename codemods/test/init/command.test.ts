import { existsSync, symlinkSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { Project } from '../support/project.ts';
import { NO_TERMINAL, runAtTerminal } from '../support/terminal.ts';

const TEST =
  "import { expect, test } from 'vitest';\n\ntest('a', async () => {\n  expect(await fetch('x')).toBeDefined();\n});\n";
const VITEST = {
  'package.json': '{\n  "type": "module",\n  "devDependencies": {\n    "vitest": "^4.0.0"\n  }\n}\n',
  'src/a.test.ts': TEST,
};
const PYTEST = {
  'pyproject.toml':
    '[project]\nname = "a"\nversion = "1"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]',
  'tests/test_a.py': 'import pytest\n\n\nasync def test_a():\n    pass\n',
};
const NEW_CONFIG = [
  "import cogniverse from 'eslint-plugin-cogniverse';",
  "import tseslint from 'typescript-eslint';",
  '',
  'export default [',
  "  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },",
  '  ...cogniverse.configs.recommended,',
  '];',
  '',
].join('\n');

describe('init', () => {
  it('shows and asks for nothing without a terminal, and says how to go on', () => {
    const project = new Project(VITEST).commit();
    const { stdout, stderr, exitCode } = project.run(['init']);
    expect(stdout).toContain('Found tests in TypeScript, run by Vitest.\n');
    expect(stdout).toContain('  new eslint.config.js\n');
    expect(stderr).toContain('There is no terminal to ask on: init --yes');
    expect(exitCode).toBe(1);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  it('writes all with --yes, and a second run has nothing to do', () => {
    const project = new Project({
      ...VITEST,
      '.github/CODEOWNERS': '',
      'lefthook.yml': 'pre-push: {}\n',
    }).commit();
    const written = project.run(['init', '--yes']);
    expect(written).toMatchObject({ exitCode: 0 });
    expect(written.stderr).toContain('5 files written\nNow run npm install\n');
    expect(project.read('eslint.config.js')).toBe(NEW_CONFIG);
    const { devDependencies } = JSON.parse(project.read('package.json')) as { devDependencies: object };
    expect(Object.keys(devDependencies)).toEqual([
      'cogniverse-codemod',
      'eslint',
      'eslint-plugin-cogniverse',
      'typescript',
      'typescript-eslint',
      'vitest',
    ]);
    expect(JSON.parse(project.read('cogniverse.config.json'))).toEqual({ models: { allow: [] } });
    expect(project.read('lefthook.yml')).toContain('run: npx cogniverse-codemod check --staged\n');
    expect(project.read('.github/workflows/cogniverse.yml')).toContain('uses: cogniverse/test-toolkit@v0\n');
    project.git('add', '--all');
    expect(project.run(['init', '--yes'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to write\n' });
    expect(project.git('diff')).toBe('');
  });

  it('--diff is a patch that git applies, and does what --yes does', () => {
    const files = {
      ...PYTEST,
      '.github/CODEOWNERS': '',
      '.pre-commit-config.yaml': 'repos:\n- repo: a\n  hooks: []\n',
    };
    const [patched, written] = [new Project(files).commit(), new Project(files).commit()];
    const { stdout, exitCode } = patched.run(['init', '--diff']);
    expect(exitCode).toBe(1);
    patched.git(
      'apply',
      '--whitespace=nowarn',
      patched.write({ '.git/init.patch': stdout }).at('.git/init.patch'),
    );
    expect(written.run(['init', '--yes'])).toMatchObject({ exitCode: 0 });
    for (const name of ['pyproject.toml', '.pre-commit-config.yaml', '.github/workflows/cogniverse.yml']) {
      expect(patched.read(name)).toBe(written.read(name));
    }
    expect(written.read('pyproject.toml')).toContain('testpaths = ["tests"]\n\n[tool.cogniverse]\n# ');
    expect(existsSync(written.at('eslint.config.js'))).toBe(false);
    // The table with nothing but comments is a valid policy.
    expect(written.run(['check', 'tests', '--format', 'json']).exitCode).toBe(1);
  });

  it('--only names the parts, one of which may be without use yet', () => {
    const project = new Project(PYTEST).commit();
    expect(project.run(['init', '--yes', '--only', 'eslint'])).toMatchObject({ exitCode: 0 });
    expect(project.git('status', '--porcelain')).toBe('?? eslint.config.js\n?? package.json\n');
    expect(project.read('eslint.config.js')).toContain('...cogniverse.configs.python,\n');
    const again = project.run(['init', '--only', 'eslint']);
    expect(again).toMatchObject({ exitCode: 0, stderr: 'Nothing to write\n' });
    expect(again.stdout).toContain('eslint.config.js has the plugin');
    expect(project.run(['init', '--only', 'hok'])).toMatchObject({
      exitCode: 2,
      stderr: 'Unknown part "hok". Did you mean hook?\n',
    });
  });

  it.each([
    ['.eslintrc.json', '{}', {}, 'npx @eslint/migrate-config .eslintrc.json'],
    ['eslint.config.js', 'export default [];\n', { eslint: '^8.57.0' }, 'ESLint 8 is too old'],
    [
      'eslint.config.js',
      'export default make();\n',
      {},
      'eslint.config.js:1:16: the configuration is made by `make()`',
    ],
  ])('leaves %s alone, and says what to do', (name, text, devDependencies, told) => {
    const project = new Project({
      'package.json': JSON.stringify({ devDependencies: { vitest: '^4.0.0', ...devDependencies } }),
      'a.test.js': TEST,
      [name]: text,
    });
    const { stdout, exitCode } = project.run(['init', '--yes', '--only', 'eslint']);
    expect(stdout).toContain(told);
    expect(exitCode).toBe(1);
    expect(project.read(name)).toBe(text);
  });

  it.each(['eslint.config.js', 'eslint.config.mts'])('leaves %s of a project without a package to its author', (name) => {
    const project = new Project({ ...PYTEST, [name]: 'export default [];\n' });
    const { stdout, exitCode } = project.run(['init', '--yes', '--only', 'eslint']);
    expect(stdout).toContain(`${name} is there; how to add Python to it: https://`);
    expect(exitCode).toBe(1);
  });

  it('makes no configuration in a package beside tests that are all in Python', () => {
    const project = new Project({ ...PYTEST, 'editor/package.json': '{ "name": "syntax" }\n' }).commit();
    const { stdout } = project.run(['init', '--yes']);
    expect(stdout).toContain('ESLint: check needs no ESLint.');
    expect(project.git('status', '--porcelain', 'editor')).toBe('');
    // The package of the whole project is one for its Python, too.
    const whole = new Project({ ...PYTEST, 'package.json': '{ "name": "docs" }\n' });
    expect(whole.run(['init', '--yes', '--only', 'eslint'])).toMatchObject({ exitCode: 0 });
    expect(whole.read('eslint.config.mjs')).toContain('...cogniverse.configs.python,\n');
  });

  it('tells what an existing configuration leaves out', () => {
    const project = new Project({
      ...VITEST,
      ...PYTEST,
      'eslint.config.js': "import js from '@eslint/js';\n\nexport default [js.configs.recommended];\n",
      '.husky/.gitignore': '_',
      'package.json': '{ "devDependencies": { "husky": "^8.0.0", "vitest": "^4.0.0" } }',
    });
    const { stdout } = project.run(['init', '--yes', '--only', 'eslint,hook'], { cwd: project.at('src') });
    expect(stdout).toContain(
      `Found tests in TypeScript and Python, run by Vitest and pytest in ${project.root}.\n`,
    );
    expect(stdout).toContain('By hand ESLint: eslint.config.js names no parser for the tests in TypeScript');
    expect(stdout).toContain('ESLint: Python is not added to eslint.config.js');
    expect(stdout).toContain('By hand Hook: .husky/pre-commit: husky before version 9 makes it');
    expect(existsSync(project.at('.husky/pre-commit'))).toBe(false);
  });

  it('brings no ESLint into a project with another linter, unless asked', () => {
    const project = new Project({ ...VITEST, '.oxlintrc.json': '{}' });
    const { stdout } = project.run(['init', '--yes']);
    expect(stdout).toContain('ESLint: oxlint lints this project');
    expect(existsSync(project.at('eslint.config.js'))).toBe(false);
    expect(project.run(['init', '--yes', '--only', 'eslint'])).toMatchObject({ exitCode: 0 });
    expect(project.read('eslint.config.js')).toBe(NEW_CONFIG);
  });

  it.each([
    ['oxlint', 'oxlint'],
    ['@biomejs/biome', 'Biome'],
  ])('knows a linter without a configuration by the dependency %s', (name, title) => {
    const project = new Project({ 'package.json': JSON.stringify({ devDependencies: { vitest: '^4.0.0', [name]: '*' } }) });
    project.write({ 'a.test.js': TEST });
    expect(project.run(['init', '--yes']).stdout).toContain(`ESLint: ${title} lints this project`);
  });

  it('sets up a folder of a repository: commands run in it, and the rest goes to the root', () => {
    const project = new Project({
      'web/package.json': VITEST['package.json'],
      'web/a.test.js': TEST,
      '.husky/pre-commit': 'npx lint-staged',
      '.github/CODEOWNERS': '',
    }).commit();
    const { exitCode } = project.run(['init', '--yes'], { cwd: project.at('web') });
    expect(exitCode).toBe(0);
    expect(project.read('.husky/pre-commit')).toBe(
      'npx lint-staged\n(cd web && npx cogniverse-codemod check --staged)\n',
    );
    expect(project.read('.github/workflows/cogniverse.yml')).toContain('working-directory: web\n');
    expect(existsSync(project.at('web/eslint.config.js'))).toBe(true);
  });

  it('writes nothing through a link that leaves the project', () => {
    const outside = new Project({ 'package.json': VITEST['package.json'] });
    const project = new Project({ 'a.test.js': TEST, 'package.json': VITEST['package.json'] }).commit();
    const link = project.at('.github');
    project.git('remote', 'add', 'origin', 'https://github.com/a/b.git');
    symlinkSync(outside.root, link);
    expect(project.run(['init', '--yes', '--only', 'ci'])).toMatchObject({ exitCode: 2 });
    expect(existsSync(outside.at('workflows'))).toBe(false);
  });
});

describe.skipIf(NO_TERMINAL !== undefined)('init at a terminal', () => {
  const prompt = '[y]es [n]o [a]ll [q]uit [?] ';

  it('asks for each file', async () => {
    const project = new Project({ ...VITEST, '.github/CODEOWNERS': '' }).commit();
    const { screen, exitCode } = await runAtTerminal(project.root, ['init'], {
      prompt,
      keys: ['y', 'x', 'n', 'q'],
    });
    expect(exitCode, screen).toBe(1);
    expect(screen).toContain('Write eslint.config.js? [y]es [n]o [a]ll [q]uit [?] yes\n');
    expect(screen).toContain('  q  quit: ');
    expect(screen).toMatch(/1 file written\nInstall what the files need: cogniverse-codemod eslint /);
    expect(project.git('status', '--porcelain')).toBe('?? eslint.config.js\n');
  });

  it('takes all, and stops at Ctrl+C', async () => {
    const project = new Project({ ...VITEST, '.github/CODEOWNERS': '' }).commit();
    expect(await runAtTerminal(project.root, ['init'], { prompt, keys: ['\u0003'] })).toMatchObject({
      exitCode: 130,
    });
    expect(project.git('status', '--porcelain')).toBe('');
    expect(await runAtTerminal(project.root, ['init'], { prompt, keys: ['a'] })).toMatchObject({
      exitCode: 0,
    });
    expect(project.git('status', '--porcelain', '-uall').trim().split('\n')).toHaveLength(4);
  });
});
