import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from 'oxc-parser';

import { readSource } from '../resolve/module-file.ts';
import type { Source } from '../resolve/source.ts';
import { staticName, stringValue } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { namesEntry, type ConfiguredRunner } from './entry.ts';
import { jestVerdict } from './jest.ts';
import { mochaVerdict } from './mocha.ts';
import { manual } from './object-verdict.ts';
import { Question } from './question.ts';
import { exportedConfig, newWorld, shapesOf } from './resolve-shape.ts';
import { loadsEntry } from './setup-file.ts';
import type { Ref, Shape } from './shape.ts';
import { all, inDoubt, missing, REGISTERED, type State, type Verdict } from './verdict.ts';
import { vitestVerdict } from './vitest.ts';

/** What is asked beside the file itself. */
export interface RegistrationQuestion {
  readonly runner: ConfiguredRunner;
  /** The runner's major version, where it is known. */
  readonly major?: number | undefined;
  /** Whether another configuration file is known to register the set-up. */
  readonly isRegistered?: (file: string) => boolean;
}

type Judge = (shape: Shape, ref: Ref, question: Question) => Verdict;

const JUDGES: Readonly<Record<Exclude<ConfiguredRunner, 'playwright'>, Judge>> = {
  vitest: vitestVerdict,
  jest: jestVerdict,
  mocha: mochaVerdict,
};

/** Files of which it is being found out whether they register the set-up, since files may extend each other. */
const active = new Set<string>();

/**
 * Whether a configuration file registers the set-up with all tests that it configures, and where it does not.
 * The file is read, never run.
 */
export function findRegistration(source: Source, asked: RegistrationQuestion): Verdict {
  const { runner, major, isRegistered } = asked;
  if (runner === 'playwright') {
    return loadsEntry(source, runner) ? REGISTERED : missing({ kind: 'import', node: source.ast, source });
  }
  const world = newWorld(isRegistered);
  const question = new Question(source, runner, major, world, (file) => stateOf(file, asked));
  const ref = exportedConfig(source);
  if (!ref) return inDoubt(manual(source.ast, question, 'it exports no configuration'));
  const verdict = all(shapesOf(ref, world).map((shape) => JUDGES[runner](shape, ref, question)));
  if (verdict.state === 'registered' || verdict.state === 'unneeded') return verdict;
  // It is named in a place that is not understood: it may well be registered there.
  return isNamedElsewhere(source, question) ? { state: 'unknown', places: [] } : verdict;
}

/** Whether another configuration registers the set-up with all its tests. */
function stateOf(file: string, asked: RegistrationQuestion): State | undefined {
  if (asked.isRegistered?.(file)) return 'registered';
  if (active.has(file)) return undefined;
  active.add(file);
  try {
    const source = readSource(file);
    return source && findRegistration(source, asked).state;
  } finally {
    active.delete(file);
  }
}

function isNamedElsewhere({ ast }: Source, question: Question): boolean {
  for (const node of nodesIn(ast, visitorKeys)) {
    const text = textOf(node);
    if (text === undefined || !namesEntry(text, question.runner)) continue;
    if (!question.isAccounted(node) && !isForOther(node, question.runner)) return true;
  }
  return false;
}

/** Options that a package is named in for other reasons, or in error. */
const OTHER_OPTIONS =
  /^(?:global(?:Setup|Teardown)|(?:no)?external|inline|(?:in|ex)clude|alias|dedupe|\w+NameMapper|\w+Ignore\w*)$/i;

/** Whether a text stands where it registers nothing for sure: an import, an option of another kind. */
function isForOther(text: TSESTree.Node, runner: ConfiguredRunner): boolean {
  for (let node = text; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'ImportDeclaration') return true;
    const key =
      parent.type === 'Property' && parent.value === node ? staticName(parent.key, parent.computed) : undefined;
    // Jest's own `setupFiles` run too early for it.
    if (key !== undefined && (OTHER_OPTIONS.test(key) || (runner === 'jest' && key === 'setupFiles')))
      return true;
  }
  return false;
}

function textOf(node: TSESTree.Node): string | undefined {
  return node.type === 'TemplateElement' ? (node.value.cooked ?? undefined) : stringValue(node);
}
