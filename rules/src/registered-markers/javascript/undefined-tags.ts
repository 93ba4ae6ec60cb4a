import path from 'node:path';

import { defaultPolicy } from '@cogniverse/guide';

import { loadProjectPolicy } from '../../project.ts';
import { nearMiss } from '../../resolve/near-miss.ts';
import { vitestTags } from '../../resolve/runner-config/vitest-tags.ts';

/** What is wrong with a tag. */
export type TagVerdict =
  | { readonly kind: 'misspelt'; readonly meant: string }
  | { readonly kind: 'undefined'; readonly definition: Definition };

/** Where tags are defined, and what becomes of others. */
export interface Definition {
  readonly option: string;
  /** The file, as an absolute path. */
  readonly file: string | undefined;
  readonly consequence: string;
}

/** Judges tags of one file. */
export type TagJudge = (tag: string) => TagVerdict | undefined;

/**
 * Judges by what Vitest is configured to know: without `strictTags` only what is near to a tag that is
 * defined. Silent where not all of the configuration is spelt.
 */
export function vitestJudge(file: string): TagJudge {
  const { names, isComplete, isStrict, file: config } = vitestTags(file);
  const definition = { option: 'test.tags', file: config, consequence: 'Vitest refuses to run such tests' };
  return (tag) => {
    if (!isComplete || names.has(tag)) return undefined;
    const meant = nearMiss(tag, names);
    if (meant !== undefined) return { kind: 'misspelt', meant };
    return isStrict ? { kind: 'undefined', definition } : undefined;
  };
}

/**
 * Judges by the markers of the project's policy, where it names its own: Playwright itself takes any tag.
 * `undefined` where it does not.
 */
export function policyJudge(file: string): TagJudge | undefined {
  const found = path.isAbsolute(file) ? loadProjectPolicy(path.dirname(file)) : undefined;
  const names = Object.keys(found?.policy.markers ?? {});
  if (!found || names.every((name) => name in defaultPolicy.markers)) return undefined;
  const spellings = new Set(names.map(spelling));
  const consequence = 'a misspelt tag selects nothing, and nobody is told';
  const definition = { option: 'markers', file: found.file, consequence };
  return (tag) => {
    const name = tag.replace(/^@/, '');
    if (spellings.has(spelling(name))) return undefined;
    const meant = nearMiss(name, names);
    return meant === undefined ? { kind: 'undefined', definition } : { kind: 'misspelt', meant: `@${meant}` };
  };
}

/** `@requires-gpu` is the tag of the marker `requires_gpu`. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
