import type { TSESLint } from '@typescript-eslint/utils';

import { fixWith } from '../../text/text-edit.ts';
import type { messages } from '../messages.ts';
import type { Remedy } from './remedy.ts';

type Corrections = Partial<Pick<TSESLint.ReportDescriptor<keyof typeof messages>, 'fix' | 'suggest'>>;

/** A remedy as a report offers it. */
export function corrections(remedy: Remedy | undefined): Corrections {
  if (!remedy) return {};
  const fix = fixWith(remedy.edit);
  if (!remedy.doubt) return { fix };
  const messageId = remedy.doubt === 'chosen' ? 'setSeconds' : 'setUnregistered';
  return { suggest: [{ messageId, data: { value: remedy.value }, fix }] };
}
