import type { TSESTree } from '@typescript-eslint/utils';

import { resolveOrigin, type Origin } from '../../resolve/origin.ts';
import type { GlobalRunner } from '../../resolve/project-runner.ts';
import { onlyAssignment, variableOf, type Source } from '../../resolve/source.ts';
import { memberName, unwrap } from '../../resolve/syntax.ts';
import { EXTENDERS, MODIFIERS, runnerOfModule } from '../../resolve/test-calls/vocabulary.ts';
import { mayBeMisspelt, meantMember } from './member-names.ts';

/** Functions of runners that have such members, by the names that all of them are known by. */
const FUNCTIONS = new Set(['test', 'it', 'describe', 'suite']);

/** How many times a test function is extended at most. */
const MAX_EXTENSIONS = 8;

/** A member that no test function has. */
export interface MisspeltMember {
  readonly property: TSESTree.Identifier;
  readonly object: string;
  readonly meant: string;
}

/**
 * A member of a runner's own test function that is misspelt: `it.onyl()`.
 *
 * @param globalRunner - The runner that provides globals, if one does.
 */
export function misspeltMember(
  node: TSESTree.MemberExpression,
  source: Source,
  globalRunner: () => GlobalRunner | undefined,
): MisspeltMember | undefined {
  const { object, property, computed } = node;
  if (computed || property.type !== 'Identifier' || !mayBeMisspelt(property.name) || !isUsed(node)) {
    return undefined;
  }
  const origin = originOf(object, source);
  const [name = '', ...members] = origin?.path ?? [];
  // `test.describe.serial` of Playwright
  const modifiers = members[0] === 'describe' ? members.slice(1) : members;
  if (!origin || !FUNCTIONS.has(name) || !modifiers.every((member) => MODIFIERS.has(member)))
    return undefined;
  const runner = origin.module === undefined ? globalRunner() : runnerOfModule(origin.module);
  const meant = runner && meantMember(property.name, runner);
  return meant === undefined ? undefined : { property, object: origin.path.join('.'), meant };
}

/** Where a test function comes from, also one that `test.extend()` made of another. */
function originOf(expression: TSESTree.Expression, source: Source, depth = 0): Origin | undefined {
  const origin = resolveOrigin(expression, source);
  if (origin || depth > MAX_EXTENSIONS) return origin;
  const made = extendingCall(unwrap(expression), source);
  return made && originOf(made, source, depth + 1);
}

/** The test function that a call, or a constant that holds what one gave, extends. */
function extendingCall(node: TSESTree.Node, source: Source): TSESTree.Expression | undefined {
  const variable = node.type === 'Identifier' ? variableOf(node, source) : undefined;
  const assignment = variable && variable !== 'global' ? onlyAssignment(variable) : undefined;
  const value = assignment?.pattern.type === 'Identifier' ? unwrap(assignment.value) : node;
  if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return undefined;
  return EXTENDERS.has(memberName(value.callee) ?? '') ? value.callee.object : undefined;
}

/** Whether a member is called, or has a member itself. */
function isUsed(node: TSESTree.MemberExpression): boolean {
  const { parent } = node;
  switch (parent.type) {
    case 'CallExpression':
      return parent.callee === node;
    case 'MemberExpression':
      return parent.object === node;
    case 'TaggedTemplateExpression':
      return parent.tag === node;
    default:
      return false;
  }
}
