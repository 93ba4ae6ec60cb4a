import { isDeepStrictEqual } from 'node:util';
import { createContext, Script } from 'node:vm';

import { ts } from 'ts-morph';

type Config = Record<string, unknown>;

/** What presets of other packages have as their list of set-up files. */
export const PRESETS = [undefined, './preset.ts', ['./preset.ts', './more.ts']] as const;

/**
 * Runs a configuration module in a world of stand-ins, and gives the configurations that it comes to.
 *
 * @param list - The list of set-up files that presets bring.
 * @param ci - What `process.env.CI` is.
 */
export async function runModule(
  text: string,
  list: unknown,
  ci: string | undefined,
): Promise<readonly unknown[]> {
  const { outputText } = ts.transpileModule(text.replace(/^#!.*/, ''), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const loaded: string[] = [];
  const module = { exports: {} as unknown };
  const world = {
    module,
    exports: module.exports,
    require: (name: string) => {
      loaded.push(name);
      return standIn(name, list);
    },
    process: { env: { CI: ci } },
    react: () => 'react',
    load: () => Promise.resolve('plugin'),
    log: () => undefined,
    filesFor: () => list,
    extra: list,
    base: { setupFiles: [list ?? []].flat() },
  };
  new Script(outputText).runInContext(createContext(world));
  const { exports } = module;
  const config: unknown =
    exports !== null && typeof exports === 'object' && 'default' in exports ? exports.default : exports;
  const configs = isFunction(config) ? await Promise.all(['a', 'b'].map((mode) => config({ mode }))) : [config];
  // What a realm of its own makes has prototypes of its own.
  return [...configs.map((made) => plain(made)), loaded.filter((name) => name.endsWith('playwright'))];
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify({ value }));
}

function isFunction(value: unknown): value is (env: { readonly mode: string }) => unknown {
  return typeof value === 'function';
}

function standIn(name: string, list: unknown): unknown {
  const preset = {
    test: { setupFiles: list, environment: 'node' },
    setupFilesAfterEnv: list,
    setupFiles: list,
  };
  const same = (config: unknown): unknown => config;
  switch (name) {
    case 'next/jest':
    case 'next/jest.js':
      return () => (config: Config) => () => Promise.resolve({ next: true, ...config });
    case 'ts-jest':
      return { createDefaultPreset: () => ({ transform: {} }) };
    case '@acme/vite-config':
      return () => preset;
    case '@acme/vitest-config':
      return { ...preset, __esModule: true, default: preset };
    case 'acme':
      return { a: preset, b: { build: {} }, test: preset.test, withPreset: mergeConfig };
    case '@acme/jest-config':
      return preset;
    default:
      return { defineConfig: same, defineWorkspace: same, mergeConfig };
  }
}

/** Merges as Vite does: lists behind each other, a value beside a list as an element of it. */
function mergeConfig(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) || Array.isArray(own)) return [base ?? [], own ?? []].flat();
  if (!isObject(base) || !isObject(own)) return own ?? base;
  const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, mergeConfig(base[key], own[key])]));
}

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is another without an entry in its lists of set-up files. */
export function isWithout(before: unknown, after: unknown, entry: string): boolean {
  return isDeepStrictEqual(normalized(before, entry), normalized(after, entry));
}

/** A configuration with its lists of set-up files as lists without the entry, and without those that are empty. */
function normalized(value: unknown, entry: string): unknown {
  if (Array.isArray(value))
    return value.map((element) => normalized(element, entry)).filter((element) => element !== entry);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const isList = /^(?:setupFiles|setupFilesAfterEnv|require|r)$/.test(key);
    const kept = normalized(isList ? [inner ?? []].flat() : inner, entry);
    const isEmpty = (isList && isDeepStrictEqual(kept, [])) || (key === 'test' && isDeepStrictEqual(kept, {}));
    return isEmpty ? [] : [[key, kept]];
  });
  return Object.fromEntries(entries);
}

/** Whether each list of set-up files that has the entry begins with it and has it once. */
export function beginsWith(value: unknown, entry: string): boolean {
  if (Array.isArray(value)) {
    if (!value.includes(entry)) return value.every((element) => beginsWith(element, entry));
    return value.indexOf(entry) === 0 && value.lastIndexOf(entry) === 0;
  }
  return !isObject(value) || Object.values(value).every((inner) => beginsWith(inner, entry));
}
