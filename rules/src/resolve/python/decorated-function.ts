import type { Py } from '@cogniverse/eslint-python';

import { skipsAlways, skipsInUnittest } from './always-skipped.ts';
import { definitionsAt } from './bindings.ts';
import { isFunction, type PyFunction } from './functions.ts';
import { marksOf, type Mark, type MarkPlace } from './marks.ts';
import { definedIn, originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';
import { pythonNodesIn } from './walk.ts';

/** What decorators make of a function or class. */
interface Decorated {
  /** It is a function still: no property, no fixture. */
  readonly isTest: boolean;
  /** Calling it gives a coroutine. */
  readonly isAsync: boolean;
  /** It is skipped whatever happens. */
  readonly isSkipped: boolean;
  readonly isAbstract: boolean;
  /** Its marks, in the order in which pytest looks through them: that of the decorator next to it first. */
  readonly marks: readonly MarkPlace[];
}

/** A function with what its decorators make of it, as pytest sees it. */
export interface DecoratedFunction extends Decorated {
  readonly node: PyFunction;
}

const FIXTURE = /(?:^|\.)(?:\w*_)?fixture(?:\(\))?$/;
const NO_FUNCTION = /^(?:builtins\.property|functools\.cached_property|abc\.abstractproperty)$/;
const ABSTRACT = /^abc\.abstract(?:method|property)$/;
/** What replaces things while the function runs, whatever these are called. */
const PATCH = /^(?:unittest\.)?mock\.patch(?:\.(?:object|dict|multiple))?\(\)$/;
/** What makes a synchronous function of it. */
const SYNCHRONOUS = [
  /^contextlib\.(?:async)?contextmanager$/,
  /^asgiref\.sync\.(?:async_to_sync|AsyncToSync)$/,
  /^(?:tornado\.testing\.gen_test|distributed\.utils_test\.gen_(?:cluster|test))(?:\(\))?$/,
];

/** How far decorators of the project are followed that apply others. */
const MAX_DEPTH = 4;

/** What the decorators of a function make of it. */
export function decorated(node: PyFunction, source: PythonSource): DecoratedFunction {
  const isAsync = node.nodeType === 'AsyncFunctionDef' && !isGenerator(node);
  return { ...decoratedBy(node.decorator_list, isAsync, source), node };
}

/** The marks that decorators of a class give it, in the order in which pytest looks through them. */
export function classDecoratorMarks(node: Py.ClassDef, source: PythonSource): readonly MarkPlace[] {
  const { marks } = decoratedBy(node.decorator_list, false, source);
  return marks.filter((place) => place.marks.some((mark) => mark !== undefined));
}

function decoratedBy(decorators: readonly Py.expr[], isAsync: boolean, source: PythonSource): Decorated {
  let made: Decorated = { isTest: true, isAsync, isSkipped: false, isAbstract: false, marks: [] };
  for (const decorator of decorators.toReversed()) made = decorate(made, decorator, source);
  return made;
}

function decorate(made: Decorated, decorator: Py.expr, source: PythonSource, depth = 0): Decorated {
  const marks = marksOf(decorator, source);
  if (marks.some((mark) => mark !== undefined)) {
    const isSkipped = made.isSkipped || (marks.length === 1 && marks[0] !== undefined && skipsAlways(marks[0]));
    return { ...made, isSkipped, marks: [...made.marks, { node: decorator, source, marks }] };
  }
  const paths = originsOf(decorator, source).map(({ path }) => path);
  const is = (pattern: RegExp): boolean => paths.some((path) => pattern.test(path));
  const isAccessor = decorator.nodeType === 'Attribute' && /^(?:setter|getter|deleter)$/.test(decorator.attr);
  const result: Decorated = {
    ...made,
    isTest: made.isTest && !is(FIXTURE) && !is(NO_FUNCTION) && !isAccessor,
    isAsync: made.isAsync && !SYNCHRONOUS.some(is),
    isSkipped: made.isSkipped || skipsInUnittest(decorator, source),
    isAbstract: made.isAbstract || is(ABSTRACT),
  };
  if (is(PATCH)) return result;
  const own = depth < MAX_DEPTH ? ownDecorator(decorator, source) : undefined;
  if (own) return applyOwn(result, own, { node: decorator, source, marks: [] }, depth + 1);
  // What another package makes may set a timeout, if its name says so.
  const possible = [undefined, ...marksMadeBy(decorator, source)];
  return { ...result, marks: [...result.marks, { node: decorator, source, marks: possible }] };
}

/** The marks that a class or lambda of the project makes, which may give them to what it decorates. */
function marksMadeBy(decorator: Py.expr, source: PythonSource): readonly Mark[] {
  const callee = decorator.nodeType === 'Call' ? decorator.func : decorator;
  const here = callee.nodeType === 'Name' ? (definitionsAt(callee, source) ?? []) : [];
  const found = [
    { definitions: here, source },
    ...originsOf(callee, source).flatMap(({ path }) => definedIn(path, source) ?? []),
  ];
  return found.flatMap((file) =>
    file.definitions
      .filter(({ node }) => node.nodeType === 'ClassDef' || node.nodeType === 'Assign')
      .flatMap(({ node }) => marksCalledIn(node, file.source)),
  );
}

/** The marks that code makes by calls. */
function marksCalledIn(code: Py.Node, source: PythonSource): readonly Mark[] {
  const calls = [...pythonNodesIn(code)].filter((node) => node.nodeType === 'Call');
  return calls
    .filter((call) => !isCallee(call))
    .flatMap((call) => marksOf(call, source).filter((mark) => mark !== undefined));
}

/** Whether a function yields, and so makes a generator. */
function isGenerator(node: PyFunction): boolean {
  return [...partsOf(node)].some(({ nodeType }) => nodeType === 'Yield' || nodeType === 'YieldFrom');
}

/** The nodes of a function's body, without those of functions and classes within it. */
function* partsOf({ body }: PyFunction): Generator<Py.Node> {
  for (const statement of body)
    if (!hasScope(statement)) yield* pythonNodesIn(statement, (node) => !hasScope(node));
}

function hasScope(node: Py.Node): boolean {
  return isFunction(node) || node.nodeType === 'Lambda' || node.nodeType === 'ClassDef';
}

/** A decorator that a file of the project defines. */
interface OwnDecorator {
  readonly node: PyFunction;
  readonly source: PythonSource;
  /** It is called for the decorator: `@retry(3)`. */
  readonly isCalled: boolean;
}

function ownDecorator(decorator: Py.expr, source: PythonSource): OwnDecorator | undefined {
  const isCalled = decorator.nodeType === 'Call';
  const callee = isCalled ? decorator.func : decorator;
  if (callee.nodeType === 'Name') {
    const [definition, ...others] = definitionsAt(callee, source) ?? [];
    if (definition && others.length === 0 && isFunction(definition.node)) {
      return definition.kind === 'function' ? { node: definition.node, source, isCalled } : undefined;
    }
  }
  for (const { path } of originsOf(callee, source)) {
    const found = definedIn(path, source);
    const [definition, ...others] = found?.rest === '' ? found.definitions : [];
    if (found && definition && others.length === 0 && isFunction(definition.node)) {
      return { node: definition.node, source: found.source, isCalled };
    }
  }
  return undefined;
}

/** What a decorator of the project does. */
interface Effect {
  /** The decorators that it applies, the first one first, if that is all it does. */
  readonly further: readonly Py.expr[] | undefined;
  readonly makesFixture: boolean;
  readonly marks: readonly Mark[];
  /** What it puts in the function's place. */
  readonly wrapper: PyFunction | undefined;
}

const effects = { called: new WeakMap<PyFunction, Effect>(), plain: new WeakMap<PyFunction, Effect>() };

function effectOf(own: OwnDecorator): Effect {
  const known = effects[own.isCalled ? 'called' : 'plain'];
  let effect = known.get(own.node);
  if (!effect) {
    effect = findEffect(own);
    known.set(own.node, effect);
  }
  return effect;
}

function findEffect(own: OwnDecorator): Effect {
  const further = furtherDecorators(own);
  if (further) return { further, makesFixture: false, marks: [], wrapper: undefined };
  const { node, source } = own;
  const calls = [...pythonNodesIn(node)].filter((inner) => inner.nodeType === 'Call');
  return {
    further,
    makesFixture: calls.some(({ func }) => originsOf(func, source).some(({ path }) => FIXTURE.test(path))),
    marks: marksCalledIn(node, source),
    wrapper: wrapperOf(own),
  };
}

function applyOwn(made: Decorated, own: OwnDecorator, at: MarkPlace, depth: number): Decorated {
  const { source } = own;
  const { further, makesFixture, marks, wrapper } = effectOf(own);
  if (further) return further.reduce((before, decorator) => decorate(before, decorator, source, depth), made);
  const kept = wrapper && !keepsMarks(wrapper, source) ? [] : made.marks;
  return {
    ...made,
    isTest: made.isTest && !makesFixture,
    isAsync: wrapper ? wrapper.nodeType === 'AsyncFunctionDef' && !isGenerator(wrapper) : made.isAsync,
    marks: [...kept, ...marks.map((mark): MarkPlace => ({ ...at, marks: [mark] }))],
  };
}

/**
 * The decorators that a decorator applies, the first one first: `return first(second(function))`, or where it is
 * called, `return other(arguments)`. `undefined` where it does something else.
 */
function furtherDecorators({ node, isCalled }: OwnDecorator): readonly Py.expr[] | undefined {
  const decorator = isCalled ? returnedFunction(node) : node;
  if (!decorator) {
    const returned = returnedExpression(node);
    return returned?.nodeType === 'Call' ? [returned] : undefined;
  }
  const [parameter] = [...decorator.args.posonlyargs, ...decorator.args.args];
  const returned = returnedExpression(decorator);
  if (!parameter || !returned || isTouched(parameter.arg, decorator)) return undefined;
  return applied(returned, parameter.arg);
}

/** Whether a decorator does something with what it is given before it returns: `fn = mark(fn)`, `fn.marks = …`. */
function isTouched(parameter: string, { body }: PyFunction): boolean {
  return body
    .filter(({ nodeType }) => nodeType !== 'Return')
    .some((statement) =>
      [...pythonNodesIn(statement)].some((node) => node.nodeType === 'Name' && node.id === parameter),
    );
}

function applied(expression: Py.expr, parameter: string): readonly Py.expr[] | undefined {
  if (expression.nodeType === 'Name') return expression.id === parameter ? [] : undefined;
  if (expression.nodeType !== 'Call' || expression.args.length !== 1 || expression.keywords.length > 0)
    return undefined;
  const [argument] = expression.args;
  const inner = argument && applied(argument, parameter);
  return inner && [...inner, expression.func];
}

/** Whether a mark is called, so that the call says what it is: `pytest.mark.slow(timeout(5)(fn))`. */
function isCallee(node: Py.Call): boolean {
  const { parent } = node;
  return (parent?.nodeType === 'Call' && parent.func === node) || parent?.nodeType === 'Attribute';
}

/** The function that a decorator gives back in place of the one it is given; `undefined` where that is not plain. */
function wrapperOf({ node, isCalled }: OwnDecorator): PyFunction | undefined {
  const inner = isCalled ? returnedFunction(node) : node;
  return inner && returnedFunction(inner);
}

function returnedFunction(node: PyFunction): PyFunction | undefined {
  const returned = returnedExpression(node);
  if (returned?.nodeType !== 'Name') return undefined;
  return node.body.filter(isFunction).findLast(({ name }) => name === returned.id);
}

/** What a function returns, where it returns one thing. */
function returnedExpression(node: PyFunction): Py.expr | undefined {
  const returns = [...partsOf(node)].filter((part) => part.nodeType === 'Return');
  const [first] = returns;
  return returns.length === 1 ? (first?.value ?? undefined) : undefined;
}

/** `functools.wraps` copies the attributes of a function, its marks among them. */
function keepsMarks({ decorator_list: decorators }: PyFunction, source: PythonSource): boolean {
  return decorators.some((decorator) =>
    originsOf(decorator, source).some(({ path }) => /(?:^|\.)wraps\(\)$/.test(path)),
  );
}
