import { cpSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeProject, pytestWithPlugin, runProgram, versions } from './run-pytest.ts';

const environments = await Promise.all(
  versions.map(async (version) => ({ name: version.name, environment: await pytestWithPlugin(version) })),
);

/** Without a setting of its own, newer versions of pytest-asyncio warn. */
const quiet = ['-W', 'error', '-W', 'ignore:The configuration option "asyncio_default'];

describe.each(environments)('$name', ({ name, environment }) => {
  const reason = 'absent' in environment ? ` (left out: ${environment.absent})` : '';

  it.skipIf(reason !== '')(`what the plugin does in a process, with its own tests${reason}`, async () => {
    const project = makeProject({});
    cpSync(path.join(import.meta.dirname, 'suites/core'), project, { recursive: true });
    const parallel = name === 'pytest 9' ? ['-n', '2', '--dist', 'loadfile'] : [];
    const { output } = await runProgram(environment, project, ['-m', 'pytest', ...quiet, ...parallel]);
    expect(output).toMatch(/= \d+ passed in /);
  });
});
