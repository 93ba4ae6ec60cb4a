import { nodeBuiltinName } from '@cogniverse/guide';

import { followsEnvironmentChange } from '../detection/changes.ts';
import { hasEffect } from '../detection/effects.ts';
import { isConditional, mayBeAbsent } from '../detection/guards.ts';
import { hoistedMockOf } from '../detection/mocks.ts';
import type { ModuleLoad } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { awaitMatters } from './awaited-load.ts';
import type { LoadUse } from './load-use.ts';
import { moduleSyntax } from './module-syntax.ts';
import { speakingComments } from './speaking-comments.ts';

/**
 * What could make the code do something else once a load is at module level, in words that follow "check:".
 */
export const DOUBTS = {
  absent: 'not every Node.js in use has the module, and without it the whole file fails to load',
  await: 'without its `await`, what follows in the function runs sooner',
  clash: 'its name is taken, so it gets another one',
  comment: 'a comment speaks to the code that goes',
  conditional: 'it is loaded on a condition now',
  effect: 'loading the module changes how others work',
  environment: 'the environment, globals or timers are changed before it is loaded now',
  foreign: 'the module is not part of Node.js, and its code would run as the file loads',
  interop: 'a default import needs `esModuleInterop` in TypeScript that is compiled to CommonJS',
  mocked: 'the module is mocked, and what its mock uses has to be there as the file loads',
  namespace: '`require()` gives what the module exports, not its namespace',
  order: 'what stands between may change what is taken out of the module',
  promise: 'the code gets a promise that is settled already',
  syntax: 'the file does not say whether it is an ES module or CommonJS',
} as const;

/** A reason for which a move is offered and not made. */
export type Doubt = keyof typeof DOUBTS;

/** The doubts about a load that do not depend on how it is written at module level. */
export function situationalDoubts(load: ModuleLoad, use: LoadUse, file: LintedFile): readonly Doubt[] {
  const doubts: readonly (Doubt | false)[] = [
    nodeBuiltinName(load.module) === undefined && 'foreign',
    hasEffect(load) && 'effect',
    mayBeAbsent(load) && 'absent',
    hoistedMockOf(load, file) === 'applies' && 'mocked',
    isConditional(load, file) && 'conditional',
    followsEnvironmentChange(load, file) && 'environment',
    awaitMatters(load, file) && 'await',
    speakingComments(use, file).length > 0 && 'comment',
    moduleSyntax(file) === 'unknown' && 'syntax',
  ];
  return doubts.filter((doubt) => doubt !== false);
}
