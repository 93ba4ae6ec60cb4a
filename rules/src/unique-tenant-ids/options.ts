import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    names: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description:
        'Further names of ids under which state is kept, as `orgId`: each stands for the same words in any ' +
        'style, also with others in front (`org_id`, `X-Org-Id`, `OTHER_ORG_ID`).',
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;
