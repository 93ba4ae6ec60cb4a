import type { TSESTree } from '@typescript-eslint/utils';

import { exportPath, resolveOrigin } from '../resolve/origin.ts';
import { definitionOf, onlyAssignment, variableOf, type Assignment, type Source } from '../resolve/source.ts';
import { memberName, patternPath, unwrap } from '../resolve/syntax.ts';

const MAX_DEPTH = 8;

/** A function by the name it has where it comes from. */
export interface Callee {
  readonly name: string;
  /** The object that it is a method of. */
  readonly receiver?: TSESTree.Node;
}

/** What a callee is called where it comes from: `from_pretrained` for `Model.from_pretrained` and its aliases. */
export function calleeOf(expression: TSESTree.Node, source: Source, depth = 0): Callee | undefined {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return name === undefined ? undefined : { name, receiver: unwrap(node.object) };
  }
  if (node.type !== 'Identifier' || depth > MAX_DEPTH) return undefined;
  const assignment = assignmentOf(node, source);
  if (!assignment) {
    const imported = resolveOrigin(node, source)?.path.at(-1);
    return { name: imported === undefined || imported === 'default' ? node.name : imported };
  }
  const name = patternPath(assignment.pattern, assignment.name)?.at(-1);
  if (name !== undefined) return { name, receiver: unwrap(assignment.value) };
  return calleeOf(boundFunction(assignment.value), source, depth + 1) ?? { name: node.name };
}

/** `f` for `f.bind(x)`. */
function boundFunction(expression: TSESTree.Expression): TSESTree.Node {
  const node = unwrap(expression);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node;
  return memberName(node.callee) === 'bind' ? node.callee.object : node;
}

/** An export of a package. */
export interface Exported {
  readonly module: string;
  /** Its path from the exports; `()` stands for what the class or function before it makes: `'Ollama().chat'`. */
  readonly name: string;
}

/** The export of a package that an expression means, through imports, instances and constants. */
export function exportedAs(expression: TSESTree.Node, source: Source, depth = 0): Exported | undefined {
  const node = unwrap(expression);
  const origin = resolveOrigin(node, source);
  if (origin) {
    const { module } = origin;
    return module === undefined ? undefined : { module, name: exportPath(origin).join('.') };
  }
  if (depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'AwaitExpression':
      return exportedAs(node.argument, source, depth + 1);
    case 'CallExpression':
    case 'NewExpression': {
      const base = exportedAs(node.callee, source, depth + 1);
      return base && { ...base, name: `${base.name}()` };
    }
    case 'MemberExpression': {
      const base = exportedAs(node.object, source, depth + 1);
      const name = memberName(node);
      return base && name !== undefined ? { ...base, name: `${base.name}.${name}` } : undefined;
    }
    case 'Identifier': {
      const assignment = assignmentOf(node, source);
      if (!assignment) return undefined;
      const path = patternPath(assignment.pattern, assignment.name);
      const base = path && exportedAs(assignment.value, source, depth + 1);
      return base && { ...base, name: [base.name, ...path].join('.') };
    }
    default:
      return undefined;
  }
}

/** Whether an expression names a class or object of this file that defines a method itself, as a fake does. */
export function definesMethod(expression: TSESTree.Node, method: string, source: Source): boolean {
  const node = unwrap(expression);
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  if (!variable || variable === 'global') return false;
  const definition = definitionOf(variable)?.node;
  const value =
    definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : definition;
  switch (value?.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return (
        value.superClass === null &&
        value.body.body.some(
          (member) => 'key' in member && member.key.type === 'Identifier' && member.key.name === method,
        )
      );
    case 'ObjectExpression':
      return value.properties.some(
        (member) =>
          member.type === 'Property' && member.key.type === 'Identifier' && member.key.name === method,
      );
    default:
      return false;
  }
}

function assignmentOf(node: TSESTree.Identifier, source: Source): Assignment | undefined {
  const variable = variableOf(node, source);
  return variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
}
