import { describe, expect, it } from 'vitest';

import { SECTIONS } from '../src/doctor/sections.ts';
import { Project } from './support/project.ts';

/** A suite with the run-time set-up, so that nothing else is missing. */
const JAVASCRIPT = {
  'package.json': '{ "devDependencies": { "@cogniverse/test-setup": "1.0.0", "vitest": "^4.0.0" } }\n',
  'vitest.config.js': "export default { test: { setupFiles: ['@cogniverse/test-setup/vitest'] } };\n",
};
const WITHOUT_SETUP = {
  'package.json': '{ "devDependencies": { "vitest": "^4.0.0" } }\n',
  'vitest.config.js': 'export default { test: {} };\n',
};
const PYTHON = {
  'pyproject.toml':
    '[dependency-groups]\ndev = ["pytest", "pytest-asyncio", "pytest-timeout", "pytest-cogniverse"]\n\n' +
    '[tool.pytest.ini_options]\nasyncio_mode = "auto"\naddopts = "--strict-markers"\n',
};

/** For each section files that do not hold it; each stands in a folder of its own. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Threads beside async tests': {
    ...JAVASCRIPT,
    'a.test.js':
      "import { once } from 'node:events';\nimport { Worker } from 'node:worker_threads';\nimport { test } from 'vitest';\n\n" +
      "test('a', async () => {\n  const worker = new Worker(new URL('./w.js', import.meta.url));\n" +
      "  await once(worker, 'message');\n  await worker.terminate();\n}, 9);\n",
  },
  'Single-threaded mode': {
    ...PYTHON,
    'conftest.py': 'import os\n\nimport torch\n\nos.environ["OMP_NUM_THREADS"] = "1"\n',
  },
  'Clean-up of background threads': WITHOUT_SETUP,
  'Running tests under a time limit': { 'a.dockerfile': 'FROM python\nRUN pytest\n' },
  'Test markers': { ...PYTHON, 'test_a.py': 'import pytest\n\n\n@pytest.mark.embeds\ndef test_a():\n    pass\n' },
  'Timeouts of async tests': {
    ...JAVASCRIPT,
    'a.test.js': "import { test } from 'vitest';\n\ntest('a', async () => {\n  await fetch('x');\n});\n",
  },
  'Segmentation faults in async tests': WITHOUT_SETUP,
  'Model loading errors': {
    ...JAVASCRIPT,
    'a.test.js': "import { pipeline } from '@huggingface/transformers';\n\npipeline('x', 'vidore/colpali-v1.2');\n",
  },
  'Import timing': { ...PYTHON, 'test_a.py': 'def test_a():\n    import sys\n\n    assert sys.path\n' },
  'State clean-up between tests': WITHOUT_SETUP,
  'Fixtures, clean-up and unique ids': {
    ...JAVASCRIPT,
    'memory.js': 'export const memory = new Map();\n',
    'a.test.js':
      "import { expect, test } from 'vitest';\nimport { memory } from './memory.js';\n\n" +
      ['a', 'b']
        .map(
          (name) =>
            `test('${name}', async () => {\n  await memory.add('tea', { userId: 'alice' });\n` +
            "  expect(await memory.search('tea', { userId: 'alice' })).toHaveLength(1);\n}, 9);\n",
        )
        .join('\n'),
  },
  'Test execution time': {
    'pytest.ini': '[pytest]\nasyncio_mode = auto\naddopts = -n auto --strict-markers\n',
    'requirements.txt': 'pytest-cogniverse\npytest-xdist\n',
  },
  'Model caching': {
    ...JAVASCRIPT,
    'a.test.js':
      "import { pipeline } from '@huggingface/transformers';\nimport { expect, test } from 'vitest';\n\n" +
      ['a', 'b']
        .map(
          (name) =>
            `test('${name}', async () => {\n  const embed = await pipeline('feature-extraction', 'Xenova/tiny-bert');\n` +
            `  expect(await embed('${name}')).toBeDefined();\n}, 9);\n`,
        )
        .join('\n'),
  },
  'Debug output and logging': WITHOUT_SETUP,
  'GitHub Actions and other CI': {
    '.gitlab-ci.yml': 'test:\n  timeout: 9m\n  script:\n    - pytest\n',
    'requirements.txt': 'torch\n',
  },
  'Docker testing': { Dockerfile: 'FROM python\nRUN timeout 60 pytest\n', 'requirements.txt': 'torch\n' },
};

/** The rows of the page: each section's mark, and what it says to run. */
function rowsOf(project: Project): ReadonlyMap<string, { mark: string; commands: readonly string[] }> {
  const { stdout, stderr } = project.run(['doctor']);
  return new Map(
    SECTIONS.map(({ title }) => {
      const line = stdout.split('\n').find((each) => each.slice(2).startsWith(title));
      if (line === undefined) throw new Error(`${title} is missing in\n${stdout}${stderr}`);
      const commands = /files?\s+(.*)$/.exec(line)?.[1]?.split(', ') ?? [];
      return [title, { mark: line.charAt(0), commands }];
    }),
  );
}

describe('the guide, section by section', () => {
  it('is mended by the commands that stand there', () => {
    const files = Object.entries(FAULTS).flatMap(([title, fault], index) =>
      Object.entries(fault).map(([name, text]) => [`${index}-${title.replaceAll(/\W/g, '')}/${name}`, text]),
    );
    const project = new Project(Object.fromEntries(files) as Record<string, string>).commit();
    const before = rowsOf(project);
    expect([...before].filter(([, { mark }]) => mark !== '✖')).toEqual([]);
    const commands = new Set([...before.values()].flatMap((row) => row.commands));
    for (const command of commands) {
      const { exitCode, stdout, stderr } = project.run([...command.split(' '), '--allow-dirty']);
      expect(exitCode, `${command}\n${stdout}${stderr}`).toBe(0);
    }
    expect([...rowsOf(project)].filter(([, { mark }]) => mark !== '✔')).toEqual([]);
  }, 300_000);

  it('has a row for each section, with what sees to it', () => {
    expect(SECTIONS.map(({ title }) => title)).toEqual(Object.keys(FAULTS));
    expect(SECTIONS.filter(({ rules, setup }) => rules.length + Object.keys(setup).length === 0)).toEqual([]);
  });
});

describe('doctor', () => {
  it('tells by its exit code whether all is held', () => {
    const project = new Project({ ...JAVASCRIPT, 'a.test.js': "import { test } from 'vitest';\ntest('a', () => {});\n" });
    const { exitCode, stdout } = project.run(['doctor']);
    expect(stdout).toContain(`${SECTIONS.length} of ${SECTIONS.length} sections are held.\n`);
    expect(exitCode).toBe(0);
    expect(new Project(WITHOUT_SETUP).run(['doctor']).exitCode).toBe(1);
  });

  it('names no command that would find nothing to mend', () => {
    const load = (model: string): string =>
      `import { pipeline } from '@huggingface/transformers';\n\npipeline('x', '${model}');\n`;
    const commandsFor = (model: string): readonly string[] | undefined =>
      rowsOf(new Project({ ...JAVASCRIPT, 'a.test.js': load(model) })).get('Model loading errors')?.commands;
    expect(commandsFor('vidore/colpali-v1.2')).toEqual(['replace-models']);
    expect(commandsFor('acme/large')).toEqual(['check --rule allowed-models']);
  });

  it('looks at the folders that are named', () => {
    const project = new Project({ 'a/x.txt': '', 'b/Dockerfile': 'FROM python\nRUN pytest\n' });
    expect(project.run(['doctor', 'b']).stdout).toContain('✖ Docker testing');
    expect(project.run(['doctor', 'a'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(project.run(['doctor', 'c'])).toMatchObject({ exitCode: 2, stderr: '"c" does not exist\n' });
    expect(project.run(['doctor', '--fix'])).toMatchObject({
      exitCode: 2,
      stderr: 'Unknown option --fix. See cogniverse-codemod doctor --help\n',
    });
  });
});
