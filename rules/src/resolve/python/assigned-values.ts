import type { Definition, Py } from '@cogniverse/eslint-python';

/**
 * The expressions that a definition gives its name: one for an assignment or walrus, one for each round of a loop over
 * a spelt list. `undefined` where the file does not spell them.
 */
export function assignedValues({ node, name }: Definition): readonly Py.expr[] | undefined {
  switch (node.nodeType) {
    case 'Assign':
      return one(
        node.targets
          .map((target) => partOf(node.value, pathTo(name, target)))
          .find((value) => value !== undefined),
      );
    case 'AnnAssign':
    case 'NamedExpr':
      return one(node.value ?? undefined);
    case 'For':
    case 'AsyncFor':
    case 'comprehension': {
      const items = itemsOf(node.iter);
      const path = pathTo(name, node.target);
      const values = items?.map((item) => partOf(item, path));
      return values?.every((value) => value !== undefined) ? values : undefined;
    }
    default:
      return undefined;
  }
}

function one(value: Py.expr | undefined): readonly Py.expr[] | undefined {
  return value && [value];
}

/** The elements of a spelt list, tuple or set; `undefined` where one of them is unpacked. */
export function itemsOf(iterable: Py.expr): readonly Py.expr[] | undefined {
  if (iterable.nodeType !== 'List' && iterable.nodeType !== 'Tuple' && iterable.nodeType !== 'Set')
    return undefined;
  return iterable.elts.some(({ nodeType }) => nodeType === 'Starred') ? undefined : iterable.elts;
}

/** The places at which a name stands in a target: `[]` for the target itself, `[1, 0]` for `y` in `x, (y, z)`. */
function pathTo(name: Py.Node, target: Py.expr): readonly number[] | undefined {
  if (target === name) return [];
  if (target.nodeType !== 'Tuple' && target.nodeType !== 'List') return undefined;
  for (const [place, element] of target.elts.entries()) {
    // What follows a starred name is counted from the end.
    if (element.nodeType === 'Starred') return undefined;
    const path = pathTo(name, element);
    if (path) return [place, ...path];
  }
  return undefined;
}

function partOf(value: Py.expr, path: readonly number[] | undefined): Py.expr | undefined {
  if (!path) return undefined;
  return path.reduce<Py.expr | undefined>((part, place) => part && itemsOf(part)?.[place], value);
}
