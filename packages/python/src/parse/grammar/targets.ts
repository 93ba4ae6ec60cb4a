import type * as Py from '../../ast/nodes.ts';
import { SyntaxFault } from '../syntax-error.ts';

const DESCRIPTIONS: Readonly<Partial<Record<Py.expr['nodeType'], string>>> = {
  Call: 'function call',
  Constant: 'literal',
};

/**
 * Makes an expression, and what stands in it, a target.
 *
 * @throws {SyntaxFault} where it can't be one
 */
export function bind(target: Py.expr, context: Py.Context): void {
  switch (target.nodeType) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      setContext(target, context);
      break;
    case 'Starred':
      setContext(target, context);
      bind(target.value, context);
      break;
    case 'List':
    case 'Tuple':
      setContext(target, context);
      for (const item of target.elts) bind(item, context);
      break;
    default: {
      const verb = context === 'Del' ? 'delete' : 'assign to';
      const what = DESCRIPTIONS[target.nodeType] ?? 'expression';
      throw new SyntaxFault(`cannot ${verb} ${what}`, target.range[0]);
    }
  }
}

function setContext(target: { ctx: Py.Context }, context: Py.Context): void {
  target.ctx = context;
}
