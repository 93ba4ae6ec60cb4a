import type { Job } from '../../src/engine/protocol.ts';
import { RULE_NAMES } from '../../src/rule-names.ts';

/** A job that fixes what all rules find. */
export const FIX_ALL: Job = {
  rules: RULE_NAMES,
  preset: 'recommended',
  isDemanded: false,
  fixScope: undefined,
  fix: true,
  unsafe: false,
  keepSource: false,
  prefilter: true,
  tellsReads: false,
};
