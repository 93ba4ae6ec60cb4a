import { threadApis } from '@cogniverse/guide';
import { expect, it } from 'vitest';

import { mayHoldThread } from './prefilter.ts';

it.each(threadApis.filter(({ language }) => language === 'javascript'))('passes $module $name', ({ kind, module, name }) => {
  const globals = module === 'global' ? `new ${name}();` : '';
  const imports = kind === 'import-query' ? `import W from './a${module}'; new W();` : `require('${module}').${name}();`;
  expect(mayHoldThread(globals || imports)).toBe(true);
});

it.each([
  'import W from "./a?inline&worker";',
  'new (class extends SharedWorker {})();',
])('passes %s', (text) => {
  expect(mayHoldThread(text)).toBe(true);
});

it.each(['', 'test("a", () => {});', 'import { spawn } from "node:child_process";', 'repository.fork();'])(
  'holds back %s',
  (text) => {
    expect(mayHoldThread(text)).toBe(false);
  },
);
