/** Functions of other packages that give back the configuration that they are given. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'defineConfig',
  'defineProject',
  'defineWorkspace',
  'defineVitestConfig',
  'defineVitestProject',
  'getViteConfig',
  'defineJestConfig',
]);

/** Functions whose configuration is for tests in the runtime of Cloudflare's Workers. */
export const WORKERS: ReadonlySet<string> = new Set(['defineWorkersConfig', 'defineWorkersProject']);

/** Functions of other packages that list the folders of projects, which are configured there. */
export const FOLDER_LISTS: ReadonlySet<string> = new Set(['getJestProjects', 'getJestProjectsAsync']);

/** Whether a module's `mergeConfig` puts lists behind each other; one that nothing declares is taken to. */
export function isMerging(module: string | undefined): boolean {
  return module === undefined || /^(?:(?:rolldown-)?vite|vitest|vite-plus|jest)(?:\/|$)/.test(module);
}

/** Packages that are known and whose presets, defaults and helpers bring no set-up of ours. */
const PUBLIC = new RegExp(
  `^(?:${[
    'vite',
    'vitest(?:/.*)?',
    'vite-plus(?:/.*)?',
    '@vitest/.*',
    'jest(?:/.*)?',
    'jest-(?:cli|config|each|expo|extended|junit|puppeteer|preset-angular|playwright-preset)(?:/.*)?',
    'jest-(?:environment|runner|transform|transformer|watch)-.*',
    '@jest/.*',
    '@nx/jest(?:/.*)?',
    'ts-jest(?:/.*)?',
    'next/jest(?:\\.js)?',
    'react-native(?:/.*)?',
    '@react-native/jest-preset(?:/.*)?',
    '@testing-library/.*',
    '@vue/.*',
    '@swc/jest',
    '@playwright/.*',
    '@shelf/jest-.*',
    'mocha(?:/.*)?',
    'node:.*',
    'path|url|os|fs|process|module',
  ].join('|')})$`,
);

/** Whether a package is a public one that brings no set-up of ours along. */
export function isInnocent(module: string): boolean {
  return PUBLIC.test(module);
}
