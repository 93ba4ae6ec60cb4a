import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonMessages } from '../../../test/python-rule-tester.ts';
import { noLateSystemImports } from '../index.ts';
import { projectFactsOf } from './project-facts.ts';

describe('what a project says', () => {
  it.each([
    ['[project]\nrequires-python = ">=3.12,<4"\n', 12],
    ['[tool.poetry.dependencies]\npython = "^3.11"\n', 11],
    ['[tool.ruff]\ntarget-version = "py39"\n', 9],
    ['[project]\nname = "app"\n', 10],
    ['[project\n', 10],
  ])('of the oldest Python in %j', (pyproject, oldest) => {
    const folder = makeProject({ 'pyproject.toml': pyproject, 'tests/unit/test_a.py': '' });
    expect(projectFactsOf(path.join(folder, 'tests/unit/test_a.py')).oldestPython).toBe(oldest);
  });

  it.each([
    ['[tool.ruff]\nline-length = 100\n[tool.black]\nline-length = 79\n', 100],
    ['[tool.black]\nline-length = 79\n', 79],
    ['[tool.isort]\nline_length = 120\n', 120],
    ['', undefined],
  ])('of the length of lines in %j', (pyproject, length) => {
    const folder = makeProject({ 'pyproject.toml': pyproject });
    expect(projectFactsOf(path.join(folder, 'test_a.py')).lineLength).toBe(length);
  });

  it('nothing without a file', () => {
    expect(projectFactsOf('<input>').lineLength).toBeUndefined();
  });
});

describe('a late import', () => {
  const messagesIn = (pyproject: string, code: string) => {
    const folder = makeProject({ 'pyproject.toml': pyproject });
    return pythonMessages(noLateSystemImports, { code, filename: path.join(folder, 'test_a.py') });
  };

  it('moves where every supported Python has the module', () => {
    const code = 'def load(text):\n    import tomllib\n    return tomllib.loads(text)\n';
    expect(messagesIn('[project]\nrequires-python = ">=3.11"\n', code)[0]?.fix).toBeDefined();
    expect(messagesIn('[project]\nrequires-python = ">=3.10"\n', code)[0]?.fix).toBeUndefined();
  });

  it('is written as wide as the project allows', () => {
    const code =
      'from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor\n\n\n' +
      'def run():\n    from concurrent.futures import ThreadPoolExecutor\n    return ThreadPoolExecutor\n';
    const line = 'import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor\n';
    expect(messagesIn('[tool.ruff]\nline-length = 120\n', code)[0]?.fix?.text).not.toContain('(\n');
    expect(messagesIn('[tool.ruff]\nline-length = 120\n', code)[0]?.fix?.text).toContain(line.slice(7, -1));
    expect(messagesIn('[tool.ruff]\nline-length = 79\n', code)[0]?.fix?.text).toContain('(\n');
  });
});
