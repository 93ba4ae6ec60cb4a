import { expect, it } from 'vitest';

import { describeSources, used } from '../../test/sources.ts';
import { isInShippedCode } from './shipped-code.ts';

describeSources((makeSource) => {
  it.each([
    'page.evaluate(() => use(x));',
    'const work = () => () => use(x); page.addInitScript(work);',
    'function work() { use(x); } run(work.toString());',
    'function work() { use(x); } run(String(work));',
    'const work = function () { use(x); }; run(`(${work})()`);',
    "run('(' + (() => use(x)) + ')()');",
    'const inPage = async (fn) => { try { return await page.evaluate(fn); } finally { end(); } }; inPage(() => use(x));',
    'let inPage; function open() { inPage = (fn, more) => queue.then(() => page.evaluate(fn, more)); } inPage(() => use(x));',
    'function inPage(page, fn) { return page.evaluate(fn); } function inFirst(fn) { inPage(first, fn); } inFirst(() => use(x));',
  ])('%s runs elsewhere', (code) => {
    const source = makeSource(code);
    expect(isInShippedCode(used(source), source)).toBe(true);
  });

  it.each([
    'evaluate(() => use(x));',
    'use(x).evaluate();',
    'const work = () => use(x); work();',
    'const work = () => use(x); css`${work}`;',
    'page.exposeFunction(() => use(x));',
    'const inPage = (page, fn) => { fn(); page.evaluate(page); }; inPage(page, () => use(x));',
  ])('%s runs here', (code) => {
    const source = makeSource(code);
    expect(isInShippedCode(used(source), source)).toBe(false);
  });
});
