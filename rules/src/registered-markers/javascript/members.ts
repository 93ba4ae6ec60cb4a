import type { TSESTree } from '@typescript-eslint/utils';

import { resolveOrigin } from '../../resolve/origin.ts';
import type { GlobalRunner } from '../../resolve/project-runner.ts';
import type { Source } from '../../resolve/source.ts';
import { MODIFIERS, runnerOfModule } from '../../resolve/test-calls/vocabulary.ts';
import { mayBeMisspelt, meantMember } from './member-names.ts';

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
  if (computed || property.type !== 'Identifier' || !mayBeMisspelt(property.name) || !isUsed(node)) {
    return undefined;
  }
  const origin = resolveOrigin(object, source);
  const [name = '', ...modifiers] = origin?.path ?? [];
  if (!origin || !FUNCTIONS.has(name) || !modifiers.every((member) => MODIFIERS.has(member)))
    return undefined;
  const runner = origin.module === undefined ? globalRunner() : runnerOfModule(origin.module);
  const meant = runner && meantMember(property.name, runner);
  return meant === undefined ? undefined : { property, object: origin.path.join('.'), meant };
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
