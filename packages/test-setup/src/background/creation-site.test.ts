import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { callersOf, captureSite, type CreationSite, describeSite, framesOf, packageOf } from './creation-site.ts';

function site(...lines: readonly string[]): CreationSite {
  return { stack: ['Error', ...lines.map((line) => `    at ${line}`)].join('\n') };
}

describe('frames', () => {
  test.each([
    ['startWorker (/p/a.test.js:7:18)', { file: '/p/a.test.js', name: 'startWorker' }],
    ['/p/a b.test.js:7:18', { file: '/p/a b.test.js', name: undefined }],
    ['async Promise.all (index 0)', undefined],
    ['new Worker (node:internal/worker:200:1)', { file: 'node:internal/worker', name: 'new Worker' }],
    ['async file:///p/a%20b.test.mjs?v=1:7:18', { file: '/p/a b.test.mjs', name: undefined }],
    ['Object.<anonymous> (/p/[id]/(group)/a.test.ts:1:1)', { file: '/p/[id]/(group)/a.test.ts' }],
    [String.raw`start (C:\p\a.test.js:7:18)`, { file: String.raw`C:\p\a.test.js`, name: 'start' }],
    ['native', undefined],
  ])('%s', (line, expected) => {
    const frames = framesOf(site(line));
    expect(frames).toHaveLength(expected === undefined ? 0 : 1);
    if (expected !== undefined) expect(frames[0]).toMatchObject({ ...expected, text: line });
  });

  test('without a stack there are none', () => {
    expect(framesOf({})).toEqual([]);
  });
});

test('callers are neither Node.js nor this package', () => {
  const own = path.resolve(import.meta.dirname, 'watch-workers.ts');
  const taken = site(`construct (${own}:1:1)`, 'fork (node:child_process:1:1)', 'make (/p/a.js:1:1)');
  expect(callersOf(taken).map(({ file }) => file)).toEqual(['/p/a.js']);
});

test.each([
  ['/p/a.js', undefined],
  ['/p/node_modules/ora/index.js', 'ora'],
  ['/p/node_modules/@posthog/core/dist/x.js', '@posthog/core'],
  ['/p/node_modules/.pnpm/ora@1/node_modules/ora/index.js', 'ora'],
  [String.raw`C:\p\node_modules\@posthog\core\x.js`, '@posthog/core'],
])('%s belongs to %s', (file, name) => {
  expect(packageOf(file)).toBe(name);
});

test('a site is told by the calls of the project, or of packages if there are no others', () => {
  const inPackage = 'flush (/p/node_modules/posthog-node/x.js:1:1)';
  expect(describeSite(site(inPackage, 'start (/p/a.js:2:3)', '/p/b.js:4:5'), '  ')).toBe(
    '  at start (/p/a.js:2:3)\n  at /p/b.js:4:5',
  );
  expect(describeSite(site(inPackage), '')).toBe(`at ${inPackage}`);
  expect(describeSite(site(`start (${process.cwd()}/test/a.js:2:3)`), '')).toBe('at start (test/a.js:2:3)');
});

test('a stack is taken from the caller of a function, as deep as asked', () => {
  const limit = Error.stackTraceLimit;
  function make(): CreationSite {
    return captureSite(make, 1);
  }
  function caller(): CreationSite {
    return make();
  }
  const { stack = '' } = caller();
  expect(stack.split('\n')).toHaveLength(2);
  expect(stack).toContain('at caller');
  expect(Error.stackTraceLimit).toBe(limit);
});
