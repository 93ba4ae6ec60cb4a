import type { TSESTree } from '@typescript-eslint/utils';

import { manual } from './object-verdict.ts';
import type { Question } from './question.ts';
import type { Shape } from './shape.ts';
import { all, inDoubt, type Verdict } from './verdict.ts';

/** The verdict on projects that can't be read. */
export function unknownProjects(shape: Shape, question: Question): Verdict {
  const node = 'ref' in shape && question.isHere(shape.ref.source) ? shape.ref.node : exported(question);
  return inDoubt(manual(node, question, 'what projects there are is known when it runs'));
}

function exported({ main }: Question): TSESTree.Node {
  return main.ast.body.at(-1) ?? main.ast;
}

/** The verdict on several projects; those that can't be read count only where nothing is known of any. */
export function allProjects(verdicts: readonly Verdict[]): Verdict {
  const known = verdicts.filter(
    ({ state, places }) => state !== 'unknown' || !places.every(({ site }) => site.kind === 'manual'),
  );
  const verdict = all(known);
  if (known.length === verdicts.length) return verdict;
  if (verdict.state === 'unneeded') return all(verdicts);
  return verdict.state === 'registered' ? { state: 'unknown', places: [] } : verdict;
}
