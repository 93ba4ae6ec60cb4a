import type { TSESTree } from '@typescript-eslint/utils';

import type { Source } from '../resolve/source.ts';
import { enclosingFunction, memberName, type FunctionNode } from '../resolve/syntax.ts';

/** Methods of browser drivers that run the function they are given in a page: Playwright, Puppeteer, WebDriver. */
const PAGE_METHODS = new Set([
  '$$eval',
  '$eval',
  'addInitScript',
  'evaluate',
  'evaluateAll',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'execute',
  'executeAsync',
  'executeAsyncScript',
  'executeScript',
  'waitForFunction',
]);

/** Modules that only tests import which run in a page themselves. */
const PAGE_MODULES =
  /^(?:vitest\/browser|@vitest\/browser(?:\/.*)?|vitest-browser-\w+|@web\/test-runner-commands|@open-wc\/testing|cypress(?:\/.*)?)$/;
/** Modules that run a worker's code without a thread. */
const INLINE_WORKER_MODULES = new Set(['@vitest/web-worker', 'jsdom-worker', 'jest-webworker', 'pseudo-worker']);
/** Environments that have no workers: what a test constructs there under their name is a fake from a set-up file. */
const FAKE_ENVIRONMENT = /@(?:jest|vitest)-environment\s+(?:jsdom|happy-dom)\b/;
const PAGE_FILE = /\.(?:browser\.(?:test|spec)|cy)\.[mc]?[jt]sx?$|[\\/]browser(?:-tests?)?[\\/]/;

/** Whether a whole file runs in a page, or where the web's workers are played by something else. */
export function hasOwnWorkers({ ast, file }: Source, comments: readonly TSESTree.Comment[]): boolean {
  return (
    PAGE_FILE.test(file) ||
    comments.some(({ value }) => FAKE_ENVIRONMENT.test(value)) ||
    ast.body.some((statement) => {
      if (statement.type !== 'ImportDeclaration') return false;
      const { value } = statement.source;
      return PAGE_MODULES.test(value) || INLINE_WORKER_MODULES.has(value);
    })
  );
}

/** Whether a node lies in a function that is handed to a page: `page.evaluate(() => …)`, or by its name. */
export function runsInPage(node: TSESTree.Node, source: Source): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    if (isGivenToPage(fn) || namesOf(fn, source).some(isGivenToPage)) return true;
  }
  return false;
}

/** The places where the name of a function is read. */
function namesOf(fn: FunctionNode, source: Source): readonly TSESTree.Node[] {
  const name = fn.id ?? (fn.parent.type === 'VariableDeclarator' ? fn.parent.id : undefined);
  if (name?.type !== 'Identifier') return [];
  const variable = source.scopeManager.getDeclaredVariables(fn.id ? fn : fn.parent).find((declared) => declared.name === name.name);
  return variable?.references.map(({ identifier }) => identifier) ?? [];
}

function isGivenToPage(node: TSESTree.Node): boolean {
  const { parent: call } = node;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  return PAGE_METHODS.has(memberName(call.callee) ?? '');
}
