import { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';
import fc from 'fast-check';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { applyEdits } from '../src/engine/edits.ts';
import { processFile } from '../src/engine/process-file.ts';
import type { Job } from '../src/engine/protocol.ts';
import { FIX_ALL } from './support/job.ts';

const FILE = '/project/test/suite.test.ts';
/** Statements of a test body, most of which some rule finds something in. */
const statement = fc.constantFrom(
  "const fs = await import('node:fs');",
  "const { readFile } = await import('fs/promises');",
  "const path = require('node:path');",
  "await import('node:os').then((os) => os.cpus());",
  "const { fork } = await import('node:child_process'); fork('./a.js');",
  "new Worker('./worker.js');",
  "vi.mock('node:fs');",
  "await AutoModel.from_pretrained('vidore/colpali-v1.2');",
  'await AutoModel.from_pretrained(`vidore/colpali-v1.2`, { dtype: "q8" });',
  "const model = 'vidore/colpali-v1.2'; await pipeline('feature-extraction', model);",
  "await delay(100); // '🦙'",
  'expect(`\n  raw ${1}\n`).toBeDefined();',
  '// fs.readFile',
  "const unrelated = { colpali: 1, Worker: 2, setTimeout: 'async' };",
);

const timeout = fc.constantFrom('', ', 1_000', ', 0', ', LIMIT', ', { timeout: 5_000 }');
const form = fc.constantFrom(
  'it',
  'test',
  'it.only',
  'it.concurrent',
  'it.skip',
  'it.each([1, 2])',
  'beforeAll',
);

const test = fc
  .record({ form, timeout, body: fc.array(statement, { maxLength: 4 }), isAsync: fc.boolean() })
  .map(({ form: name, timeout: limit, body, isAsync }) => {
    const title = name === 'beforeAll' ? '' : "'works', ";
    const code = body.map((line) => `  ${line}\n`).join('');
    const arrow = isAsync ? `async () => {\n${code}}` : `() => {\n${code.replaceAll('await ', 'void ')}}`;
    return `${name}(${title}${arrow}${limit});\n`;
  });

const suite = fc
  .record({
    head: fc.subarray([
      '#!/usr/bin/env node\n',
      '/* Licence */\n',
      '// @vitest-environment node\n',
      "'use strict';\n",
    ]),
    imports: fc.subarray([
      "import { describe, expect, it, test, vi, beforeAll } from 'vitest';\n",
      "import { AutoModel, pipeline } from '@huggingface/transformers';\n",
      "import { readFileSync } from 'node:fs';\n",
      "import path from 'node:path';\n",
      'const LIMIT = 90_000;\n',
    ]),
    tests: fc.array(test, { minLength: 1, maxLength: 4 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(
    ({ head, imports, tests, lineEnd, mark }) =>
      mark + [...head, ...imports, '\n', ...tests].join('').replaceAll('\n', lineEnd),
  );

/** What the codemods make of a text, and what they find in it. */
async function process(text: string, job: Job = FIX_ALL): Promise<{ output: string; messages: unknown }> {
  const outcome = await processFile({ path: FILE, root: '/project', named: false, text }, job);
  if (outcome.kind !== 'linted') throw new Error(JSON.stringify(outcome));
  return { output: outcome.fix?.output ?? text, messages: outcome.findings.messages };
}

/** What `eslint --fix` makes of a text, with the preset as a user has it. */
function eslintFix(text: string): string {
  const config: Linter.Config[] = [
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
    ...plugin.configs.recommended,
  ];
  return new Linter({ cwd: '/project' }).verifyAndFix(text, config, FILE).output;
}

describe('for any suite', () => {
  it('a second run changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(suite, async (text) => {
        const { output } = await process(text);
        expect((await process(output)).output).toBe(output);
      }),
    );
  });

  it('the prefilter makes no difference but in time', async () => {
    await fc.assert(
      fc.asyncProperty(suite, async (text) => {
        expect(await process(text)).toEqual(await process(text, { ...FIX_ALL, prefilter: false }));
      }),
    );
  });

  it('the codemods write what eslint --fix writes', async () => {
    await fc.assert(
      fc.asyncProperty(suite, async (text) => {
        expect((await process(text)).output).toBe(eslintFix(text));
      }),
    );
  });
});

describe('edits', () => {
  const edit = fc
    .tuple(fc.nat(20), fc.nat(8), fc.string({ maxLength: 5 }))
    .map(([start, length, text]) => ({ range: [start, start + length] as [number, number], text }));

  it("are made as ESLint makes them, be they in each other's way", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 28, maxLength: 40 }),
        fc.array(edit, { maxLength: 6 }),
        (text, edits) => {
          const messages = edits.map(
            (fix): Linter.LintMessage => ({ ruleId: 'x', severity: 2, message: '', line: 1, column: 1, fix }),
          );
          expect(applyEdits(text, messages, false).text).toBe(onePassOfEslint(text, edits));
        },
      ),
    );
  });
});

/** One pass of `eslint --fix` with a rule that proposes these edits. */
function onePassOfEslint(text: string, edits: readonly { range: [number, number]; text: string }[]): string {
  let pass = 0;
  const linter = new Linter();
  const { output } = linter.verifyAndFix(text, {
    files: ['**'],
    languageOptions: { parser: { parseForESLint: (code: string) => ({ ast: emptyProgram(code) }) } },
    plugins: {
      test: {
        rules: {
          edits: {
            meta: { fixable: 'code' },
            create: (context) => ({
              Program(node) {
                pass += 1;
                if (pass > 1) return;
                for (const { range, text: inserted } of edits) {
                  context.report({
                    node,
                    message: 'x',
                    fix: (fixer) => fixer.replaceTextRange(range, inserted),
                  });
                }
              },
            }),
          },
        },
      },
    },
    rules: { 'test/edits': 'error' },
  });
  return output;
}

function emptyProgram(text: string): object {
  const range = [0, text.length];
  const loc = { start: { line: 1, column: 0 }, end: { line: 1, column: text.length } };
  return { type: 'Program', body: [], sourceType: 'module', tokens: [], comments: [], range, loc };
}
