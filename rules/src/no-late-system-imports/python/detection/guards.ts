import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../../resolve/python/bindings.ts';
import { originsOf } from '../../../resolve/python/origin.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../../resolve/python/walk.ts';
import { projectFactsOf } from '../project-facts.ts';
import { availabilityOf, failsToLoad, mayBeAbsent } from './availability.ts';
import { catchesImportError, isImportError } from './exception-types.ts';
import type { LateImport } from './late-import.ts';
import { asksForPlatform } from './platform-condition.ts';

/** Whether the code around an import asks whether it can be had at all, or never runs it. */
export function isGuarded(late: LateImport, source: PythonSource): boolean {
  const availability = availabilityOf(late.module, late.imported);
  const question: Question = {
    late,
    mayBeAbsent: mayBeAbsent(availability),
    isRare: failsToLoad(availability, projectFactsOf(source.file).oldestPython),
    source,
  };
  let below: Py.Node = late.statement;
  for (const above of ancestorsOf(late.statement)) {
    if (isGuardedBy(above, below, question)) return true;
    below = above;
  }
  return question.isRare && isFileForSome(source);
}

/** An import with what is known of its module. */
interface Question {
  readonly late: LateImport;
  /** Whether the module is missing somewhere, so that a guard against that makes sense. */
  readonly mayBeAbsent: boolean;
  /** Whether it is missing in many places, so that any condition may be about that. */
  readonly isRare: boolean;
  readonly source: PythonSource;
}

/** A block that an import, or a statement with it, stands in. */
function isGuardedBy(above: Py.Node, below: Py.Node, question: Question): boolean {
  const { isRare, source } = question;
  switch (above.nodeType) {
    case 'If':
      return isIfGuard(above, below, question);
    case 'Match':
      return asksForPlatform(above.subject, source);
    case 'Try':
      return isTryGuard(above, below, question);
    case 'With':
    case 'AsyncWith':
      return above.items.some(({ context_expr: context }) => isWithGuard(context, above, question));
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      return isRare && (above.decorator_list.some(isSkip) || followsExit(above.body, below, source));
    default:
      return false;
  }
}

function isIfGuard({ test, body }: Py.If, below: Py.Node, { isRare, source }: Question): boolean {
  const isBody = body.some((statement) => statement === below);
  const value = knownValue(test, source);
  if (value !== undefined) return value !== isBody;
  return isRare || asksForPlatform(test, source);
}

/** What a condition always is when the code runs: `TYPE_CHECKING`, a constant. */
function knownValue(test: Py.expr, source: PythonSource): boolean | undefined {
  switch (test.nodeType) {
    case 'Constant':
      return test.valueType === 'bool' ? test.value : undefined;
    case 'UnaryOp': {
      const operand = test.op === 'Not' ? knownValue(test.operand, source) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case 'BoolOp': {
      const decisive = test.op === 'Or';
      return test.values.some((value) => knownValue(value, source) === decisive) ? decisive : undefined;
    }
    case 'Name':
    case 'Attribute':
      return isTypeChecking(test, source) ? false : undefined;
    default:
      return undefined;
  }
}

function isTypeChecking(test: Py.Name | Py.Attribute, source: PythonSource): boolean {
  if (originsOf(test, source).some(({ path }) => /^typing(?:_extensions)?\.TYPE_CHECKING$/.test(path)))
    return true;
  // Type checkers go by the name, so that `typing` need not be imported.
  if (test.nodeType !== 'Name' || (test.id !== 'TYPE_CHECKING' && test.id !== 'MYPY')) return false;
  const values = (definitionsAt(test, source) ?? []).flatMap(
    (definition) => assignedValues(definition) ?? [],
  );
  return values.length > 0 && values.every((value) => value.nodeType === 'Constant' && value.value === false);
}

function isTryGuard(statement: Py.Try, below: Py.Node, question: Question): boolean {
  const { late, source } = question;
  const handlers = statement.handlers.filter((handler) => catchesImportError(handler, source));
  if (handlers.length === 0) return false;
  if (handlers.some((handler) => handler === below)) {
    return question.mayBeAbsent || importedNames(statement.body).has(late.name);
  }
  if (!statement.body.some((part) => part === below)) return false;
  // Where nothing else can fail, it is the names that may be missing.
  return question.mayBeAbsent || (statement.body.length === 1 && late.imported !== undefined);
}

function importedNames(body: readonly Py.stmt[]): ReadonlySet<string> {
  const aliases = body.flatMap((part) =>
    part.nodeType === 'Import' || part.nodeType === 'ImportFrom' ? part.names : [],
  );
  return new Set(aliases.map(({ name, asname }) => asname ?? name.split('.', 1)[0] ?? name));
}

/** What `with` has to say of an import that fails or warns. */
function isWithGuard(context: Py.expr, { body }: Py.With | Py.AsyncWith, question: Question): boolean {
  const { late, mayBeAbsent: isUncertain, source } = question;
  if (context.nodeType !== 'Call') return false;
  const expectsFailure = context.args.some((type) => isImportError(type, source));
  const attribute = context.func.nodeType === 'Attribute' ? context.func.attr : undefined;
  const paths = originsOf(context.func, source).map(({ path }) => path);
  if (paths.includes('pytest.raises') || attribute?.startsWith('assertRaises') === true)
    return expectsFailure;
  if (paths.includes('contextlib.suppress')) return isUncertain && expectsFailure;
  const seesWarnings =
    paths.some((path) => WARNING_CONTEXTS.has(path)) || attribute?.startsWith('assertWarns') === true;
  return seesWarnings && (isUncertain || (body.length === 1 && body[0] === late.statement));
}

const WARNING_CONTEXTS = new Set(['pytest.warns', 'pytest.deprecated_call', 'warnings.catch_warnings']);

/** `@pytest.mark.skipif(...)`, `@unittest.skipUnless(...)`, `@needs_fork`. */
function isSkip(decorator: Py.expr): boolean {
  const callee = decorator.nodeType === 'Call' ? decorator.func : decorator;
  const name = callee.nodeType === 'Attribute' ? callee.attr : callee.nodeType === 'Name' ? callee.id : '';
  return /skip|xfail|require|need|only|requires/i.test(name);
}

/** Whether a statement before a node in the same block leaves it on some platforms. */
function followsExit(block: readonly Py.stmt[], below: Py.Node, source: PythonSource): boolean {
  const index = block.findIndex((statement) => statement === below);
  return block.slice(0, Math.max(index, 0)).some((statement) => isExit(statement, source));
}

function isExit(statement: Py.stmt, source: PythonSource): boolean {
  if (statement.nodeType === 'If') return statement.body.some(leaves);
  if (statement.nodeType !== 'Expr' && statement.nodeType !== 'Assign') return false;
  return [...pythonNodesIn(statement.value)].some(
    (node) =>
      node.nodeType === 'Call' &&
      originsOf(node.func, source).some(({ path }) => path === 'pytest.importorskip'),
  );
}

function leaves(statement: Py.stmt): boolean {
  if (statement.nodeType === 'Return' || statement.nodeType === 'Raise') return true;
  if (statement.nodeType !== 'Expr' || statement.value.nodeType !== 'Call') return false;
  const { func } = statement.value;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  return /skip|xfail|exit/i.test(name);
}

/** Whether the whole file is skipped on some platforms. */
function isFileForSome(source: PythonSource): boolean {
  return source.ast.body.some((statement) => {
    if (statement.nodeType === 'Assign') {
      const isMark = statement.targets.some(
        (target) => target.nodeType === 'Name' && target.id === 'pytestmark',
      );
      return (
        isMark &&
        [...pythonNodesIn(statement.value)].some(
          (node) => node.nodeType === 'Attribute' && node.attr === 'skipif',
        )
      );
    }
    return (
      isExit(statement, source) && (statement.nodeType !== 'If' || asksForPlatform(statement.test, source))
    );
  });
}
