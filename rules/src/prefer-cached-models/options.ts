import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    loaders: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description:
        'Names of further functions, methods or classes that bring the weights of a model into the process: by ' +
        'their first argument, or by a field such as `model` of an options object.',
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;
