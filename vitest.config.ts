import path from 'node:path';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests wait for the programs that they start; a worker for each processor keeps all of them busy.
    maxWorkers: '100%',
    projects: [
      {
        test: { name: 'guide', root: 'packages/guide', include: ['test/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        test: {
          name: 'python',
          root: 'packages/python',
          include: ['{src,test}/**/*.test.ts'],
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'test-setup',
          root: 'packages/test-setup',
          include: ['{src,test}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'pytest-setup',
          root: 'packages/pytest-setup',
          include: ['test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'rules',
          root: 'rules',
          include: ['{src,test}/**/*.test.ts'],
          // ESLint and the rules are loaded once, not for each of a hundred files.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      { test: { name: 'codemods', root: 'codemods', include: ['test/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'docs',
          root: 'docs',
          include: ['test/**/*.test.ts'],
          globalSetup: path.resolve(import.meta.dirname, 'docs/test/build-site.ts'),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          root: 'test',
          include: ['system/**/*.test.ts'],
          globalSetup: path.resolve(import.meta.dirname, 'test/system/install-packages.ts'),
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
