/** Texts of every rule with settings of the playground, for comparing it with ESLint in Node. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import plugin from 'eslint-plugin-cogniverse';

import { examplesIn } from '../examples.mjs';
import type { Settings } from '../playground/engine/protocol.ts';
import { EXAMPLES } from '../playground/examples.ts';
import { RUNNERS, stateFor, type State } from '../playground/state.ts';

/** A state of the playground, with a name for messages. */
export interface Sample extends State {
  readonly name: string;
}

const SETTINGS: Omit<Settings, 'file'> = { preset: 'strict', runner: 'auto', rules: '', files: {} };

/** A policy that has every rule that asks it answer otherwise. */
const POLICY = `{
  "systemModules": "core",
  "models": { "allow": ["vidore/colpali-v1.2"], "deny": { "vidore/colsmol*": null, "openai/*": "acme/tiny-clip" } },
  "timeouts": { "default": "7s", "max": "8s" },
  "threads": { "allow": ["worker_threads.Worker", "threading.Thread"] },
  "markers": { "slow": "takes long", "nightly": "runs at night" },
  "environment": { "OMP_NUM_THREADS": null }
}`;
const PACKAGE = JSON.stringify({ type: 'module', scripts: { test: 'jest' }, devDependencies: { jest: '^30.0.0' } });
const PYPROJECT = [
  '[project]',
  'dependencies = ["pytest", "torch"]',
  '[tool.pytest.ini_options]',
  'addopts = "--strict-markers -n auto"',
  'markers = ["weekly: runs on Sundays"]',
].join('\n');

/** The examples of every rule's page, with the options that they state, and under `strict` in another project. */
export function samples(): Sample[] {
  const ofPages = Object.keys(plugin.rules).flatMap((rule) => {
    const page = readFileSync(path.join(import.meta.dirname, `../rules/${rule}.md`), 'utf8');
    const { bad, good } = examplesIn(page);
    return [...bad, ...good].flatMap(({ code, file, options }, index): Sample[] => {
      const rules = JSON.stringify({ [`cogniverse/${rule}`]: ['error', ...options] });
      const name = `${rule}, example ${index + 1}`;
      const files = { 'cogniverse.config.json': POLICY, 'package.json': PACKAGE, 'pyproject.toml': PYPROJECT };
      return [
        { name, code, settings: { ...SETTINGS, file, preset: 'none', rules } },
        { name: `${name}, by all rules, in another project`, code, settings: { ...SETTINGS, file, files } },
      ];
    });
  });
  const ofPlayground = EXAMPLES.flatMap((example) =>
    RUNNERS.map((runner): Sample => {
      const { code, settings } = stateFor(example);
      return { name: `${example.topic}, ${example.language}, ${runner}`, code, settings: { ...settings, runner } };
    }),
  );
  const broken = [
    { name: 'a syntax error in TypeScript', file: 'a.test.ts', code: 'test(async () => {' },
    { name: 'a syntax error in JavaScript', file: 'a.test.js', code: 'test(async () => {' },
    { name: 'a syntax error in Python', file: 'test_a.py', code: 'def test(:\n' },
    { name: 'a name that is a pattern', file: 'app/[id]/{a}+(b).test.ts', code: 'test("a", async () => {});\n' },
    { name: 'JSX', file: 'a.test.jsx', code: 'test("shows", async () => { render(<Page />); });\n' },
  ].map(({ name, file, code }): Sample => ({ name, code, settings: { ...SETTINGS, file } }));
  return [...ofPages, ...ofPlayground, ...broken];
}
