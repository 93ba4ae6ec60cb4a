import { threadApiLabel, threadApis } from '@cogniverse/guide';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

const javascriptApis = threadApis.filter(({ language }) => language === 'javascript');
const modules = javascriptApis.map(({ module }) => module).filter((module) => module !== 'global');
const allowed: string[] = [...new Set([...modules, ...javascriptApis.map(threadApiLabel)])].toSorted();

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    allow: {
      type: 'array',
      items: { type: 'string', enum: allowed },
      uniqueItems: true,
      description:
        'What tests may use by hand, beside what the policy allows: one API (`worker_threads.Worker`), all that ' +
        'a module has (`piscina`), or a global (`SharedWorker`).',
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;
