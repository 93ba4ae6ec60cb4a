import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { fixtureOf, fixturesIn } from '../../resolve/python/fixtures.ts';
import { isFunction, returnedBy, type PyFunction } from '../../resolve/python/functions.ts';
import { mayBe } from '../../resolve/python/origin.ts';
import { parametrizedValues } from '../../resolve/python/parametrize.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';

/** A place that names a state. */
export interface Mention {
  readonly node: Py.Name | Py.Attribute;
  /** It names it through an instance of the class: what is set there is the instance's own. */
  readonly isOfInstance: boolean;
}

/** A variable of the module or an attribute of a class, with all places that name it. */
export interface State {
  /** As tests write it: `cache`, `TestUsers.user_id`. */
  readonly name: string;
  /** Where the module or the class gives it a value. */
  readonly definitions: readonly Definition[];
  /** What a fixture makes it as. */
  readonly made?: Py.expr;
  readonly mentions: readonly Mention[];
}

const WIDE = new Set(['module', 'package', 'session']);
const GIVEN: ReadonlySet<Definition['kind']> = new Set([
  'assignment',
  'annotated',
  'augmented',
  'delete',
  'walrus',
]);

/** The variables of a module. */
export function moduleStates({ scopes }: PythonSource): readonly State[] {
  return [...scopes.moduleScope.variables.values()].flatMap(({ name, definitions, references }) => {
    if (!definitions.every(({ kind }) => GIVEN.has(kind))) return [];
    const mentions = references.map(({ node }) => ({ node, isOfInstance: false }));
    return [{ name, definitions: definitions.filter(({ node }) => !isInFunction(node)), mentions }];
  });
}

function isInFunction(node: Py.Node): boolean {
  return [...ancestorsOf(node)].some(isFunction);
}

/** What tests set on the module `pytest`, which is one for all of them. */
export function pytestStates(source: PythonSource): readonly State[] {
  const attributes = new Map<string, Mention[]>();
  for (const node of pythonNodesIn(source.ast)) {
    if (node.nodeType !== 'Attribute' || node.value.nodeType !== 'Name') continue;
    if (!mayBe(node.value, 'pytest', source)) continue;
    attributes.set(node.attr, [...(attributes.get(node.attr) ?? []), { node, isOfInstance: false }]);
  }
  return [...attributes].map(([name, mentions]) => ({ name: `pytest.${name}`, definitions: [], mentions }));
}

/** What fixtures give that are made once for several tests. */
export function fixtureStates(source: PythonSource): readonly State[] {
  const fixtures = fixturesIn(source);
  return fixtures.flatMap(({ node, name, scope }): readonly State[] => {
    const [given, ...others] = returnedBy(node);
    if (!scope || !WIDE.has(scope) || !given || others.length > 0) return [];
    const made = valueOf(given, source);
    if (!made || fixtures.filter((fixture) => fixture.name === name).length > 1) return [];
    const mentions = source.scopes.scopes.flatMap(({ variables }) => {
      const { definitions, references } = variables.get(name) ?? { definitions: [], references: [] };
      const [definition, ...more] = definitions;
      if (!definition || more.length > 0 || !isAskedFor(definition, node, source)) return [];
      return references.map((reference) => ({ node: reference.node, isOfInstance: false }));
    });
    return [{ name, definitions: [], made, mentions }];
  });
}

/** Whether a definition is the parameter by which a test or another fixture asks for a fixture. */
function isAskedFor({ kind, name }: Definition, fixture: PyFunction, source: PythonSource): boolean {
  const fn = name.parent?.parent;
  if (kind !== 'parameter' || name.nodeType !== 'arg' || !isFunction(fn) || fn === fixture) return false;
  const isAsking = fn.name.startsWith('test') || fixtureOf(fn, source) !== undefined;
  return isAsking && parametrizedValues(fn, name.arg, source).length === 0;
}

/** The expression that a name of a fixture's own stands for, or the expression itself. */
function valueOf(given: Py.expr, source: PythonSource): Py.expr | undefined {
  if (given.nodeType !== 'Name') return given;
  const [definition, ...others] = definitionsAt(given, source) ?? [];
  if (!definition || others.length > 0 || !isInFunction(definition.node)) return undefined;
  return assignedValues(definition)?.[0];
}

/** The attributes of the classes of a module that code sets on, or reads from, the class or its instances. */
export function classStates(source: PythonSource): readonly State[] {
  const byClass = new Map<Py.ClassDef, Map<string, Mention[]>>();
  for (const node of pythonNodesIn(source.ast)) {
    const owner = node.nodeType === 'Attribute' ? ownerOf(node.value, source) : undefined;
    if (!owner || node.nodeType !== 'Attribute') continue;
    const attributes = byClass.get(owner.node) ?? new Map<string, Mention[]>();
    byClass.set(owner.node, attributes);
    const mention = { node, isOfInstance: owner.isInstance };
    attributes.set(node.attr, [...(attributes.get(node.attr) ?? []), mention]);
  }
  return [...byClass].flatMap(([owner, attributes]) =>
    [...attributes].flatMap(([name, mentions]) => {
      const definitions =
        source.scopes.scopeOf(owner.body[0] ?? owner).variables.get(name)?.definitions ?? [];
      const isValue = definitions.every(({ kind }) => GIVEN.has(kind));
      return isValue ? [{ name: `${owner.name}.${name}`, definitions, mentions }] : [];
    }),
  );
}

/** The class that an expression is, or that it is an instance of. */
interface Owner {
  readonly node: Py.ClassDef;
  readonly isInstance: boolean;
}

function ownerOf(expression: Py.expr, source: PythonSource): Owner | undefined {
  if (expression.nodeType === 'Attribute' && expression.attr === '__class__')
    return classOf(expression.value, source);
  if (expression.nodeType === 'Call') {
    const [argument] = expression.args;
    const isType = expression.func.nodeType === 'Name' && expression.func.id === 'type';
    return isType && argument && expression.args.length === 1 ? classOf(argument, source) : undefined;
  }
  if (expression.nodeType !== 'Name') return undefined;
  const [definition, ...others] = definitionsAt(expression, source) ?? [];
  if (!definition || others.length > 0) return undefined;
  if (definition.node.nodeType === 'ClassDef') return { node: definition.node, isInstance: false };
  if (definition.kind !== 'parameter') return undefined;
  const method = definition.name.parent?.parent;
  if (!isFunction(method) || method.parent?.nodeType !== 'ClassDef') return undefined;
  const [first] = [...method.args.posonlyargs, ...method.args.args];
  if (first !== definition.name || isDecoratedWith(method, 'staticmethod')) return undefined;
  return { node: method.parent, isInstance: !isDecoratedWith(method, 'classmethod') && first.arg !== 'cls' };
}

/** The class that an instance is of, where the expression is one. */
function classOf(expression: Py.expr, source: PythonSource): Owner | undefined {
  const owner = ownerOf(expression, source);
  return owner && { ...owner, isInstance: false };
}

function isDecoratedWith({ decorator_list: decorators }: PyFunction, name: string): boolean {
  return decorators.some((decorator) => decorator.nodeType === 'Name' && decorator.id === name);
}
