import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

import { LEVELS, type Level } from './limit.ts';
import { FIX_SCOPES, type FixScope } from './python/fix-scope.ts';

const duration: { type: ['number', 'string'] } = { type: ['number', 'string'] };
const levels: Level[] = [...LEVELS];
const fixScopes: FixScope[] = [...FIX_SCOPES];

/** The schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    accept: {
      type: 'array',
      items: { type: 'string', enum: levels },
      uniqueItems: true,
      minItems: 1,
      description:
        'Where a timeout may be set to count: on the test itself, on a suite around it, for the whole file, ' +
        'or in the nearest configuration of the runner.',
    },
    max: {
      ...duration,
      description:
        'The longest timeout that counts as one: milliseconds, or text such as "90s" or "30m". ' +
        "Unless given, `timeouts.max` of the project's policy.",
    },
    fixScope: {
      type: 'string',
      enum: fixScopes,
      description:
        'Python only: what the fix writes one mark for: the `function` (default), its `class`, or the whole ' +
        '`module`; `auto` marks the module where most of its asynchronous tests have no timeout.',
    },
  },
} as const satisfies JSONSchema;

/** The options of `require-async-timeout`. */
export type Options = FromSchema<typeof schema>;
