import type { TSESTree } from '@typescript-eslint/utils';

import { isGlobal, resolveOrigin } from '../../resolve/origin.ts';
import type { GlobalRunner } from '../../resolve/project-runner.ts';
import type { Source } from '../../resolve/source.ts';
import { MODIFIERS, runnerOfModule } from '../../resolve/test-calls/vocabulary.ts';
import { meantMember } from './member-names.ts';

/** Functions of runners that have such members, by the names that all of them are known by. */
const FUNCTIONS = new Set(['test', 'it', 'describe', 'suite']);
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
  if (computed || property.type !== 'Identifier' || !isUsed(node)) return undefined;
  const meant = meantMember(property.name);
  const origin = meant === undefined ? undefined : resolveOrigin(object, source);
  const name = origin?.path.at(0);
  if (!origin || meant === undefined || name === undefined || !FUNCTIONS.has(name)) return undefined;
  // Other members of the chain are modifiers.
  if (!origin.path.slice(1).every((member) => MODIFIERS.has(member))) return undefined;
  const isRunners =
    origin.module === undefined
      ? isGlobal(origin, origin.path.join('.')) && globalRunner() !== undefined
      : runnerOfModule(origin.module) !== undefined;
  return isRunners ? { property, object: origin.path.join('.'), meant } : undefined;
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
