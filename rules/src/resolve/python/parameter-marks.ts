import type { Py } from '@cogniverse/eslint-python';

import { definitionsAt } from './bindings.ts';
import { keywordOf } from './calls.ts';
import { isFunction, returnedBy } from './functions.ts';
import { isSpent, markListIn, MAX_STEPS, valuesOf, type Mark, type MarkList, type Placed, type Search } from './marks.ts';
import { originsOf } from './origin.ts';
import type { PythonSource } from './source.ts';

const NO_MARKS: MarkList = { places: [], refused: undefined };

/** The marks that each set of parameters of a `parametrize` mark has; empty where the file does not spell them. */
export function parameterMarks({ args, keywords }: Mark): readonly MarkList[] {
  const sets = args[1] ?? keywords.get('argvalues');
  return sets ? marksOfSets(sets) : [];
}

/** The marks that each element of a list of parameters has, as `params` of a fixture is one. */
export function marksOfSets(sets: Placed): readonly MarkList[] {
  return setsOf(sets, { left: MAX_STEPS }).map((set) => marksOfSet(set));
}

/** The sets of parameters that a list holds, however it is made; of a comprehension the one it makes each time. */
function setsOf(placed: Placed, search: Search): readonly Placed[] {
  const { node, source } = placed;
  if (isSpent(search)) return [];
  const below = (part: Py.expr): readonly Placed[] => setsOf({ node: part, source }, search);
  switch (node.nodeType) {
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elts.flatMap((element) =>
        element.nodeType === 'Starred' ? below(element.value) : [{ node: element, source }],
      );
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [{ node: node.elt, source }];
    case 'BinOp':
      return [node.left, node.right].flatMap(below);
    case 'Call': {
      const [argument] = node.args;
      if (argument && originsOf(node.func, source).some(({ path }) => COPY.test(path))) return below(argument);
      return returnedValues(node, source).flatMap((value) => setsOf(value, search));
    }
    default: {
      const [value, ...others] = valuesOf(placed);
      return value && others.length === 0 ? setsOf(value, search) : [];
    }
  }
}

const COPY = /^builtins\.(?:list|tuple|set|sorted|reversed)$/;

/** What a call of a function of the file gives. */
function returnedValues({ func }: Py.Call, source: PythonSource): readonly Placed[] {
  const [definition, ...others] = func.nodeType === 'Name' ? (definitionsAt(func, source) ?? []) : [];
  if (others.length > 0 || !isFunction(definition?.node)) return [];
  return returnedBy(definition.node).map((node) => ({ node, source }));
}

/** `pytest.param(value, marks=…)` */
function marksOfSet(placed: Placed, isMade = false): MarkList {
  const { node, source } = placed;
  if (node.nodeType === 'Name') {
    const [value, ...others] = valuesOf(placed);
    return value && others.length === 0 && value.node.nodeType === 'Call' ? marksOfSet(value) : NO_MARKS;
  }
  if (node.nodeType !== 'Call') return NO_MARKS;
  if (!originsOf(node.func, source).some(({ path }) => path === 'pytest.param')) {
    const [made, ...others] = isMade ? [] : returnedValues(node, source);
    return made && others.length === 0 ? marksOfSet(made, true) : NO_MARKS;
  }
  const marks = keywordOf(node, 'marks');
  return marks ? { ...markListIn({ node: marks, source }), refused: undefined } : NO_MARKS;
}
