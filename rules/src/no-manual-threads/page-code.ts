import type { TSESTree } from '@typescript-eslint/utils';

import { otherRunnerOf } from '../resolve/other-runner.ts';
import type { Source } from '../resolve/source.ts';

/** Modules that only tests import which run in a page themselves. */
const PAGE_MODULES =
  /^(?:vitest\/browser|@vitest\/browser(?:\/.*)?|vitest-browser-\w+|@web\/test-runner-commands|@open-wc\/testing|cypress(?:\/.*)?)$/;
/** Modules that run a worker's code without a thread. */
const INLINE_WORKER_MODULES = new Set(['@vitest/web-worker', 'jsdom-worker', 'jest-webworker', 'pseudo-worker']);
/** Environments that have no workers: what a test constructs there under their name is a fake from a set-up file. */
const FAKE_ENVIRONMENT = /@(?:jest|vitest)-environment\s+(?:jsdom|happy-dom)\b/;
const PAGE_FILE = /\.(?:(?:browser|chromium|firefox|webkit)\.(?:test|spec|mocha)|cy)\.[mc]?[jt]sx?$|[\\/]browser(?:-tests?)?[\\/]/;

/** Whether a whole file runs in a page, or where the web's workers are played by something else. */
export function hasOwnWorkers(source: Source, comments: readonly TSESTree.Comment[]): boolean {
  const { ast, file } = source;
  return (
    PAGE_FILE.test(file) ||
    comments.some(({ value }) => FAKE_ENVIRONMENT.test(value)) ||
    ast.body.some((statement) => {
      if (statement.type !== 'ImportDeclaration') return false;
      const { value } = statement.source;
      return PAGE_MODULES.test(value) || INLINE_WORKER_MODULES.has(value);
    }) ||
    otherRunnerOf(source) === 'Karma'
  );
}
