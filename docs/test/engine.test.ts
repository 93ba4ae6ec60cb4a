/** What the playground finds, beside what ESLint finds in Node for the same texts in a project on the disk. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { configurationOf } from '../playground/engine/configuration.ts';
import { findingOf } from '../playground/engine/finding.ts';
import type { Answer, Finding, Request } from '../playground/engine/protocol.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { type Sample, samples } from './samples.ts';
import { serve, type StaticServer } from './static-server.ts';

const SITE = path.resolve(import.meta.dirname, '../.vitepress/dist');

/** What is compared of a sample. */
interface Outcome {
  readonly findings: readonly Finding[];
  readonly fixed: string;
}

describe.skipIf(!hasBrowser)('the rules in the browser', () => {
  let server: StaticServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serve(SITE);
    browser = await startBrowser();
    page = await browser.newPage();
    await page.goto(`${server.url}/icon.svg`);
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Has a worker of its own answer requests, in one go. */
  function ask(requests: readonly Request[]): Promise<Answer[]> {
    const { worker } = JSON.parse(readFileSync(path.join(SITE, 'engine/manifest.json'), 'utf8')) as { worker: string };
    return page.evaluate(
      ([file, asked]) =>
        new Promise<Answer[]>((resolve, reject) => {
          const engine = new Worker(`/engine/${file}`, { type: 'module' });
          const answers: Answer[] = [];
          engine.onerror = ({ message }) => {
            reject(new Error(message));
          };
          engine.onmessage = ({ data }: MessageEvent<Answer>) => {
            if (answers.push(data) === asked.length) resolve(answers);
          };
          for (const request of asked) engine.postMessage(request);
        }),
      [worker, requests] as const,
    );
  }

  test('find and fix what ESLint does in Node, for every example of every rule', { timeout: 120_000 }, async () => {
    const all = samples();
    const answers = await ask(
      all.flatMap(({ code, settings }, index): Request[] => [
        { id: 2 * index, kind: 'lint', code, settings },
        { id: 2 * index + 1, kind: 'fix', code, settings },
      ]),
    );
    const found = new Set<string | undefined>();
    for (const [index, sample] of all.entries()) {
      const expected = inNode(sample);
      for (const { rule } of expected.findings) found.add(rule);
      expect(outcomeOf(answers[2 * index], answers[2 * index + 1]), sample.name).toEqual(expected);
    }
    expect([...found].sort()).toEqual([...Object.keys(plugin.rules), undefined].sort());
  });

  test('say what is wrong with the policy, wherever the code needs it', async () => {
    const settings = { file: 'a.test.ts', preset: 'recommended', runner: 'auto', rules: '' } as const;
    const answers = await ask([
      { id: 1, kind: 'lint', code: '', settings: { ...settings, files: policy('{ "timeouts": { "max": "ten" } }') } },
      { id: 2, kind: 'lint', code: '', settings: { ...settings, files: policy('{') } },
      { id: 3, kind: 'lint', code: '', settings: { ...settings, files: policy('{ "markers": [1, {}, null] }') } },
      { id: 4, kind: 'lint', code: '', settings: { ...settings, files: {}, rules: '{ "eqeqeq": "error" }' } },
      { id: 5, kind: 'lint', code: '', settings: { ...settings, files: {}, rules: '[' } },
      { id: 6, kind: 'lint', code: '', settings: { ...settings, files: {} } },
    ]);
    expect(answers.map((answer) => (answer.kind === 'failed' ? answer.message.split('\n')[0] : answer.kind))).toEqual([
      expect.stringMatching(/^cogniverse\.config\.json: timeouts\.max: "ten" is not a duration\./),
      expect.stringMatching(/^cogniverse\.config\.json:1:2/),
      expect.stringMatching(/^cogniverse\.config\.json: markers: .*\[ 1, \{\}, null \]/),
      expect.stringContaining('eqeqeq'),
      expect.stringMatching(/^The rules are not JSON/),
      'findings',
    ]);
  });
});

function policy(text: string): Record<string, string> {
  return { 'cogniverse.config.json': text };
}

function outcomeOf(linted: Answer | undefined, fixed: Answer | undefined): Outcome | undefined {
  if (linted?.kind !== 'findings' || fixed?.kind !== 'fixed') throw new Error(JSON.stringify([linted, fixed]));
  return { findings: linted.findings, fixed: fixed.code };
}

/** What ESLint says in a project on the disk. */
function inNode({ code, settings }: Sample): Outcome {
  const root = mkdtempSync(path.join(tmpdir(), 'playground-'));
  try {
    mkdirSync(path.join(root, '.git'));
    for (const [name, text] of Object.entries(settings.files)) if (text) writeFileSync(path.join(root, name), text);
    const linter = new Linter({ cwd: root });
    const configuration = configurationOf(settings, plugin, parser);
    const filename = path.join(root, settings.file);
    const messages = linter.verify(code, configuration, { filename });
    const named = messages.map((message) => ({ ...message, message: message.message.replaceAll(`${root}/`, '') }));
    return {
      findings: named.map((message) => findingOf(message, code)),
      fixed: linter.verifyAndFix(code, configuration, { filename }).output,
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}
