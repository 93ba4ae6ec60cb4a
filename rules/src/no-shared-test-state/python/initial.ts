import type { Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { classesOf } from '../../resolve/python/classes.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import type { State } from './mentions.ts';

/** What a state is made as. */
export type Container = 'list' | 'dict' | 'set' | 'object';

/** What a state holds before the first test. */
export interface Initial {
  readonly value: Py.expr | undefined;
  /** What it is made as, where that is a collection that the file spells. */
  readonly container: Container | undefined;
}

const CONSTRUCTORS: ReadonlyMap<string, Container> = new Map([
  ['builtins.list', 'list'],
  ['collections.deque', 'list'],
  ['builtins.dict', 'dict'],
  ['collections.defaultdict', 'dict'],
  ['collections.OrderedDict', 'dict'],
  ['collections.Counter', 'dict'],
  ['builtins.set', 'set'],
  ['types.SimpleNamespace', 'object'],
]);

/** What a state begins as; `undefined` where the file does not spell it. */
export function initialOf({ definitions, made }: State, source: PythonSource): Initial | undefined {
  if (made) {
    const container = containerOf(made, source);
    return container && { value: made, container };
  }
  const given = definitions.filter(({ node }) => node.nodeType !== 'AnnAssign' || node.value !== null);
  const [definition, ...others] = given;
  if (others.length > 0 || definition?.isConditional) return undefined;
  if (!definition) return { value: undefined, container: undefined };
  const [value] = assignedValues(definition) ?? [];
  if (!value) return undefined;
  const container = containerOf(value, source);
  return container || isPlain(value) ? { value, container } : undefined;
}

/** What an expression makes, where that is a collection. */
export function containerOf(value: Py.expr, source: PythonSource): Container | undefined {
  switch (value.nodeType) {
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'Call':
      return constructed(value, source);
    default:
      return undefined;
  }
}

function constructed({ func }: Py.Call, source: PythonSource): Container | undefined {
  if (classesOf(func, source).some(({ node }) => isRecord(node))) return 'object';
  return originsOf(func, source)
    .map(({ path }) => CONSTRUCTORS.get(path))
    .find((kind) => kind !== undefined);
}

/** Whether a class has attributes and nothing that runs. */
function isRecord({ bases, body }: Py.ClassDef): boolean {
  return (
    bases.length === 0 &&
    body.every(({ nodeType }) => ['Assign', 'AnnAssign', 'Expr', 'Pass'].includes(nodeType))
  );
}

/** Whether an expression is spelt, and so the same whenever it is evaluated. */
export function isPlain(value: Py.expr): boolean {
  if (value.nodeType === 'Constant') return true;
  if (value.nodeType === 'UnaryOp') return value.operand.nodeType === 'Constant';
  return value.nodeType === 'Tuple' && value.elts.every(isPlain);
}

/** Whether a value says that nothing is there. */
export function isNothing(value: Py.expr | undefined): boolean {
  switch (value?.nodeType) {
    case undefined:
      return true;
    case 'Constant':
      return !value.value;
    case 'List':
    case 'Tuple':
    case 'Set':
      return value.elts.length === 0;
    case 'Dict':
      return value.keys.length === 0;
    case 'Call':
      return (
        value.args.length === 0 && value.func.nodeType === 'Name' && /^(?:list|dict|set)$/.test(value.func.id)
      );
    default:
      return false;
  }
}
