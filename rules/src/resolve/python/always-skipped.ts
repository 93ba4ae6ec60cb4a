import type { Py } from '@cogniverse/eslint-python';

import { keywordOf } from './calls.ts';
import type { Mark, Placed } from './marks.ts';
import { mayBe, originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { staticValues, type PyValue } from './static-value.ts';

/** Whether a mark skips whatever happens: `skip`, or `skipif` with a condition that the source spells as true. */
export function skipsAlways({ name, args, keywords }: Mark): boolean {
  if (name === 'skip') return true;
  if (name !== 'skipif') return false;
  const named = keywords.get('condition');
  return [...args, ...(named ? [named] : [])].some((condition) => is(isMet, condition));
}

/** Whether a decorator of `unittest` skips whatever happens. */
export function skipsInUnittest(decorator: Py.expr, source: PythonSource): boolean {
  return originsOf(decorator, source).some(({ path }) => {
    const [, name] = /^unittest(?:\.case)?\.(skip(?:If|Unless)?)(?:\(\))?$/.exec(path) ?? [];
    if (name === undefined || name === 'skip') return name === 'skip';
    const [condition] = decorator.nodeType === 'Call' ? decorator.args : [];
    return condition !== undefined && is(name === 'skipIf' ? isTrue : isFalse, { node: condition, source });
  });
}

/** Whether a module skips itself as it is loaded: `pytest.skip('…', allow_module_level=True)`. */
export function isSkippedModule(source: PythonSource): boolean {
  return source.ast.body.some((statement) => {
    if (statement.nodeType === 'Raise' && statement.exc)
      return originsOf(statement.exc, source).some(({ path }) => EXCEPTION.test(path));
    if (statement.nodeType !== 'Expr' || statement.value.nodeType !== 'Call') return false;
    const isAllowed = keywordOf(statement.value, 'allow_module_level') !== undefined;
    return isAllowed && mayBe(statement.value, 'pytest.skip()', source);
  });
}

const EXCEPTION = /^(?:unittest(?:\.case)?\.SkipTest|pytest\.skip\.Exception)(?:\(\))?$/;

function is(test: (value: PyValue) => boolean, { node, source }: Placed): boolean {
  return staticValues(node, source).every(test);
}

/** pytest evaluates a condition that is a text. */
function isMet(value: PyValue): boolean {
  if (value.kind === 'constant' && typeof value.value === 'string') return /^(?:True|1)$/.test(value.value.trim());
  return isTrue(value);
}

function isTrue(value: PyValue): boolean {
  return value.kind === 'constant' && Boolean(value.value);
}

function isFalse(value: PyValue): boolean {
  return value.kind === 'constant' && !value.value;
}
