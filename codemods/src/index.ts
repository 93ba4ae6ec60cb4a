/** Runs the rules of `eslint-plugin-cogniverse` over whole projects, and their fixes. */
export { SECTIONS as guideSections } from './doctor/sections.ts';
export type { Section as GuideSection } from './doctor/sections.ts';
export { PoolError } from './engine/pool.ts';
export type { FixScope, PresetName, SkipReason } from './engine/protocol.ts';
export { exitCodeOf } from './engine/results.ts';
export type { Change, Counts, FileResult, Problem, RunReport } from './engine/results.ts';
export { run } from './engine/run.ts';
export type { RunOptions } from './engine/run.ts';
export { UsageError } from './errors.ts';
export type { SkippedFile } from './files/find-files.ts';
export type { Selection } from './files/selection.ts';
export type { Shard } from './files/shard.ts';
export type { RuleName } from './rule-names.ts';
export type { CodemodName } from './structural/codemod-names.ts';
