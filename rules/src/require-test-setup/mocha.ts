import { layersVerdict, shapeVerdict } from './object-verdict.ts';
import { optionAt } from './options.ts';
import type { Question } from './question.ts';
import type { Layer, Ref, Shape } from './shape.ts';
import { inDoubt, type Verdict } from './verdict.ts';

/** Whether a configuration of Mocha registers the set-up. */
export function mochaVerdict(shape: Shape, ref: Ref, question: Question): Verdict {
  const judges = {
    whole: (layers: readonly Layer[]) => wholeVerdict(layers, question),
    given: (layers: readonly Layer[]) => layersVerdict(layers, ['require'], question),
  };
  return shapeVerdict(shape, ref, judges, question);
}

function wholeVerdict(layers: readonly Layer[], question: Question): Verdict {
  // The list has a short name too.
  const short = optionAt(layers, ['r'], question).shapes.length > 0;
  const verdict = layersVerdict(layers, [short ? 'r' : 'require'], question);
  return optionAt(layers, ['extends'], question).shapes.length > 0 ? inDoubt(verdict) : verdict;
}
