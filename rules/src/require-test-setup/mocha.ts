import { layersVerdict, unreadVerdict } from './object-verdict.ts';
import { optionAt } from './options.ts';
import type { Question } from './question.ts';
import type { Ref, Shape } from './shape.ts';
import { inDoubt, REGISTERED, unneeded, type Verdict } from './verdict.ts';

/** Whether a configuration of Mocha registers the set-up. */
export function mochaVerdict(shape: Shape, ref: Ref, question: Question): Verdict {
  switch (shape.kind) {
    case 'registered':
      return REGISTERED;
    case 'foreign':
      return unneeded(shape.reason);
    case 'list':
    case 'mapped':
    case 'constant':
      return unneeded('it configures nothing');
    case 'unknown':
      return unreadVerdict(shape, ref, (layers) => layersVerdict(layers, ['require'], question), question);
    case 'object': {
      // The list has a short name too.
      const short = optionAt(shape.layers, ['r'], question).shapes.length > 0;
      const verdict = layersVerdict(shape.layers, [short ? 'r' : 'require'], question);
      return optionAt(shape.layers, ['extends'], question).shapes.length > 0 ? inDoubt(verdict) : verdict;
    }
  }
}
