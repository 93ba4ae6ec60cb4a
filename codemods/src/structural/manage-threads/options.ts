import { onlyAssignment, unwrap, variableOf, type TextEdit } from 'eslint-plugin-cogniverse/editing';
import type { NewExpression } from 'jscodeshift';

import type { RuleNode, StructuralFile } from '../codemod.ts';
import type { WorkerConstruction } from './construction.ts';

/**
 * The edits that make a construction a call of the managed one, with `concurrent: true` where it is wanted; or
 * why that can't be written.
 *
 * @param local The name of `managedWorker` in the file.
 */
export function managedCall(
  construction: WorkerConstruction,
  local: string,
  isConcurrent: boolean,
  file: StructuralFile,
): readonly TextEdit[] | string {
  const { j } = file;
  const path = file.pathOf(construction);
  const { node } = path;
  if (node.type !== 'NewExpression')
    throw new TypeError(`jscodeshift has a ${node.type} where a worker is made`);
  const made = isConcurrent ? withConcurrent(construction, node, file) : node.arguments;
  if (typeof made === 'string') return made;
  return file.replace(path, j.callExpression(j.identifier(local), made));
}

type Arguments = NewExpression['arguments'];

function withConcurrent(
  construction: WorkerConstruction,
  { arguments: given }: NewExpression,
  { j, linted }: StructuralFile,
): Arguments | string {
  const concurrent = j.objectProperty(j.identifier('concurrent'), j.booleanLiteral(true));
  const [script, options, ...rest] = given;
  if (!script) throw new TypeError('a worker without a script');
  if (!options) return [script, j.objectExpression([concurrent])];
  if (options.type === 'ObjectExpression')
    return [script, j.objectExpression([...options.properties, concurrent]), ...rest];
  const [, written] = construction.arguments;
  if (written && options.type === 'Identifier' && isObject(written, linted.source)) {
    return [script, j.objectExpression([j.spreadElement(options), concurrent]), ...rest];
  }
  return 'others may live beside it, and its options are not written out, so that `concurrent` can not be set';
}

/** Whether a name stands for an object that is written out. */
function isObject(node: RuleNode, source: StructuralFile['linted']['source']): boolean {
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  return assignment?.pattern.type === 'Identifier' && unwrap(assignment.value).type === 'ObjectExpression';
}
