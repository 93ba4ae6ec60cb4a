import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../once-per.ts';
import { assignedValues } from './assigned-values.ts';
import { definitionsAt, finalDefinitions, scopeOfBlock } from './bindings.ts';
import { isFunction } from './functions.ts';
import type { PythonSource } from './source.ts';
import { pythonNodesIn } from './walk.ts';

/** What a class gives to one of its attributes. */
export interface AttributeValues {
  /** The expressions that the file spells. */
  readonly values: readonly Py.expr[];
  /** Whether it can have other values than these. */
  readonly hasOthers: boolean;
}

const MAX_BASES = 16;

/**
 * What `self.NAME`, `cls.NAME` or `Class.NAME` can be, where a class of the file gives it a value: in its body, in a
 * class that it extends, or by `self.NAME = …` in a method. `undefined` where no class of the file does.
 */
export function attributeValues(node: Py.Attribute, source: PythonSource): AttributeValues | undefined {
  const owner = ownerOf(node.value, source);
  return owner && valuesIn(owner, node.attr, source, new Set());
}

/** The class that an expression is, or is an instance of. */
function ownerOf(expression: Py.expr, source: PythonSource): Py.ClassDef | undefined {
  if (expression.nodeType === 'Attribute') {
    return expression.attr === '__class__' ? ownerOf(expression.value, source) : undefined;
  }
  if (expression.nodeType === 'Call') {
    const [argument] = expression.args;
    const isType = expression.func.nodeType === 'Name' && expression.func.id === 'type';
    return isType && argument && expression.args.length === 1 ? ownerOf(argument, source) : undefined;
  }
  if (expression.nodeType !== 'Name') return undefined;
  const [definition, ...others] = definitionsAt(expression, source) ?? [];
  if (!definition || others.length > 0) return undefined;
  if (definition.node.nodeType === 'ClassDef') return definition.node;
  return definition.kind === 'parameter' ? classOfSelf(definition.name) : undefined;
}

/** The class whose method has this node as its first parameter. */
function classOfSelf(parameter: Py.Node): Py.ClassDef | undefined {
  const method = parameter.parent?.parent;
  if (method?.nodeType !== 'FunctionDef' && method?.nodeType !== 'AsyncFunctionDef') return undefined;
  const [first] = [...method.args.posonlyargs, ...method.args.args];
  const isStatic = method.decorator_list.some(
    (decorator) => decorator.nodeType === 'Name' && decorator.id === 'staticmethod',
  );
  return first === parameter && !isStatic && method.parent?.nodeType === 'ClassDef' ? method.parent : undefined;
}

function valuesIn(
  owner: Py.ClassDef,
  name: string,
  source: PythonSource,
  seen: Set<Py.ClassDef>,
): AttributeValues | undefined {
  if (seen.has(owner) || seen.size > MAX_BASES) return undefined;
  seen.add(owner);
  const own = ownValues(owner, name, source);
  if (own) return own;
  for (const base of owner.bases) {
    const above = base.nodeType === 'Name' ? ownerOf(base, source) : undefined;
    const inherited = above && valuesIn(above, name, source, seen);
    if (inherited) return inherited;
  }
  return undefined;
}

function ownValues(owner: Py.ClassDef, name: string, source: PythonSource): AttributeValues | undefined {
  const scope = scopeOfBlock(owner, source);
  const variable = scope?.variables.get(name);
  const stated = scope && variable ? finalDefinitions(variable.definitions, scope).map(assignedValues) : [];
  const set = instanceValues(owner).get(name) ?? [];
  const all = [...stated, ...set];
  if (all.length === 0) return undefined;
  return { values: all.flatMap((values) => values ?? []), hasOthers: all.includes(undefined) };
}

type Values = readonly Py.expr[] | undefined;

/** What methods of a class give to attributes of their first parameter. */
const instanceValues = oncePer((owner: Py.ClassDef): ReadonlyMap<string, readonly Values[]> => {
  const found = new Map<string, Values[]>();
  for (const node of pythonNodesIn(owner)) {
    if (node.nodeType !== 'Attribute' || node.ctx !== 'Store' || node.value.nodeType !== 'Name') continue;
    if (!isFirstParameter(node.value.id, node, owner)) continue;
    const before = found.get(node.attr);
    if (before) before.push(valueSet(node));
    else found.set(node.attr, [valueSet(node)]);
  }
  return found;
});

function isFirstParameter(name: string, node: Py.Node, owner: Py.ClassDef): boolean {
  for (let above: Py.Node | null = node; above; above = above.parent) {
    if (above.parent !== owner) continue;
    if (!isFunction(above)) return false;
    return [...above.args.posonlyargs, ...above.args.args][0]?.arg === name;
  }
  return false;
}

function valueSet(target: Py.Attribute): Values {
  const { parent } = target;
  if (parent?.nodeType === 'Assign' && parent.targets.includes(target)) return [parent.value];
  return parent?.nodeType === 'AnnAssign' && parent.target === target && parent.value ? [parent.value] : undefined;
}
