import type { Py } from '@cogniverse/eslint-python';

import { makesMock } from '../../models/python/mocks.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import { marksOf } from '../../resolve/python/marks.ts';
import { definedIn, originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import { skips } from './skips.ts';

/** Decorators of well-known packages that run a test whatever is there. */
const NEUTRAL = [
  /^builtins\.(?:static|class)method$/,
  /^functools\./,
  /^contextlib\./,
  /^asyncio\./,
  /^hypothesis\./,
  /^freezegun\./,
  /^parameterized\./,
  /^pytest_asyncio\./,
  /^torch\.(?:no_grad|inference_mode|set_grad_enabled|autocast)/,
  /^(?:flaky|tenacity|retry|retrying|backoff|timeout_decorator|ddt)\b/,
  /^unittest\.mock\./,
  /^typing(?:_extensions)?\./,
];

/** Whether a decorator that is no mark may skip what it decorates. */
export function mayGate(decorator: Py.expr, source: PythonSource): boolean {
  if (marksOf(decorator, source).some((mark) => mark !== undefined)) return false;
  if (decorator.nodeType === 'Call' && makesMock(decorator, source)) return false;
  const callee = decorator.nodeType === 'Call' ? decorator.func : decorator;
  const own = functionsOf(callee, source);
  if (own.length > 0) return own.some((fn) => skips(fn.node, fn.source) || holdsSkipMark(fn.node, fn.source));
  const paths = originsOf(callee, source).map(({ path }) => path);
  return paths.length === 0 || !paths.every((path) => NEUTRAL.some((pattern) => pattern.test(path)));
}

interface Located {
  readonly node: PyFunction;
  readonly source: PythonSource;
}

function functionsOf(callee: Py.expr, source: PythonSource): readonly Located[] {
  const own =
    callee.nodeType === 'Name'
      ? (definitionsAt(callee, source) ?? []).flatMap(({ node }) =>
          isFunction(node) ? [{ node, source }] : [],
        )
      : [];
  if (own.length > 0) return own;
  return originsOf(callee, source).flatMap(({ path }) => {
    const found = definedIn(path, source);
    if (found?.rest !== '') return [];
    return found.definitions.flatMap(({ node }) =>
      isFunction(node) ? [{ node, source: found.source }] : [],
    );
  });
}

/** Whether a decorator applies a mark or decorator that skips. */
function holdsSkipMark(fn: PyFunction, source: PythonSource): boolean {
  return [...pythonNodesIn(fn)].some(
    (node) =>
      node.nodeType === 'Attribute' &&
      originsOf(node, source).some(({ path }) =>
        /^(?:pytest\.mark\.skip|unittest(?:\.case)?\.skip|pytest\.mark\.requires)/.test(path),
      ),
  );
}
