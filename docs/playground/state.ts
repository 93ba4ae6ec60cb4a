/** What stands in the playground: all that a link keeps. */
import type { Settings } from './engine/protocol.ts';
import { EXAMPLES, type Example } from './examples.ts';

/** The code and the settings. */
export interface State {
  readonly code: string;
  readonly settings: Settings;
}

export const PRESETS = ['recommended', 'strict', 'none'] as const satisfies readonly Settings['preset'][];
export const RUNNERS = [
  'auto',
  'vitest',
  'jest',
  'mocha',
  'node',
  'playwright',
] as const satisfies readonly Settings['runner'][];

/** The project's files that can be edited, beside the one that is linted. */
export const PROJECT_FILES = ['cogniverse.config.json', 'package.json', 'pyproject.toml'] as const;

const EMPTY_FILES = Object.fromEntries(PROJECT_FILES.map((name) => [name, '']));

/** The state with which an example begins. */
export function stateFor({ file, code }: Example): State {
  return { code, settings: { file, preset: 'recommended', runner: 'auto', rules: '', files: EMPTY_FILES } };
}

/** The state with which the playground begins. */
export function firstState(): State {
  return stateFor(EXAMPLES[0]);
}

/** The state that data of unknown origin, such as a link, holds; `undefined` where it holds none. */
export function stateOf(data: unknown): State | undefined {
  const code = field(data, 'code');
  const settings = field(data, 'settings');
  const file = field(settings, 'file');
  if (typeof code !== 'string' || typeof file !== 'string') return undefined;
  const rules = field(settings, 'rules');
  return {
    code,
    settings: {
      file: fileName(file),
      preset: PRESETS.find((name) => name === field(settings, 'preset')) ?? 'recommended',
      runner: RUNNERS.find((name) => name === field(settings, 'runner')) ?? 'auto',
      rules: typeof rules === 'string' ? rules : '',
      files: Object.fromEntries(PROJECT_FILES.map((name) => [name, text(field(field(settings, 'files'), name))])),
    },
  };
}

/** A file's name as the project takes it: a path from its root that stays in it. */
export function fileName(written: string): string {
  const parts = written.trim().split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/') || 'example.test.ts';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
