import { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { processFile } from '../src/engine/process-file.ts';
import type { Job } from '../src/engine/protocol.ts';
import { FIX_ALL } from './support/job.ts';

/** Statements of a body, most of which some rule finds something in. */
const statement = fc.constantFrom(
  'import os',
  'import os, torch',
  'import json as j; j.dumps({})',
  'from os import path',
  'from pathlib import Path as P  # the path',
  'import importlib; importlib.import_module("os")',
  'threading.Thread(target=print).start()',
  'with ThreadPoolExecutor(2) as pool: pool.map(print, [1])',
  'AutoModel.from_pretrained("vidore/colpali-v1.2")',
  "load(model_name='vidore/' 'colpali-v1.2')",
  'monkeypatch.setenv("EMBEDDING_MODEL", "vidore/colpali-v1.2")',
  'os.environ["EMBEDDING_MODEL"] = f"vidore/{name}"',
  'monkeypatch.setitem(sys.modules, "os", object())',
  'await asyncio.sleep(0.1)  # 🦙',
  's = "🦙 import os"',
  'x = """\nimport os\n"""',
  'try:\n    import fcntl\nexcept ImportError:\n    fcntl = None',
  'if sys.platform == "win32":\n    import msvcrt',
  'import time  # noqa: PLC0415',
  'os = object()',
  'def inner():\n    import sys\n    return sys',
  'pass',
);

const mark = fc.constantFrom(
  '',
  '@pytest.mark.timeout(5)\n',
  '@pytest.mark.timeout(0)\n',
  '@pytest.mark.timeout\n',
  '@pytest.mark.parametrize("model_name", ["vidore/colpali-v1.2"])\n',
  '@pytest.mark.asyncio\n@pytest.mark.timeout(\n    LIMIT,  # seconds\n)\n',
  '@pytest.fixture\n',
);

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const test = fc
  .record({ mark, isAsync: fc.boolean(), body: fc.array(statement, { minLength: 1, maxLength: 4 }), name: fc.nat(9) })
  .map(({ mark: decorator, isAsync, body, name }) => {
    const code = body.join('\n');
    const text = isAsync ? code : code.replaceAll('await ', '');
    return `${decorator}${isAsync ? 'async ' : ''}def test_${name}(monkeypatch):\n${indented(text)}\n`;
  });

const testClass = fc
  .record({ marked: fc.boolean(), tests: fc.array(test, { minLength: 1, maxLength: 2 }) })
  .map(({ marked, tests }) => {
    const own = marked ? 'pytestmark = [pytest.mark.timeout(9)]\n\n' : '';
    return `class TestA:\n${indented(own + tests.join('\n'))}`;
  });

const suite = fc
  .record({
    head: fc.subarray([
      '#!/usr/bin/env python3\n',
      '# Licence\n',
      '"""Docs,\nof two lines."""\n',
      'from __future__ import annotations\n',
    ]),
    imports: fc.subarray([
      'import sys\n',
      'import asyncio, threading\n',
      'from concurrent.futures import ThreadPoolExecutor\n',
      'from time import time\n',
      'import pytest\n',
      'from transformers import AutoModel\n',
      'LIMIT = 90\n',
      'pytestmark = pytest.mark.timeout(60)\n',
      'pytestmark = pytest.mark.asyncio\n',
    ]),
    tests: fc.array(fc.oneof(test, testClass), { minLength: 1, maxLength: 4 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    bom: fc.constantFrom('', '\uFEFF'),
    end: fc.constantFrom('', '\n\n', '# the end'),
    tabs: fc.boolean(),
  })
  .map(({ head, imports, tests, lineEnd, bom, end, tabs }) => {
    const text = [...head, ...imports, '\n\n', tests.join('\n\n'), end].join('');
    return bom + (tabs ? text.replaceAll('    ', '\t') : text).replaceAll('\n', lineEnd);
  });

const place = fc.constantFrom('tests/test_suite.py', 'tests/helpers.py', 'conftest.py', 'src/suite.py');

/** What the codemods make of a text, and what they find in it. */
async function process(text: string, file: string, job: Job = FIX_ALL): Promise<{ output: string; messages: unknown }> {
  const outcome = await processFile({ path: `/project/${file}`, root: '/project', named: false, text }, job);
  if (outcome.kind !== 'linted') throw new Error(JSON.stringify(outcome));
  const { messages } = outcome.findings;
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${fatal.line}: ${fatal.message}`);
  return { output: outcome.fix?.output ?? text, messages };
}

/** What `eslint --fix` makes of a text, with the preset as a user has it. */
function eslintFix(text: string, file: string): string {
  const config: Linter.Config[] = [
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ...plugin.configs.python,
  ];
  return new Linter({ cwd: '/project' }).verifyAndFix(text, config, `/project/${file}`).output;
}

describe('for any pytest suite', () => {
  it('a second run changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(suite, place, async (text, file) => {
        const { output } = await process(text, file);
        expect((await process(output, file)).output).toBe(output);
      }),
    );
  });

  it('the prefilter makes no difference but in time', async () => {
    await fc.assert(
      fc.asyncProperty(suite, place, async (text, file) => {
        expect(await process(text, file)).toEqual(await process(text, file, { ...FIX_ALL, prefilter: false }));
      }),
    );
  });

  it('the codemods write what eslint --fix writes', async () => {
    await fc.assert(
      fc.asyncProperty(suite, place, async (text, file) => {
        expect((await process(text, file)).output).toBe(eslintFix(text, file));
      }),
    );
  });
});
