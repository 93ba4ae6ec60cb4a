import type { Py, Variable } from '@cogniverse/eslint-python';

import { referenceOf } from '../../resolve/python/bindings.ts';
import { classFacts } from '../../resolve/python/classes.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import type { Opener } from './opener.ts';
import { useOf, type Use } from './use.ts';

/**
 * What becomes of a resource: nothing ends it, the tests get it, nobody keeps it, or something may end it.
 */
export type Fate = 'open' | 'handed' | 'dropped' | 'ended';

/** What becomes of the resource that a call opens, if that is an object. */
export function fateOf(call: Py.Call, opener: Opener, source: PythonSource): Fate {
  if (opener.kind !== 'started') return fateOfValue(call, source);
  // What is started is stopped by its own name; what `start()` returns is something else.
  const owner = call.func.nodeType === 'Attribute' ? call.func.value : undefined;
  if (owner?.nodeType === 'Call') {
    const isContainer = !opener.api.includes('patch');
    return isContainer ? fateOfValue(call, source) : 'dropped';
  }
  if (owner?.nodeType === 'Name') {
    const variable = referenceOf(owner, source)?.variable;
    const [definition, ...others] = variable?.definitions ?? [];
    if (!variable || others.length > 0 || definition?.node.nodeType !== 'Assign') return 'ended';
    return definition.node.value.nodeType === 'Call' ? fateOfVariable(variable, source) : 'ended';
  }
  return owner?.nodeType === 'Attribute' ? fateOfAttribute(owner, source) : 'ended';
}

function fateOfValue(value: Py.expr, source: PythonSource): Fate {
  const { parent } = value;
  switch (parent?.nodeType) {
    case 'Await':
      return fateOfValue(parent, source);
    case 'Return':
    case 'Yield':
      return 'handed';
    case 'Expr':
      return 'dropped';
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0]
        ? fateOfTarget(parent.targets[0], source)
        : 'ended';
    case 'AnnAssign':
      return fateOfTarget(parent.target, source);
    default:
      return 'ended';
  }
}

function fateOfTarget(target: Py.expr, source: PythonSource): Fate {
  if (target.nodeType === 'Attribute') return fateOfAttribute(target, source);
  const variable = target.nodeType === 'Name' ? referenceOf(target, source)?.variable : undefined;
  return variable ? fateOfVariable(variable, source) : 'ended';
}

/** What becomes of what a variable holds, by all that reads it. */
function fateOfVariable(variable: Variable, source: PythonSource): Fate {
  return fateByUses(
    variable.references.filter(({ isRead }) => isRead).map(({ node }) => useOf(node, source)),
  );
}

function fateByUses(uses: readonly Use[]): Fate {
  if (uses.includes('ends') || uses.includes('escapes')) return 'ended';
  return uses.includes('handed') ? 'handed' : 'open';
}

/** The same for `self.name`: every attribute of that name in the file counts, on whatever object. */
function fateOfAttribute(target: Py.Attribute, source: PythonSource): Fate {
  const holder = [...ancestorsOf(target)].find(({ nodeType }) => nodeType === 'ClassDef');
  const isOwn = target.value.nodeType === 'Name' && /^(?:self|cls)$/.test(target.value.id);
  if (!isOwn || holder?.nodeType !== 'ClassDef' || !isWhollyKnown(holder, target.attr, source))
    return 'ended';
  if (/__dict__|\bvars\(|\bgetattr\(/.test(source.text)) return 'ended';
  const uses = [...pythonNodesIn(source.ast)].flatMap((node) =>
    node.nodeType === 'Attribute' && node.attr === target.attr && node.ctx === 'Load'
      ? [useOf(node, source)]
      : [],
  );
  // What a method returns, other code may end.
  return uses.includes('handed') ? 'ended' : fateByUses(uses);
}

/** Whether all bases of a class are known, and none that lies elsewhere has to do with an attribute. */
function isWhollyKnown(node: Py.ClassDef, attribute: string, source: PythonSource): boolean {
  const { order } = classFacts({ node, source });
  return order.every((own) => {
    if (own.source !== source && own.source.text.includes(`.${attribute}`)) return false;
    return own.node.bases.every((base) => {
      const paths = originsOf(base, own.source).map(({ path }) => path);
      const isPlain = paths.some((path) =>
        /^(?:unittest(?:\.\w+)*\.\w*TestCase|builtins\.object)$/.test(path),
      );
      return isPlain || order.some(({ node: known }) => base.nodeType === 'Name' && known.name === base.id);
    });
  });
}

/** Whether every function of the file that asks for a fixture, if one does, may end what it is given. */
export function isEndedByUsers(name: string, source: PythonSource): boolean {
  const fates = [...pythonNodesIn(source.ast)].flatMap((node): readonly Fate[] => {
    if (!isFunction(node)) return [];
    const { posonlyargs, args, kwonlyargs } = node.args;
    if (![...posonlyargs, ...args, ...kwonlyargs].some(({ arg }) => arg === name)) return [];
    const variable = source.scopes.scopes.find(({ block }) => block === node)?.variables.get(name);
    return variable ? [fateOfVariable(variable, source)] : [];
  });
  return fates.length > 0 && fates.every((fate) => fate === 'ended');
}
