import { inspect } from 'node:util';

import * as v from 'valibot';

import { didYouMean } from './nearest.ts';
import type { PolicyInput } from './policy-input.ts';
import { policySchema } from './policy-schema.ts';
import { memberKey, SchemaError } from './schema-error.ts';

/**
 * Checks a policy as it was read from a file.
 *
 * @param written - The policy, which may be anything.
 * @param prefix - The path of the policy inside its file, for messages.
 * @throws {SchemaError} With the first value that does not fit.
 */
export function parsePolicy(written: unknown, prefix: string): PolicyInput {
  const result = v.safeParse(policySchema, written, { message: mismatch });
  if (result.success) {
    return result.output;
  }
  throw schemaError(result.issues[0], prefix);
}

function mismatch({ expected, input }: v.BaseIssue<unknown>): string {
  // valibot writes alternatives as `("core" | "system" | a list)`.
  const kinds = (expected ?? '').replaceAll(/[()]/g, '').replaceAll(' | ', ' or ');
  const words = Array.from(kinds.matchAll(/"(.+?)"/g), ([, word = '']) => word);
  const hint = typeof input === 'string' ? didYouMean(input, words) : '';
  return `expected ${kinds}; found ${shown(input)}.${hint}`;
}

const longestShown = 60;

function shown(value: unknown): string {
  const written =
    typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
  return written.length > longestShown ? `${written.slice(0, longestShown)}…` : written;
}

/** Where none of a union's alternatives fits, the one is meant whose fault lies inside the value. */
function schemaError(issue: v.BaseIssue<unknown>, parent: string): SchemaError {
  const key = (issue.path ?? []).reduce((path, part) => memberKey(path, part.key), parent);
  const inner = issue.issues?.find(({ path }) => path !== undefined);
  return inner === undefined ? new SchemaError(key, issue.message) : schemaError(inner, key);
}
