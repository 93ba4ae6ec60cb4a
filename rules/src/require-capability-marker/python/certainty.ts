import type { Py } from '@cogniverse/eslint-python';

import { blocksOf } from '../../resolve/python/bindings.ts';
import { isConditionMet } from '../../resolve/python/condition.ts';
import { isFunction, type PyFunction } from '../../resolve/python/functions.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/**
 * Whether a node runs whenever a function around it does, and a failure of it is one of the function: under no
 * condition, behind no early return, with nothing around it that catches what it raises.
 */
export function runsForCertain(node: Py.Node, fn: PyFunction, source: PythonSource): boolean {
  let below = node;
  for (const above of ancestorsOf(node)) {
    if (isBehindReturn(above, below)) return false;
    if (above === fn) return fn.body.some((statement) => statement === below);
    if (!isPassed(above, below, source)) return false;
    below = above;
  }
  return false;
}

/** Whether a statement or expression runs a part of it whenever it runs itself. */
function isPassed(above: Py.Node, below: Py.Node, source: PythonSource): boolean {
  switch (above.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'Lambda':
    case 'ClassDef':
    case 'ExceptHandler':
    case 'While':
    case 'Match':
    case 'match_case':
    case 'GeneratorExp':
      return false;
    case 'If':
      return (
        above.test === below ||
        (above.body.some((part) => part === below) && isConditionMet(above.test, source) === true)
      );
    case 'IfExp':
      return above.test === below;
    case 'BoolOp':
      return above.values[0] === below;
    case 'Try':
    case 'TryStar':
      return above.finalbody.some((part) => part === below) || above.handlers.every(failsToo);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return above.generators.every(({ ifs }) => ifs.length === 0);
    case 'With':
    case 'AsyncWith':
      return !above.items.some(({ context_expr: manager }) => catches(manager));
    default:
      return true;
  }
}

/** Whether what is caught fails the test after all: it is raised again, or `pytest.fail()` says so. */
function failsToo({ body }: Py.ExceptHandler): boolean {
  const last = body.at(-1);
  if (last?.nodeType === 'Raise') return true;
  const call = last?.nodeType === 'Expr' ? last.value : undefined;
  return call?.nodeType === 'Call' && call.func.nodeType === 'Attribute' && call.func.attr === 'fail';
}

/** A manager that takes what its block raises, by its name. */
function catches(manager: Py.expr): boolean {
  if (manager.nodeType !== 'Call') return false;
  const { func } = manager;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  return /raises|suppress|ignor|skip|catch|patch|mock/i.test(name);
}

/** Whether a statement in front of a node may have ended the function. */
function isBehindReturn(above: Py.Node, below: Py.Node): boolean {
  const block = blocksOf(above).find((statements) => statements.some((statement) => statement === below));
  const before = block?.slice(0, block.indexOf(below)) ?? [];
  return before.some((statement) => statement.nodeType === 'If' && ends(statement));
}

function ends(statement: Py.If): boolean {
  return [...pythonNodesIn(statement, (node) => !isFunction(node))].some(
    ({ nodeType }) => nodeType === 'Return' || nodeType === 'Raise' || nodeType === 'Continue',
  );
}
