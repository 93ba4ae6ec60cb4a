import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../resolve/once-per.ts';
import type { CollectedTest } from '../../resolve/python/collected-tests.ts';
import type { FixtureClosure } from '../../resolve/python/fixture-closure.ts';
import type { PyFunction } from '../../resolve/python/functions.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import { wordsOf } from '../id-names.ts';
import { CLEANS } from '../meaning.ts';
import { calledName } from './calls.ts';

/** Words of functions that give a test a world of its own. */
const OWN = new Set([
  'fresh',
  'isolated',
  'new',
  'random',
  'temp',
  'temporary',
  'tempfile',
  'unique',
  'uuid',
]);
const EACH = /^(?:async)?(?:set_?up|tear_?down)(?:_?(?:method|function))?$/i;
/** What suites put back that holds no records. */
const HARMLESS =
  /cache|thread|log|mock|env|dspy|metric|context|handler|warning|seed|loop|signal|monkeypatch/i;

/** Whether a function calls something that clears, deletes or resets. */
export function cleansUp(fn: PyFunction): boolean {
  return callsOneOf(fn, CLEANS);
}

/** Whether a function makes something that nobody else has: `new_app_url()`, `uuid4()`. */
export function makesItsOwn(fn: PyFunction): boolean {
  return callsOneOf(fn, OWN);
}

function callsOneOf(fn: PyFunction, words: ReadonlySet<string>): boolean {
  return [...pythonNodesIn(fn)].some(
    (node) => node.nodeType === 'Call' && wordsOf(calledName(node)).some((word) => words.has(word)),
  );
}

/** Whether a test, or what pytest runs around it alone, cleans up what it leaves. */
export function isCleaned(test: CollectedTest, { fixtures }: FixtureClosure, source: PythonSource): boolean {
  if (cleansUp(test.fn.node)) return true;
  const isClearing = fixtures.some(
    ({ node, scope, source: { text } }) =>
      scope === 'function' && cleansUp(node) && !HARMLESS.test(`${node.name} ${text.slice(...node.range)}`),
  );
  if (isClearing) return true;
  return [source.ast, ...test.classes.map(({ node }) => node)].some(hasCleaningHook);
}

const hasCleaningHook = oncePer(({ body }: Py.Module | Py.ClassDef) =>
  body.some((hook) => isFunction(hook) && EACH.test(hook.name) && cleansUp(hook)),
);

